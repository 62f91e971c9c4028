import { gql } from 'lightning/graphql';

/** Every email of a thread with all that its reader opens, the newest first. */
// prettier-ignore
export const THREAD_QUERY = gql`
query debriefThread($scope: Conversation__c_Filter, $after: String) {
uiapi { query { list: Conversation__c(
  where: $scope, first: 20, after: $after, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }
) {
  pageInfo { hasNextPage endCursor }
  edges { node {
    Id
    Key__c @optional { value }
    Title__c @optional { value }
    Kind__c @optional { value displayValue }
    Status__c @optional { value }
    Started_At__c @optional { value }
    Provider__c @optional { value }
    Link__c @optional { value }
    Language__c @optional { value }
    Direction__c @optional { value }
    Summary__c @optional { value }
    Next_Steps__c @optional { value }
    Body__c @optional { value }
    Quoted__c @optional { value }
    Topics__c @optional { value }
    Tags__c @optional { value }
    Consent__c @optional { value }
    Match_Status__c @optional { value }
    Match_Rule__c @optional { value }
    Match_Evidence__c @optional { value }
    Match_Score__c @optional { value }
    Match_Candidates__c @optional { value }
    Activity_Id__c @optional { value }
    Last_Error__c @optional { value }
    Account__r @optional { Id Name @optional { value } }
    Opportunity__r @optional { Id Name @optional { value } }
    Contact__r @optional { Id Name @optional { value } }
    Lead__r @optional { Id Name @optional { value } }
    Conversation_Moments__r(first: 100, orderBy: { Start__c: { order: ASC, nulls: LAST } }) @optional { edges { node {
      Id
      Type__c @optional { value }
      Start__c @optional { value }
      End__c @optional { value }
      Text__c @optional { value }
      Speaker__c @optional { value }
      Author__c @optional { value }
      Due__c @optional { value }
      CreatedDate @optional { value }
      CreatedById @optional { value }
      CreatedBy @optional { Name @optional { value } }
      Done__c @optional { value }
      Task_Id__c @optional { value }
    } } }
    Conversation_Participants__r(first: 100) @optional { edges { node {
      Id
      Name @optional { value }
      Email__c @optional { value }
      Phone__c @optional { value }
      Side__c @optional { value }
      Email_Role__c @optional { value }
      Contact__c @optional { value }
      Lead__c @optional { value }
      User__c @optional { value }
    } } }
  } }
} } }
}`;
