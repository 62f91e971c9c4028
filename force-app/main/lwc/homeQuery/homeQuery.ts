import { gql } from 'lightning/graphql';

/**
 * What Home shows, in one question: cards that ask the same with the same variables share one request. Conversations that
 * wait for a person, with the open deals of their accounts, which are nearly all of what was weighed; the viewer's
 * conversations of today, and what was promised in them and is not done.
 */
// prettier-ignore
export const HOME_QUERY = gql`
  query debriefHome(
    $list: Conversation__c_Filter
    $joined: Conversation__c_Filter
    $deals: Opportunity_Filter
    $rows: Int
    $today: Conversation__c_Filter
    $todayJoined: Conversation__c_Filter
    $steps: Conversation_Moment__c_Filter
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
        today: Conversation__c(where: $today, first: 100) {
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
        todayJoined: Conversation__c(where: $todayJoined, first: 100) @optional {
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

const WAITING = { Match_Status__c: { eq: 'Needs review' } };
/** More than anybody decides in one sitting. */
const READ = 200;

/**
 * Mine: what the viewer owns or took part in; today's are the viewer's own always. SOQL takes no join under OR, hence two
 * lists of each. The org reckons the day in the viewer's own time zone.
 */
export function homeVariables(scope: 'mine' | 'all', userId: string): object {
  const takesPart = { Conversation_Participant__c: { User__c: { eq: userId } }, ApiName: 'Conversation__c' };
  const today = { Started_At__c: { eq: { literal: 'TODAY' } } };
  const waitingAccounts = { Conversation__c: WAITING, ApiName: 'Account__c' };
  return {
    list: scope === 'all' ? WAITING : { and: [WAITING, { OwnerId: { eq: userId } }] },
    joined: scope === 'all' ? { Id: { eq: null } } : { and: [WAITING, { Id: { inq: takesPart } }] },
    deals: { and: [{ IsClosed: { eq: false } }, { AccountId: { inq: waitingAccounts } }] },
    rows: READ,
    today: { and: [today, { OwnerId: { eq: userId } }] },
    todayJoined: { and: [today, { Id: { inq: takesPart } }] },
    steps: { and: [{ Type__c: { eq: 'Action item' } }, { Done__c: { eq: false } }, { Conversation__r: today }] },
  };
}
