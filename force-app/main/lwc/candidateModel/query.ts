import { gql } from 'lightning/graphql';

/** Which of the records that were weighed the viewer may see, and by what names. */
// prettier-ignore
export const CANDIDATES_QUERY = gql`
  query debriefCandidates($deals: Opportunity_Filter, $events: Event_Filter, $tasks: Task_Filter) {
    uiapi {
      query {
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
        events: Event(where: $events, first: 500) @optional {
          edges {
            node {
              Id
              Subject @optional { value }
            }
          }
        }
        tasks: Task(where: $tasks, first: 500) @optional {
          edges {
            node {
              Id
              Subject @optional { value }
            }
          }
        }
      }
    }
  }
`;
