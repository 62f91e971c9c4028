/** What changes in an org touch here: conversations to match again, comments, emails that waited for a person. */
import type { MatchCause } from '../../match/types.ts';
import type { OrgChange } from '../../org/types.ts';
import { logActivity } from '../../store/activity.ts';
import { isFollowing, readRecords, saveChanged, saveCursor, type KnownRecord } from '../../store/changes.ts';
import { findByLinks, requestAgain } from '../../store/links.ts';
import { askAgain } from '../../store/mailboxes.ts';
import type { Db } from '../../store/schema.ts';
import { accept } from '../accept.ts';
import type { Context } from '../context.ts';
import { tenantNow } from '../tenants.ts';
import { commentParts } from './comments.ts';
import type { Followed } from './following.ts';
import { judge, type Judged } from './match-again.ts';

/** Conversations older than this keep their match. */
const OPEN_DAYS = 30;
const DAY_MS = 86_400_000;

/** Changes of a tenant's org, in the order in which they were made, and how they came. */
export interface Arrived {
  tenant: string;
  changes: OrgChange[];
  source: 'event' | 'poll';
  /** Of the process: events are only its own who follows, while a poll may be asked of any. */
  holder: string;
  /** How long a conversation waits for more of the same burst, in milliseconds. */
  burstMs: number;
  /** Places that are reached once these are taken. */
  cursors: { topic: string; place: string }[];
}

type Dated = Judged & { at: string };

/** Finds what the changes touch, queues it, and keeps the places: all of it or nothing. */
export async function takeChanges(context: Context, arrived: Arrived): Promise<Followed> {
  const { db, metrics } = context;
  const { tenant, changes, source } = arrived;
  const country = (await tenantNow(context, tenant))?.settings.match.defaultCountry ?? 'US';
  for (const { object } of changes) metrics.add('debrief_changes_total', { tenant, object, source });
  const parts = await commentParts(db, tenant, changes);
  if (parts.length > 0) await accept(context, tenant, parts);
  const again = await db.transaction((tx) => keep(tx, context, arrived, country));
  if (again > 0) metrics.add('debrief_changes_matched_again_total', { tenant }, again);
  return { changes: changes.length, again, comments: parts.length };
}

/** How many conversations are to be matched again. */
async function keep(tx: Db, context: Context, arrived: Arrived, country: string): Promise<number> {
  const { tenant, changes, source, holder, burstMs, cursors } = arrived;
  if (source === 'event' && !(await isFollowing(tx, tenant, holder)))
    throw new Error('Another process follows the changes now.');
  const now = new Date(context.now());
  const judged = await judgeAll(tx, arrived, country);
  const causes = await rememberAndFind(tx, tenant, judged, now);
  await requestAgain(tx, tenant, causes, burstMs);
  if (causes.size > 0) await context.queue.addLater(tx, tenant, burstMs);
  await logActivity(
    tx,
    tenant,
    [...causes].map(([key, [first]]) => ({ kind: 'changed', key, message: sentenceOf(first) })),
  );
  // whose emails waited for them may be theirs now
  if (changes.some(({ object }) => object === 'Contact' || object === 'Lead')) await askAgain(tx, tenant, now);
  for (const { topic, place } of cursors) await saveCursor(tx, tenant, topic, place);
  return causes.size;
}

/** What each change means beside what was known of its record. */
async function judgeAll(tx: Db, { tenant, changes, source }: Arrived, country: string): Promise<Dated[]> {
  const known = await readRecords(tx, tenant, [...new Set(changes.flatMap(({ ids }) => ids))]);
  const judged: Dated[] = [];
  for (const change of changes)
    for (const id of change.ids) {
      const each = judge(change, id, known.get(id), { source, country });
      if (!each) continue;
      judged.push({ ...each, at: change.at });
      // several changes of one record are told in the order in which they were made
      known.set(id, { facts: each.facts, changedAt: new Date(change.at) });
    }
  return judged;
}

/** Conversations that the changes reach, with why; of the records, those are remembered that a conversation has to do with. */
async function rememberAndFind(tx: Db, tenant: string, judged: Dated[], now: Date): Promise<Map<string, MatchCause[]>> {
  const links = judged.flatMap(({ reach }) => reach?.links ?? []);
  const since = new Date(now.getTime() - OPEN_DAYS * DAY_MS);
  const found = links.length > 0 ? await findByLinks(tx, tenant, links, since) : new Map<string, string[]>();
  const remembered = await readRecords(tx, tenant, [...new Set(judged.map(({ id }) => id))]);
  const causes = new Map<string, MatchCause[]>();
  const kept = new Map<string, Required<KnownRecord>>();
  for (const { id, facts, reach, at } of judged) {
    const keys = new Set((reach?.links ?? []).flatMap((link) => found.get(`${link.kind} ${link.value}`) ?? []));
    for (const key of keys) if (reach) causes.set(key, [...(causes.get(key) ?? []), reach.cause]);
    if (keys.size > 0 || remembered.has(id)) kept.set(id, { facts, changedAt: new Date(at) });
  }
  await saveChanged(tx, tenant, kept);
  return causes;
}

const SENTENCES: Record<MatchCause['kind'], string> = {
  roleAdded: 'a contact was given a role on a deal',
  roleChanged: 'a contact role was changed',
  roleRemoved: 'a contact was taken off a deal',
  dealOpened: 'a deal was opened',
  dealClosed: 'a deal was closed',
  dealChanged: 'a deal was changed',
  dealRemoved: 'a deal was deleted',
  contactAdded: 'a contact was added',
  contactChanged: 'a contact was changed',
  contactRemoved: 'a contact was deleted',
  leadAdded: 'a lead was added',
  leadChanged: 'a lead was changed',
  leadConverted: 'a lead was converted',
  leadRemoved: 'a lead was deleted',
};

/** For the log, which holds no names. */
function sentenceOf(cause: MatchCause | undefined): string {
  return `To be matched again: ${cause ? SENTENCES[cause.kind] : 'the org has changed'}.`;
}
