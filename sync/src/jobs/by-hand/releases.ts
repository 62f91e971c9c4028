/** What a batch reads and writes more where a person chose a link, here or in the org. */
import type { Conversation } from '../../conversation/conversation.ts';
import type { MatchChoice, Snapshot } from '../../match/types.ts';
import type { Org } from '../../org/types.ts';
import type { RecordWanted } from '../../org/rows.ts';
import type { PlanInput } from '../../plan/plan.ts';
import { leftActivities, releaseActivity, type LeftActivity } from '../../plan/relink.ts';
import { fieldsToUndo } from '../../plan/undo/record.ts';
import { foldReceipts, sinceLastUndo, type WrittenRecord } from '../../plan/undo/fold.ts';
import { receiptsOf } from '../../store/receipts.ts';
import type { Context } from '../context.ts';
import { namesOf } from './names.ts';

/** More receipts than any conversation has. */
export const ALL_RECEIPTS = 10_000;

/** What a choice names, in the order of its members. */
const NAMED = { opportunityId: 'Opportunity', accountId: 'Account', contactId: 'Contact', leadId: 'Lead' } as const;

export function chosenRecords({ activity, ...choice }: MatchChoice): { pointer: string; object: string; id: string }[] {
  const found = Object.entries(NAMED).flatMap(([field, object]) => {
    const id = choice[field as keyof typeof NAMED];
    return id ? [{ pointer: `/${field}`, object, id }] : [];
  });
  return activity ? [{ pointer: '/activityId', ...activity }, ...found] : found;
}

/** The conversation as it is read: the snapshot then has what was chosen, too. */
export function withChosen(conversation: Conversation, choice: MatchChoice | null | undefined): Conversation {
  if (!choice) return conversation;
  const chosen = chosenRecords(choice).map(({ object, id }) => ({ object, id }));
  return { ...conversation, crmRefs: [...conversation.crmRefs, ...(chosen as Conversation['crmRefs'])] };
}

/**
 * What lets go of the activities that conversations of a batch are no longer linked to, by the conversation's key. Asks
 * the org only where there is one.
 */
export async function releasesOf(
  context: Pick<Context, 'db'>,
  org: Org,
  tenant: string,
  snapshot: Snapshot,
  items: { key: string; choice?: MatchChoice | null }[],
): Promise<Map<string, NonNullable<PlanInput['releases']>>> {
  const left: { key: string; activity: LeftActivity; written?: WrittenRecord }[] = [];
  for (const { key, choice } of items) {
    const activities = leftActivities(snapshot, key, choice ?? undefined);
    if (activities.length === 0) continue;
    const written = foldReceipts(sinceLastUndo(await receiptsOf(context.db, tenant, key, ALL_RECEIPTS)));
    for (const activity of activities)
      left.push({ key, activity, written: written.find(({ id }) => id === activity.id) });
  }
  const releases = new Map<string, NonNullable<PlanInput['releases']>>();
  if (left.length === 0) return releases;
  const rows = await org.rows(
    left.map(({ activity, written }): RecordWanted => ({
      ...activity,
      fields: fieldsToUndo(written ?? { ...activity, created: false, deleted: false, fields: new Map() }),
    })),
  );
  const { userId: self } = await org.identity();
  const names = await namesOf(org, rows.values(), self);
  for (const { key, activity, written } of left) {
    const release = releaseActivity(activity, key, written, rows.get(activity.id), {
      ...{ rows, self, names },
      ...(snapshot.shapes ? { shapes: snapshot.shapes } : {}),
    });
    releases.set(key, [...(releases.get(key) ?? []), release]);
  }
  return releases;
}
