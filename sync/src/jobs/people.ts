/** Who our people are: provider-side addresses and the Salesforce users they stand for. */
import { normaliseEmail } from '../match/address.ts';
import type { UserRow } from '../match/types.ts';
import { logActivity } from '../store/activity.ts';
import { reopen } from '../store/by-hand.ts';
import { errorKeys } from '../store/errors.ts';
import { leftOutReps, saveLeftOut } from '../store/left-out.ts';
import { conversationsOfRep, saveUserMatch, seenReps, userAliases } from '../store/people.ts';
import type { Context } from './context.ts';
import type { Tenant } from './tenant.ts';
import { Refusal } from './by-hand/refusal.ts';
import { LEFT_OUT } from './left-out.ts';

const DAY_MS = 86_400_000;
/** How far back people are looked for. */
const SEEN_DAYS = 90;
/** How far back a hand match sends conversations through again. */
const AGAIN_DAYS = 30;

export interface Rep {
  /** Lower case, as a provider has it. */
  email: string;
  name: string | null;
  userId: string | null;
  userName: string | null;
  /**
   * `none`: nobody in the org is known to be this rep, and nobody stands in. `leftOut`: whoever it is, nothing is written
   * for them.
   */
  how: 'email' | 'hand' | 'none' | 'leftOut';
  leftOut: boolean;
  /** In the last 90 days. */
  conversations: number;
  /** RFC 3339 UTC; null for one who was matched by hand and has not been seen. */
  lastSeen: string | null;
  /** What has to be mended, in words. */
  note: string | null;
}

export interface People {
  reps: Rep[];
  /** Active users of the org whom no provider has named. */
  users: { userId: string; name: string; email: string | null }[];
}

/** Every rep that the providers named in the last 90 days, those without a user first. Throws the org's fault. */
export async function listPeople(context: Context, tenant: Tenant): Promise<People> {
  const org = await context.orgs.open(tenant);
  const users = await org.users();
  const aliases = await userAliases(context.db, tenant.name);
  const leftOut = await leftOutReps(context.db, tenant.name);
  const seen = await seenReps(context.db, tenant.name, daysBefore(context.now(), SEEN_DAYS));
  const byId = new Map(users.map((user) => [user.Id, user]));
  const byHand = new Map(aliases.map(({ email, userId }) => [email, userId]));
  const byEmail = new Map<string, UserRow>();
  for (const user of users) {
    const email = normaliseEmail(user.Email);
    if (email && !byEmail.has(email)) byEmail.set(email, user);
  }
  const known = new Set(seen.map(({ email }) => email));
  const unseen = [...new Set([...byHand.keys(), ...leftOut])]
    .filter((email) => !known.has(email))
    .map((email) => ({ email, name: null, conversations: 0, lastSeen: null }));
  const reps = [...seen, ...unseen].map(({ email, name, conversations, lastSeen }): Rep => {
    const chosen = byHand.get(email);
    const user = byId.get(chosen ?? '') ?? byEmail.get(email);
    const isLeftOut = leftOut.has(email);
    const how = isLeftOut ? 'leftOut' : chosen !== undefined && byId.has(chosen) ? 'hand' : user ? 'email' : 'none';
    const isLost = chosen !== undefined && !byId.has(chosen);
    return {
      ...{ email, name, conversations, how, leftOut: isLeftOut },
      userId: user?.Id ?? null,
      userName: user?.Name ?? null,
      lastSeen: lastSeen?.toISOString() ?? null,
      note: isLeftOut
        ? 'Left out: their conversations are kept, and written once that is no longer so.'
        : isLost
          ? `The user ${chosen} whom they were matched to is no longer an active user of this org: match them anew.`
          : how === 'none'
            ? 'No active user has this address: match them by hand. Until then their records belong to the integration user.'
            : null,
    };
  });
  const found = new Set(reps.flatMap(({ userId }) => userId ?? []));
  return {
    reps: reps.toSorted((a, b) => Number(a.how !== 'none') - Number(b.how !== 'none')),
    users: users
      .filter(({ Id }) => !found.has(Id))
      .map(({ Id, Name, Email }) => ({ userId: Id, name: Name, email: Email })),
  };
}

export interface UserMatch {
  /** Lower case. */
  email: string;
  /** Null takes the match away; left out, it stays. */
  userId?: string | null;
  /** Whether their conversations are kept and not written; left out, it stays. */
  leftOut?: boolean;
  by?: string;
}

export interface UserMatched {
  userId: string | null;
  leftOut: boolean;
  /** Conversations that come again. */
  queued: number;
}

/**
 * Keeps the match, and sends the rep's conversations of the last 30 days through again; where the rep is no longer left
 * out, all that were kept.
 */
export async function matchUser(context: Context, tenant: Tenant, match: UserMatch): Promise<UserMatched> {
  const { email, userId, leftOut, by } = match;
  const name = userId ? await nameOfUser(context, tenant, userId) : undefined;
  const says = by ? `, says ${by}` : '';
  return context.db.transaction(async (tx) => {
    const log = (message: string) => logActivity(tx, tenant.name, [{ kind: 'people', message }]);
    const isChanged = leftOut !== undefined && (await saveLeftOut(tx, tenant.name, email, leftOut, by));
    const again = new Set<string>();
    if (userId !== undefined) {
      await saveUserMatch(tx, tenant.name, { ...match, userId });
      const since = daysBefore(context.now(), AGAIN_DAYS);
      const keys = await reopen(tx, tenant.name, await conversationsOfRep(tx, tenant.name, email, since));
      for (const key of keys) again.add(key);
      const what = name === undefined ? `${email} is matched by hand to nobody any more` : `${email} is ${name}`;
      await log(`${what}${says}: ${inWords(keys.length)} of the last ${AGAIN_DAYS} days ${come(keys.length)} again.`);
    }
    if (isChanged && leftOut) await log(`${email} is left out${says}: their conversations are kept and not written.`);
    if (isChanged && !leftOut) {
      const own = await conversationsOfRep(tx, tenant.name, email, new Date(0));
      const kept = new Set(await errorKeys(tx, tenant.name, { code: LEFT_OUT, except: [] }));
      const keys = await reopen(
        tx,
        tenant.name,
        own.filter((key) => kept.has(key) && !again.has(key)),
      );
      for (const key of keys) again.add(key);
      await log(
        `${email} is no longer left out${says}: ${inWords(keys.length)} that ${keys.length === 1 ? 'was' : 'were'} kept ${come(keys.length)} again.`,
      );
    }
    await context.queue.add(
      tx,
      [...again].map((key) => ({ tenant: tenant.name, key })),
    );
    const matched = (await userAliases(tx, tenant.name)).find((alias) => alias.email === email);
    return {
      ...{ userId: matched?.userId ?? null, queued: again.size },
      leftOut: (await leftOutReps(tx, tenant.name)).has(email),
    };
  });
}

/** Throws a refusal where nobody of this Id can own records. */
async function nameOfUser(context: Context, tenant: Tenant, userId: string): Promise<string> {
  const org = await context.orgs.open(tenant);
  const name = (await org.users()).find(({ Id }) => Id === userId)?.Name;
  if (name !== undefined) return name;
  throw new Refusal('invalid', 'This is nobody who can own records.', [
    {
      pointer: '/userId',
      detail: `${userId} is no active standard user of this org: choose one that GET /v1/users or Setup lists as active.`,
    },
  ]);
}

const inWords = (count: number) => (count === 1 ? '1 conversation' : `${count} conversations`);
const come = (count: number) => (count === 1 ? 'comes' : 'come');

function daysBefore(now: string, days: number): Date {
  return new Date(Date.parse(now) - days * DAY_MS);
}
