import { gql } from 'lightning/graphql';

/**
 * All that the page of an account, a contact or a lead shows first, in one question: cards that ask the same with the
 * same variables share one request. `also` are the conversations linked to a person in which nobody was recognised as
 * them: the org takes no semi-join beside OR. What is of no use to an object is asked for by an empty Id.
 */
// prettier-ignore
export const RECORD_QUERY = gql`
query debriefRecord(
  $scope: Conversation__c_Filter, $recent: Conversation__c_Filter, $also: Conversation__c_Filter, $rows: Int
  $theirs: Conversation_Participant__c_Filter, $id: ID
  $chats: Conversation__c_Filter, $contacts: Contact_Filter, $leads: Lead_Filter
) {
uiapi { query {
  list: Conversation__c(where: $scope, first: $rows, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node {
      Id
      Title__c @optional {value}
      Kind__c @optional {value displayValue}
      Status__c @optional {value}
      Started_At__c @optional {value}
      Duration__c @optional {value}
      Summary__c @optional {value}
      Match_Status__c @optional {value}
      Direction__c @optional {value}
      Thread_Key__c @optional {value}
      Contact__r @optional { Id Name @optional {value} }
      Lead__r @optional { Id Name @optional {value} }
      Opportunity__r @optional { Id Name @optional {value} }
      highlights: Conversation_Moments__r(first: 1, where: { Type__c: { eq: "Highlight" } }) @optional {
        totalCount
        edges { node { Id } }
      }
    } }
  }
  recent: Conversation__c(where: $recent, first: 1) { totalCount }
  index: Conversation__c(where: $scope, first: 1000, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) { edges { node {
    Id
    Thread_Key__c @optional {value}
    Topics__c @optional {value}
  } } }
  also: Conversation__c(where: $also, first: 100, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) { edges { node {
    Id
    Title__c @optional {value}
    Kind__c @optional {value displayValue}
    Status__c @optional {value}
    Started_At__c @optional {value}
    Duration__c @optional {value}
    Summary__c @optional {value}
    Match_Status__c @optional {value}
    Direction__c @optional {value}
    Thread_Key__c @optional {value}
    Contact__r @optional { Id Name @optional {value} }
    Lead__r @optional { Id Name @optional {value} }
    Topics__c @optional {value}
    Tags__c @optional {value}
    Opportunity__r @optional { Id Name @optional {value} }
    highlights: Conversation_Moments__r(first: 1, where: { Type__c: { eq: "Highlight" } }) @optional {
      totalCount
      edges { node { Id } }
    }
  } } }
  people: Conversation_Participant__c(where: $theirs, first: 500) @optional { edges { node {
    Id
    Name @optional {value}
    Email__c @optional {value}
    Phone__c @optional {value}
    Side__c @optional {value}
    Contact__c @optional {value}
    Lead__c @optional {value}
    User__c @optional {value}
    Conversation__c @optional {value}
  } } }
  account: Account(where: { Id: { eq: $id } }, first: 1) @optional { edges { node {
    Id
    Visitor_Created__c @optional {value}
    Visitor_Link__c @optional {value}
  } } }
  chats: Conversation__c(where: $chats, first: 3, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) {
    totalCount
    edges { node {
      Id
      Title__c @optional {value}
      Started_At__c @optional {value}
    } }
  }
  contacts: Contact(where: $contacts, first: 5, orderBy: { Visitor_Last_Seen__c: { order: DESC, nulls: LAST } }) @optional { totalCount edges { node {
    Id
    Name @optional {value}
    Visitor_Created__c @optional {value}
    Visitor_Link__c @optional {value}
    Visitor_Last_Seen__c @optional {value}
    Visitor_Sessions__c @optional {value}
    Visitor_UTM_Source__c @optional {value}
    Visitor_UTM_Medium__c @optional {value}
    Visitor_UTM_Campaign__c @optional {value}
    Visitor_UTM_Content__c @optional {value}
  } } }
  leads: Lead(where: $leads, first: 5, orderBy: { Visitor_Last_Seen__c: { order: DESC, nulls: LAST } }) @optional { totalCount edges { node {
    Id
    Name @optional {value}
    Visitor_Created__c @optional {value}
    Visitor_Link__c @optional {value}
    Visitor_Last_Seen__c @optional {value}
    Visitor_Sessions__c @optional {value}
    Visitor_UTM_Source__c @optional {value}
    Visitor_UTM_Medium__c @optional {value}
    Visitor_UTM_Campaign__c @optional {value}
    Visitor_UTM_Content__c @optional {value}
  } } }
} }
}`;
