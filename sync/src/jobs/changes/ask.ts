/** Asks a tenant's org what has changed since it was asked last: what no event tells, or told while nobody heard. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../conversation/canonical.ts';
import type { OrgChange } from '../../org/types.ts';
import { POLL, readCursor, saveCursor } from '../../store/changes.ts';
import { NOT_CONNECTED } from '../connection/keeper.ts';
import { faultOf } from '../faults.ts';
import type { FollowedOrg } from './followed-org.ts';
import type { Followed } from './following.ts';

/** Beside the cursor of the poll: what it has told of the time that the next one reads again. */
const SEEN = 'poll.seen';
const SEEN_MS = 10 * 60_000;

/** A first poll only notes the time. Throws what the org throws, and says it in the state. */
export async function askForChanges(followed: FollowedOrg): Promise<Followed> {
  const { tenant } = followed;
  const { db, log, metrics } = followed.context;
  try {
    const org = await followed.open();
    const since = await readCursor(db, tenant, POLL);
    if (since === undefined) {
      await saveCursor(db, tenant, POLL, followed.context.now());
      return { changes: 0, again: 0, comments: 0 };
    }
    const { changes, until } = await org.changedSince(since);
    const seen = new Set(JSON.parse((await readCursor(db, tenant, SEEN)) ?? '[]') as string[]);
    const news = changes.filter((change) => !seen.has(stampOf(change)));
    // as much as the next poll reads once more
    const stamps = changes.filter(({ at }) => Date.parse(at) >= Date.parse(until) - SEEN_MS).map(stampOf);
    const found = await followed.take(news, 'poll', [
      { topic: POLL, place: until },
      { topic: SEEN, place: JSON.stringify(stamps) },
    ]);
    metrics.add('debrief_polls_total', { tenant, outcome: 'answered' });
    await followed.say({ lastPollAt: until, pollError: undefined });
    return found;
  } catch (error) {
    const { code, message } = faultOf(error);
    if (code !== NOT_CONNECTED) log.warn({ tenant, code }, 'the org was not asked what changed');
    metrics.add('debrief_polls_total', { tenant, outcome: 'failed' });
    await followed.say({ pollError: message }).catch(() => undefined);
    throw error;
  }
}

/** One state of one record; its stamp alone has only whole seconds. */
function stampOf({ ids, at, kind, values }: OrgChange): string {
  const hash = createHash('sha256').update(canonicalJson(values)).digest('base64url').slice(0, 12);
  return `${ids.join()} ${at} ${kind === 'delete' ? 'delete' : ''}${hash}`;
}
