import { gql } from 'lightning/graphql';

// prettier-ignore
export const COUNT_QUERY = gql`
  query debriefToReview($list: Conversation__c_Filter, $joined: Conversation__c_Filter) {
    uiapi {
      query {
        list: Conversation__c(where: $list, first: 100) {
          pageInfo { hasNextPage }
          edges {
            node {
              Id
            }
          }
        }
        joined: Conversation__c(where: $joined, first: 100) @optional {
          pageInfo { hasNextPage }
          edges {
            node {
              Id
            }
          }
        }
      }
    }
  }
`;

interface Counted {
  pageInfo?: { hasNextPage: boolean };
  edges?: readonly ({ node: { Id: string } | null } | null)[] | null;
}

/** Undefined where the answer does not tell. One that the viewer owns and took part in is one. */
export function countOf(answer: unknown): { found: number; hasMore: boolean } | undefined {
  const { list, joined } =
    (answer as { uiapi?: { query?: { list?: Counted | null; joined?: Counted | null } } }).uiapi?.query ?? {};
  if (!list?.edges) return undefined;
  const both = [list, joined];
  const ids = both.flatMap((each) => (each?.edges ?? []).flatMap((edge) => edge?.node?.Id ?? []));
  return { found: new Set(ids).size, hasMore: both.some((each) => each?.pageInfo?.hasNextPage) };
}
