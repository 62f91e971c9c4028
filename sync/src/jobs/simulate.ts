/** The last days under today's rule and under a changed one, side by side. The org is read; nothing is written. */
import { compareRules, type Case } from '../match/compare.ts';
import { isMove, noCounts, outcomeOf, reasonBeside, type Counts, type Outcome } from '../match/outcome.ts';
import type { Match, MatchSettings } from '../match/types.ts';
import type { Org } from '../org/types.ts';
import { titleOf } from '../plan/text/title.ts';
import { lastMatches } from '../store/receipts.ts';
import { casesOf, countWithin, keysWithin, type Span, type StoredCase } from '../store/simulation.ts';
import { hasRoom } from './budget/budget.ts';
import { roomFor } from './budget/hold.ts';
import { Refusal } from './by-hand/refusal.ts';
import type { Context } from './context.ts';
import type { Tenant } from './tenant.ts';
import { LEFT_OUT } from './left-out.ts';

export type RuleChange = Partial<Pick<MatchSettings, 'dealSteps' | 'dealTie' | 'peopleOrder' | 'threshold' | 'margin'>>;

export interface Side {
  outcome: Outcome;
  opportunityId?: string;
  /** Its name. */
  opportunity?: string;
  rule: string;
  evidence: string;
}

export interface Move {
  key: string;
  conversationId?: string;
  title: string;
  /** RFC 3339 UTC. */
  at: string;
  kind: string;
  today: Side;
  changed: Side;
}

export interface Simulation {
  days: number;
  from: string;
  to: string;
  /** Conversations of these days, and those of them that were compared: the newest. */
  total: number;
  read: number;
  /** Why not all of them were. */
  stopped?: 'most' | 'time' | 'reserve';
  requests: number;
  today: Counts;
  changed: Counts;
  moves: Move[];
  movesTotal: number;
}

/** Figures of it; tests take smaller ones. */
export const SIMULATION = {
  most: 5000,
  mostMoves: 200,
  /** Conversations that are read from the org together. */
  batch: 1000,
  /** A Flow's callout ends after two minutes, and what is under way has to end before. */
  longestMs: 75_000,
  /** Requests of a first batch, of which nobody knows yet what it takes. */
  firstGuess: 25,
};

const DAY_MS = 86_400_000;

/** Throws a `Refusal`, or the org's fault where nothing could be read at all. */
export async function simulate(
  context: Context,
  tenant: Tenant,
  { change, days }: { change: RuleChange; days: number },
  limits = SIMULATION,
): Promise<Simulation> {
  const { name } = tenant;
  const today = { ...tenant.settings.match, alsoRead: [] };
  const changed = { ...today, ...change };
  if (changed.margin > changed.threshold)
    throw new Refusal('invalid', 'The rule cannot be changed like this.', [
      { pointer: '/match/margin', detail: 'is larger than the threshold: nothing could ever be told apart' },
    ]);
  const to = context.now();
  const span: Span = { from: new Date(Date.parse(to) - days * DAY_MS), to: new Date(to), except: LEFT_OUT };
  const total = await countWithin(context.db, name, span);
  const found: Simulation = {
    ...{ days, from: span.from.toISOString(), to, total, read: 0, requests: 0 },
    ...{ today: noCounts(), changed: noCounts(), moves: [], movesTotal: 0 },
  };
  if (total === 0) return found;
  const keys = await keysWithin(context.db, name, span, limits.most);
  const { apiReservePercent: reservePercent } = tenant.settings;
  const room = await roomFor(context, tenant, limits.batch, { reservePercent, cost: limits.firstGuess });
  if (!room.hasRoom)
    throw new Refusal(
      'conflict',
      `The org’s daily API requests are used up to the reserve of ${reservePercent} % that is left to others: compare the rules later, or lower the reserve on the Debrief set-up page.`,
    );
  const org = await context.orgs.open(tenant);
  const began = performance.now();
  const requestsBefore = org.requests;
  let longestMs = 0;
  let most = limits.firstGuess;
  for (let from = 0; from < keys.length; from += limits.batch) {
    if (from > 0 && performance.now() - began + longestMs > limits.longestMs) found.stopped = 'time';
    else if (from > 0 && org.usage && !hasRoom(org.usage, reservePercent, most)) found.stopped = 'reserve';
    if (found.stopped) break;
    const batchBegan = performance.now();
    const asked = org.requests;
    const stored = await casesOf(context.db, name, keys.slice(from, from + limits.batch));
    add(found, stored, await comparedWith(context, org, name, stored, today, changed), limits.mostMoves);
    longestMs = Math.max(longestMs, performance.now() - batchBegan);
    most = Math.max(1, org.requests - asked);
  }
  if (!found.stopped && keys.length < total) found.stopped = 'most';
  return { ...found, requests: org.requests - requestsBefore };
}

async function comparedWith(
  context: Context,
  org: Org,
  tenant: string,
  stored: StoredCase[],
  today: MatchSettings,
  changed: MatchSettings,
) {
  const conversations = stored.map(({ conversation }) => conversation);
  const snapshot = await org.snapshot(conversations, today, { isToMatch: true });
  const before = await lastMatches(
    context.db,
    tenant,
    stored.map(({ key }) => key),
  );
  const cases = stored.map(({ key, conversation, match, choice, interrupted }): Case => ({
    conversation,
    history: {
      before: before.get(key),
      ...(match ? { last: match } : {}),
      ...(choice ? { choice } : {}),
      ...(interrupted ? { interrupted } : {}),
    },
  }));
  return { snapshot, compared: compareRules(cases, snapshot, today, changed) };
}

function add(
  found: Simulation,
  stored: StoredCase[],
  { snapshot, compared }: Awaited<ReturnType<typeof comparedWith>>,
  mostMoves: number,
): void {
  const names = new Map(snapshot.opportunities.map(({ Id, Name }) => [Id, Name]));
  const side = (match: Match, other: Match): Side => {
    const name = names.get(match.opportunityId ?? '');
    return {
      outcome: outcomeOf(match),
      ...(match.opportunityId ? { opportunityId: match.opportunityId } : {}),
      ...(name === undefined ? {} : { opportunity: name }),
      ...reasonBeside(match, other),
    };
  };
  compared.forEach((each, at) => {
    const { conversation, today, changed } = each;
    found.read += 1;
    found.today[outcomeOf(today)] += 1;
    found.changed[outcomeOf(changed)] += 1;
    if (!isMove(each)) return;
    found.movesTotal += 1;
    if (found.moves.length === mostMoves) return;
    const { key = '', conversationId } = stored[at] ?? {};
    found.moves.push({
      ...{ key, title: titleOf(conversation), at: conversation.startedAt, kind: conversation.kind },
      ...(conversationId ? { conversationId } : {}),
      today: side(today, changed),
      changed: side(changed, today),
    });
  });
}
