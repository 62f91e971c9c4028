import { gql } from 'lightning/graphql';

/**
 * `@optional` lets a person who may not see a field still see the rest
 * (https://developer.salesforce.com/docs/platform/graphql/guide/query-record-objects.html).
 */
// prettier-ignore
export const CONVERSATION_QUERY = gql`
query debriefConversation(
  $all: Conversation__c_Filter, $shown: Conversation__c_Filter, $made: Conversation_Moment__c_Filter
) {
uiapi { query {
  all: Conversation__c(where: $all, first: 20, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) { edges { node {
    Id
    Title__c @optional {value}
    Started_At__c @optional {value}
  } } }
  made: Conversation_Moment__c(where: $made, first: 1) @optional { edges { node {
    Id
    Conversation__r @optional {
      Id
      Title__c @optional {value}
      Started_At__c @optional {value}
    }
  } } }
  shown: Conversation__c(where: $shown, first: 1, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) { edges { node {
    Id
    Key__c @optional {value}
    Title__c @optional {value}
    Kind__c @optional {value displayValue}
    Status__c @optional {value}
    Started_At__c @optional {value}
    Duration__c @optional {value}
    Provider__c @optional {value}
    Link__c @optional {value}
    Language__c @optional {value}
    Summary__c @optional {value}
    Next_Steps__c @optional {value}
    Body__c @optional {value}
    Quoted__c @optional {value}
    Direction__c @optional {value}
    Topics__c @optional {value}
    Tags__c @optional {value}
    Consent__c @optional {value}
    Match_Status__c @optional {value}
    Match_Rule__c @optional {value}
    Match_Evidence__c @optional {value}
    Match_Score__c @optional {value}
    Match_Candidates__c @optional {value}
    Activity_Id__c @optional {value}
    Last_Error__c @optional {value}
    Account__r @optional { Id Name @optional {value} }
    Opportunity__r @optional { Id Name @optional {value} }
    Contact__r @optional { Id Name @optional {value} }
    Lead__r @optional { Id Name @optional {value} }
    Conversation_Moments__r(first: 500, orderBy: { Start__c: { order: ASC, nulls: LAST } }) @optional { edges { node {
      Id
      Type__c @optional {value}
      Start__c @optional {value}
      End__c @optional {value}
      Text__c @optional {value}
      Speaker__c @optional {value}
      Author__c @optional {value}
      Due__c @optional {value}
      CreatedDate @optional {value}
      CreatedById @optional {value}
      CreatedBy @optional { Name @optional {value} }
      Done__c @optional {value}
      Task_Id__c @optional {value}
    } } }
    Conversation_Participants__r(first: 100) @optional { edges { node {
      Id
      Name @optional {value}
      Email__c @optional {value}
      Phone__c @optional {value}
      Side__c @optional {value}
      Talk_Seconds__c @optional {value}
      Email_Role__c @optional {value}
      Contact__c @optional {value}
      Lead__c @optional {value}
      User__c @optional {value}
    } } }
  } } }
} }
}`;
