import { gql } from 'lightning/graphql';

/** Conversations that wait for a person, and the open deals of their accounts: those are nearly all of what was weighed. */
// prettier-ignore
export const REVIEW_QUERY = gql`
  query debriefReview(
    $list: Conversation__c_Filter
    $joined: Conversation__c_Filter
    $deals: Opportunity_Filter
    $rows: Int
  ) {
    uiapi {
      query {
        list: Conversation__c(where: $list, first: $rows, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) {
          pageInfo { hasNextPage }
          edges {
            node {
              Id
              Key__c @optional { value }
              Title__c @optional { value }
              Kind__c @optional { value displayValue }
              Started_At__c @optional { value }
              Duration__c @optional { value }
              Summary__c @optional { value }
              Match_Rule__c @optional { value }
              Match_Evidence__c @optional { value }
              Match_Candidates__c @optional { value }
              Account__r @optional { Id Name @optional { value } }
              Conversation_Participants__r(first: 20, where: { Side__c: { eq: "Theirs" } }) @optional {
                edges { node { Id Name @optional { value } } }
              }
            }
          }
        }
        joined: Conversation__c(where: $joined, first: $rows, orderBy: { Started_At__c: { order: DESC, nulls: LAST } })
          @optional {
          pageInfo { hasNextPage }
          edges {
            node {
              Id
              Key__c @optional { value }
              Title__c @optional { value }
              Kind__c @optional { value displayValue }
              Started_At__c @optional { value }
              Duration__c @optional { value }
              Summary__c @optional { value }
              Match_Rule__c @optional { value }
              Match_Evidence__c @optional { value }
              Match_Candidates__c @optional { value }
              Account__r @optional { Id Name @optional { value } }
              Conversation_Participants__r(first: 20, where: { Side__c: { eq: "Theirs" } }) @optional {
                edges { node { Id Name @optional { value } } }
              }
            }
          }
        }
        deals: Opportunity(where: $deals, first: 500) @optional {
          edges {
            node {
              Id
              Name @optional { value }
              StageName @optional { value displayValue }
              Amount @optional { value displayValue }
            }
          }
        }
      }
    }
  }
`;

const WAITING = { Match_Status__c: { eq: 'Needs review' } };
/** More than anybody decides in one sitting. */
const READ = 200;

/** Mine: what the viewer owns or took part in. SOQL takes no join under OR, hence two lists. */
export function reviewVariables(scope: 'mine' | 'all', userId: string): object {
  const takesPart = { Conversation_Participant__c: { User__c: { eq: userId } }, ApiName: 'Conversation__c' };
  const waitingAccounts = { Conversation__c: WAITING, ApiName: 'Account__c' };
  return {
    list: scope === 'all' ? WAITING : { and: [WAITING, { OwnerId: { eq: userId } }] },
    joined: scope === 'all' ? { Id: { eq: null } } : { and: [WAITING, { Id: { inq: takesPart } }] },
    deals: { and: [{ IsClosed: { eq: false } }, { AccountId: { inq: waitingAccounts } }] },
    rows: READ,
  };
}
