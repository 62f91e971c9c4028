/** Whose conversation the test is to be, and on which deal. */
import { nodesOf, valueOf, viewer } from 'c/conversationModel';
import type { Connection, Field } from 'c/conversationModel';
import type { People } from 'c/setupModel';
import { gql } from 'lightning/graphql';

export interface Option {
  value: string;
  label: string;
}
export interface DealsAnswer {
  uiapi?: { query?: { deals?: Connection<DealNode> | null } };
}
interface DealNode {
  Id: string;
  Name?: Field<string> | null;
  Account?: { Name?: Field<string> | null } | null;
}

/** Open deals that the viewer sees; the ones touched last first. */
export const DEALS = gql`
  query debriefTryDeals {
    uiapi {
      query {
        deals: Opportunity(
          where: { IsClosed: { eq: false } }
          first: 50
          orderBy: { LastModifiedDate: { order: DESC, nulls: LAST } }
        ) {
          edges {
            node {
              Id
              Name @optional {
                value
              }
              Account @optional {
                Name @optional {
                  value
                }
              }
            }
          }
        }
      }
    }
  }
`;

export function dealsIn({ uiapi }: DealsAnswer): Option[] {
  return nodesOf(uiapi?.query?.deals).map(({ Id, Name, Account }) => ({
    value: Id,
    label: [valueOf(Name), valueOf(Account?.Name)].filter(Boolean).join(' · '),
  }));
}

/** By their emails: reps who are matched to a user, then users who are no reps yet. */
export function ownersIn({ reps, users }: People): Option[] {
  const matched = reps
    .filter(({ how }) => how === 'email' || how === 'hand')
    .map(({ email, userName, name }) => ({ value: email, label: userName ?? name ?? email }));
  const others = users.flatMap(({ name, email }) => (email ? [{ value: email, label: name }] : []));
  return [...matched, ...others].sort((a, b) => a.label.localeCompare(b.label, viewer.locale));
}
