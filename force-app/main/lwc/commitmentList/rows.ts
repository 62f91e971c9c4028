import DUE from '@salesforce/label/c.Commitments_Due';
import NO_DATE from '@salesforce/label/c.Commitments_No_Date';
import OVERDUE_ONE from '@salesforce/label/c.Commitments_Overdue_One';
import OVERDUE_OTHER from '@salesforce/label/c.Commitments_Overdue_Other';
import { dateOf, daysOverdue, fill, plural, viewer } from 'c/conversationModel';
import type { Commitment } from 'c/conversationModel';

/** What a row says of a promise. */
export interface Facts {
  id: string;
  text: string;
  done: boolean;
  className: string;
  owner?: string;
  /** When it is due, or for how long it has been. */
  due?: string;
  isLate: boolean;
  dueClass?: string;
  taskId?: string;
}

export function factsOf(item: Commitment, done: boolean, now: number): Facts {
  const late = item.due && !done ? daysOverdue(item.due, viewer, now) : 0;
  return {
    id: item.id,
    text: item.text,
    done,
    className: done ? 'text done' : 'text',
    owner: item.owner,
    due: late ? plural(late, { one: OVERDUE_ONE, other: OVERDUE_OTHER }, viewer) : dueOf(item, done, now),
    isLate: late > 0,
    dueClass: late ? 'late' : undefined,
  };
}

function dueOf({ due, recordId }: Commitment, done: boolean, now: number): string | undefined {
  if (due) return fill(DUE, dateOf(due, viewer, now));
  return recordId && !done ? NO_DATE : undefined;
}

/**
 * The next answer in place of the rows there. What was ticked or made a task here stays where it is, even where the
 * answer no longer lists it, or lists it as the action item that it has become: nothing jumps away under a finger.
 */
export function merged(
  rows: readonly Commitment[],
  next: readonly Commitment[],
  ticks: Readonly<Record<string, boolean>>,
  tasks: Readonly<Record<string, string>>,
): readonly Commitment[] {
  const fresh = new Map(next.map((item) => [item.id, item]));
  const stay = rows.filter((item) => fresh.has(item.id) || ticks[item.id] || tasks[item.id]);
  const known = new Set(stay.map((item) => item.id));
  const become = new Set(stay.flatMap(({ id, recordId }) => (recordId ? [] : (tasks[id] ?? []))));
  return [
    ...stay.map((item) => fresh.get(item.id) ?? item),
    ...next.filter((item) => !known.has(item.id) && !(item.taskId && become.has(item.taskId))),
  ];
}
