import { gql } from 'lightning/graphql';

/** All that an account's card shows first, in one request. */
// prettier-ignore
export const ACCOUNT_QUERY = gql`
query debriefAccount(
  $scope: Conversation__c_Filter, $recent: Conversation__c_Filter, $theirs: Conversation_Participant__c_Filter, $rows: Int
) {
uiapi { query {
  list: Conversation__c(where: $scope, first: $rows, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node {
      Id
      Title__c @optional { value }
      Kind__c @optional { value displayValue }
      Status__c @optional { value }
      Started_At__c @optional { value }
      Duration__c @optional { value }
      Summary__c @optional { value }
      Match_Status__c @optional { value }
      Direction__c @optional { value }
      Thread_Key__c @optional { value }
      Contact__r @optional { Id Name @optional { value } }
      Lead__r @optional { Id Name @optional { value } }
      Opportunity__r @optional { Id Name @optional { value } }
      highlights: Conversation_Moments__r(first: 1, where: { Type__c: { eq: "Highlight" } }) @optional {
        totalCount
        edges { node { Id } }
      }
    } }
  }
  recent: Conversation__c(where: $recent, first: 1) { totalCount }
  index: Conversation__c(where: $scope, first: 1000, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) { edges { node {
    Id
    Thread_Key__c @optional { value }
    Topics__c @optional { value }
  } } }
  people: Conversation_Participant__c(where: $theirs, first: 500) @optional { edges { node {
    Id
    Name @optional { value }
    Email__c @optional { value }
    Phone__c @optional { value }
    Side__c @optional { value }
    Contact__c @optional { value }
    Lead__c @optional { value }
    User__c @optional { value }
    Conversation__c @optional { value }
  } } }
} }
}`;

/**
 * All that the card of a contact or a lead shows first, in one request. `also` are the conversations linked to them in
 * which nobody was recognised as them: the org takes no semi-join beside OR.
 */
// prettier-ignore
export const PERSON_QUERY = gql`
query debriefPerson(
  $scope: Conversation__c_Filter, $recent: Conversation__c_Filter, $also: Conversation__c_Filter, $rows: Int
) {
uiapi { query {
  list: Conversation__c(where: $scope, first: $rows, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node {
      Id
      Title__c @optional { value }
      Kind__c @optional { value displayValue }
      Status__c @optional { value }
      Started_At__c @optional { value }
      Duration__c @optional { value }
      Summary__c @optional { value }
      Match_Status__c @optional { value }
      Direction__c @optional { value }
      Thread_Key__c @optional { value }
      Contact__r @optional { Id Name @optional { value } }
      Lead__r @optional { Id Name @optional { value } }
      Opportunity__r @optional { Id Name @optional { value } }
      highlights: Conversation_Moments__r(first: 1, where: { Type__c: { eq: "Highlight" } }) @optional {
        totalCount
        edges { node { Id } }
      }
    } }
  }
  recent: Conversation__c(where: $recent, first: 1) { totalCount }
  index: Conversation__c(where: $scope, first: 1000, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) { edges { node {
    Id
    Thread_Key__c @optional { value }
    Topics__c @optional { value }
  } } }
  also: Conversation__c(where: $also, first: 100, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) { edges { node {
    Id
    Title__c @optional { value }
    Kind__c @optional { value displayValue }
    Status__c @optional { value }
    Started_At__c @optional { value }
    Duration__c @optional { value }
    Summary__c @optional { value }
    Match_Status__c @optional { value }
    Direction__c @optional { value }
    Thread_Key__c @optional { value }
    Contact__r @optional { Id Name @optional { value } }
    Lead__r @optional { Id Name @optional { value } }
    Topics__c @optional { value }
    Tags__c @optional { value }
    Opportunity__r @optional { Id Name @optional { value } }
    highlights: Conversation_Moments__r(first: 1, where: { Type__c: { eq: "Highlight" } }) @optional {
      totalCount
      edges { node { Id } }
    }
  } } }
} }
}`;
