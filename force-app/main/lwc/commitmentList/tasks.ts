import { nodesOf } from 'c/conversationModel';
import type { Commitment, Connection } from 'c/conversationModel';
import { gql } from 'lightning/graphql';

/** Which tasks of next steps still stand, as far as the viewer may see. */
// prettier-ignore
export const TASKS_QUERY = gql`
  query debriefTasks($standing: Task_Filter) {
    uiapi {
      query {
        standing: Task(where: $standing, first: 200) @optional {
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

export interface TasksAnswer {
  uiapi?: { query?: { standing?: Connection<{ Id: string }> | null } };
}

const MOST = 200;

/** Undefined where no step has a task: then nothing is asked. */
export function tasksFilter(items: readonly Commitment[]): object | undefined {
  const ids = madeOf(items);
  return ids.length > 0 ? { standing: { Id: { in: ids } } } : undefined;
}

/** Tasks that were deleted since, or are not shared with the viewer; none where the answer does not tell. */
export function lostTasks(items: readonly Commitment[], answer: TasksAnswer): ReadonlySet<string> {
  const standing = answer.uiapi?.query?.standing;
  if (!standing) return new Set();
  const found = new Set(nodesOf(standing).map(({ Id }) => Id));
  return new Set(madeOf(items).filter((id) => !found.has(id)));
}

function madeOf(items: readonly Commitment[]): string[] {
  return [...new Set(items.flatMap(({ taskId }) => taskId ?? []))].slice(0, MOST);
}
