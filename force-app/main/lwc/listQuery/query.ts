import { gql } from 'lightning/graphql';

/** A page of a list: what a filter or *Show more* asks for. */
// prettier-ignore
export const LIST_QUERY = gql`
query debriefConversations($scope: Conversation__c_Filter, $rows: Int, $after: String) {
uiapi { query { list: Conversation__c(
  where: $scope, first: $rows, after: $after, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }
) {
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
} } }
}`;
