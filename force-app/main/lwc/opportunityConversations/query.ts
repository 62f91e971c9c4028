import { gql } from 'lightning/graphql';

/** All that an opportunity's card shows first, in one request; its list goes on with `LIST_QUERY`. */
// prettier-ignore
export const OPPORTUNITY_QUERY = gql`
query debriefOpportunity(
  $deal: ID, $opportunity: Opportunity_Filter, $scope: Conversation__c_Filter, $recent: Conversation__c_Filter,
  $open: Conversation_Moment__c_Filter, $theirs: Conversation_Participant__c_Filter, $rows: Int
) {
uiapi { query {
  opportunity: Opportunity(where: $opportunity, first: 1) { edges { node {
    Id
    StageName @optional { value displayValue }
    Amount @optional { value displayValue }
    CloseDate @optional { value }
    OpportunityContactRoles(first: 100) @optional { edges { node {
      Id
      ContactId @optional { value }
      Role @optional { value displayValue }
    } } }
  } } }
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
      Stage_Then__c @optional { value displayValue }
      Amount_Then__c @optional { value displayValue }
      Close_Date_Then__c @optional { value }
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
  commitments: Conversation_Moment__c(where: $open, first: 100, orderBy: { Due__c: { order: ASC, nulls: LAST } }) @optional { edges { node {
    Id
    Text__c @optional { value }
    Author__c @optional { value }
    Due__c @optional { value }
    Done__c @optional { value }
    Task_Id__c @optional { value }
    Conversation__c @optional { value }
  } } }
  suggestions: Conversation_Suggestion__c(
    where: { and: [
      { Conversation__r: { Opportunity__c: { eq: $deal } } }
      { or: [
        { Status__c: { in: ["Proposed", "Accepted", "Failed"] } }
        { Decided_At__c: { gte: { literal: YESTERDAY } } }
      ] }
    ] }
    first: 100, orderBy: { CreatedDate: { order: DESC } }
  ) @optional { edges { node {
    Id
    Object__c @optional { value }
    Record_Id__c @optional { value }
    Field__c @optional { value }
    Proposed__c @optional { value }
    Chosen__c @optional { value }
    Quote__c @optional { value }
    Status__c @optional { value }
    Error__c @optional { value }
    Decided_At__c @optional { value }
    LastModifiedDate { value }
    Decided_By__r @optional { Id Name @optional { value } }
    Moment__r @optional { Start__c @optional { value } }
    Conversation__r @optional {
      Id
      Title__c @optional { value }
      Started_At__c @optional { value }
      Link__c @optional { value }
    }
  } } }
  trend: Conversation__c(where: $scope, first: 20, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) { edges { node {
    Id
    Title__c @optional { value }
    Started_At__c @optional { value }
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
