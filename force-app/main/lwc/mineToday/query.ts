import { gql } from 'lightning/graphql';

/** The viewer's conversations of today, and what was promised in today's conversations and is not done. */
// prettier-ignore
export const TODAY_QUERY = gql`
  query debriefToday($list: Conversation__c_Filter, $joined: Conversation__c_Filter, $steps: Conversation_Moment__c_Filter) {
    uiapi {
      query {
        list: Conversation__c(where: $list, first: 100) {
          edges {
            node {
              Id
              Title__c @optional { value }
              Kind__c @optional { value displayValue }
              Status__c @optional { value }
              Started_At__c @optional { value }
              Duration__c @optional { value }
              Summary__c @optional { value }
              Match_Status__c @optional { value }
              Opportunity__r @optional { Id Name @optional { value } }
              highlights: Conversation_Moments__r(first: 1, where: { Type__c: { eq: "Highlight" } }) @optional {
                totalCount
                edges { node { Id } }
              }
            }
          }
        }
        joined: Conversation__c(where: $joined, first: 100) @optional {
          edges {
            node {
              Id
              Title__c @optional { value }
              Kind__c @optional { value displayValue }
              Status__c @optional { value }
              Started_At__c @optional { value }
              Duration__c @optional { value }
              Summary__c @optional { value }
              Match_Status__c @optional { value }
              Opportunity__r @optional { Id Name @optional { value } }
              highlights: Conversation_Moments__r(first: 1, where: { Type__c: { eq: "Highlight" } }) @optional {
                totalCount
                edges { node { Id } }
              }
            }
          }
        }
        steps: Conversation_Moment__c(where: $steps, first: 200, orderBy: { Due__c: { order: ASC, nulls: LAST } }) @optional {
          edges {
            node {
              Id
              Text__c @optional { value }
              Author__c @optional { value }
              Due__c @optional { value }
              Done__c @optional { value }
              Conversation__c @optional { value }
            }
          }
        }
      }
    }
  }
`;

/** The org reckons the day in the viewer's own time zone. SOQL takes no join under OR, hence two lists. */
export function todayVariables(userId: string): object {
  const today = { Started_At__c: { eq: { literal: 'TODAY' } } };
  const takesPart = { Conversation_Participant__c: { User__c: { eq: userId } }, ApiName: 'Conversation__c' };
  return {
    list: { and: [today, { OwnerId: { eq: userId } }] },
    joined: { and: [today, { Id: { inq: takesPart } }] },
    steps: { and: [{ Type__c: { eq: 'Action item' } }, { Done__c: { eq: false } }, { Conversation__r: today }] },
  };
}
