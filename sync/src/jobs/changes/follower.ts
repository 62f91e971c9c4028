/** Follows what changes in a tenant's org: events where the org tells them, a poll for everything else. */
import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson } from '../../conversation/canonical.ts';
import type { ChangeDelivery, Org, OrgChange, Subscription } from '../../org/types.ts';
import {
  dropCursor,
  holdFollowing,
  POLL,
  readCursor,
  releaseFollowing,
  saveCursor,
  saveFollowState,
} from '../../store/changes.ts';
import type { FollowState } from '../../store/schema.ts';
import { NOT_CONNECTED } from '../connection/keeper.ts';
import type { Context } from '../context.ts';
import { errorFacts } from '../error-facts.ts';
import { faultOf } from '../faults.ts';
import { tenantNow } from '../tenants.ts';
import type { Followed, Following } from './following.ts';
import { takeChanges, type Arrived } from './take.ts';

/** What Salesforce's Change Data Capture is asked to be selected for. */
export const TOPICS = ['/data/OpportunityChangeEvent', '/data/OpportunityContactRoleChangeEvent'];
const POLL_MS = 15 * 60_000;
/** A burst of changes (a deal is opened, its roles follow) is one run of a conversation. */
const BURST_MS = 2000;
const HOLD_SECONDS = 30;
/** Beside the cursor of the poll: what it has told of the time that the next one reads again. */
const SEEN = 'poll.seen';
const SEEN_MS = 10 * 60_000;
const RETRY_MS = { first: 1000, most: 60_000 };
/** How long a person who asks for it waits for the event bus. */
const LISTEN_MS = 3000;

export interface FollowOptions {
  pollMs?: number;
  burstMs?: number;
  /** Resolves after so many milliseconds, or at once when `signal` says so. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export class ChangeFollower implements Following {
  readonly #context: Context;
  readonly #tenant: string;
  readonly #pollMs: number;
  readonly #burstMs: number;
  readonly #sleep: NonNullable<FollowOptions['sleep']>;
  readonly #holder = randomUUID();
  readonly #stopping = new AbortController();
  readonly #open = new Set<Subscription>();
  #running: Promise<void> | undefined;
  readonly #following: Promise<void>[] = [];
  #polling: Promise<Followed> | undefined;
  /** Topics that pause before they are tried again, and what ends the pause. */
  readonly #pausing = new Set<string>();
  #pauses = new AbortController();
  /** Topics of which a person waits to hear. */
  readonly #awaited = new Map<string, () => void>();
  /** Ends what is followed when another process may follow. */
  #turn: AbortController | undefined;
  /** Who the service is in the org that is asked now. */
  #own: { org: Org; userId: string } | undefined;
  /** That of the connection that is followed now. */
  #generation: number | undefined;
  #state: FollowState;

  constructor(context: Context, tenant: string, options: FollowOptions = {}) {
    this.#context = context;
    this.#tenant = tenant;
    this.#pollMs = options.pollMs ?? POLL_MS;
    this.#burstMs = options.burstMs ?? BURST_MS;
    this.#sleep = options.sleep ?? sleepUntilStopped;
    this.#state = { mode: 'poll', since: context.now(), topics: [] };
  }

  /** Begins to follow, here or once no other process does. */
  start(): void {
    this.#running = this.#whileHeld();
  }

  /** Resolves when no change is being dealt with any more, and another process may go on. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#open].map((subscription) => subscription.close()));
    await this.#running;
    await Promise.all(this.#following);
    await this.#polling?.catch(() => undefined);
    await releaseFollowing(this.#context.db, this.#tenant, this.#holder);
  }

  poll(): Promise<Followed> {
    this.#polling ??= this.#poll().finally(() => (this.#polling = undefined));
    return this.#polling;
  }

  async listenAgain(): Promise<void> {
    if (this.#pausing.size === 0) return;
    const said = [...this.#pausing].map((topic) => new Promise<void>((resolve) => this.#awaited.set(topic, resolve)));
    this.#pauses.abort();
    this.#pauses = new AbortController();
    await Promise.race([Promise.all(said), this.#wait(LISTEN_MS)]);
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #whileHeld(): Promise<void> {
    const { db } = this.#context;
    /** Until when nobody else may follow, by this process's own clock; it counts from before the store was asked. */
    let heldUntil = 0;
    while (!this.#isStopping) {
      const asked = performance.now();
      try {
        if (await holdFollowing(db, this.#tenant, this.#holder, HOLD_SECONDS)) {
          heldUntil = asked + HOLD_SECONDS * 1000;
          await this.#noticeConnection();
          if (!this.#turn) await this.#begin();
        } else {
          await this.#end('another process follows the changes now');
        }
      } catch (error) {
        this.#context.log.error({ tenant: this.#tenant, ...errorFacts(error) }, 'changes cannot be followed yet');
        if (performance.now() >= heldUntil) await this.#end('another process may follow the changes now');
      }
      await this.#wait((HOLD_SECONDS * 1000) / 3);
    }
  }

  async #begin(): Promise<void> {
    const { db } = this.#context;
    if ((await readCursor(db, this.#tenant, POLL)) === undefined)
      await saveCursor(db, this.#tenant, POLL, this.#context.now());
    await this.#say({});
    const turn = new AbortController();
    this.#turn = turn;
    const signal = AbortSignal.any([turn.signal, this.#stopping.signal]);
    this.#following.push(this.#pollNowAndThen(signal), ...TOPICS.map((topic) => this.#follow(topic, signal)));
  }

  /** What was subscribed to with an access that is over, or under another user, is begun anew. */
  async #noticeConnection(): Promise<void> {
    const generation = (await tenantNow(this.#context, this.#tenant))?.generation ?? 0;
    if (this.#generation !== undefined && this.#generation !== generation)
      await this.#end('the connection of the org has changed');
    this.#generation = generation;
  }

  /** What this process hears from here on is no longer its to take. */
  async #end(why: string): Promise<void> {
    if (!this.#turn) return;
    this.#context.log.warn({ tenant: this.#tenant }, why);
    this.#turn.abort();
    this.#turn = undefined;
    await Promise.all([...this.#open].map((subscription) => subscription.close()));
    await Promise.all(this.#following.splice(0));
  }

  async #pollNowAndThen(signal: AbortSignal): Promise<void> {
    const since = await readCursor(this.#context.db, this.#tenant, POLL).catch(() => undefined);
    const age = since === undefined ? 0 : Date.parse(this.#context.now()) - Date.parse(since);
    await this.#wait(Math.max(0, this.#pollMs - age), signal);
    while (!signal.aborted) {
      // what went wrong is said in the state, and the next poll asks from where the last good one stood
      await this.poll().catch(() => undefined);
      await this.#wait(this.#pollMs, signal);
    }
  }

  async #poll(): Promise<Followed> {
    const { db, log, metrics } = this.#context;
    try {
      const org = await this.#org();
      const since = await readCursor(db, this.#tenant, POLL);
      if (since === undefined) {
        await saveCursor(db, this.#tenant, POLL, this.#context.now());
        return { changes: 0, again: 0, comments: 0 };
      }
      const { changes, until } = await org.changedSince(since);
      const seen = new Set(JSON.parse((await readCursor(db, this.#tenant, SEEN)) ?? '[]') as string[]);
      const news = changes.filter((change) => !seen.has(stampOf(change)));
      // as much as the next poll reads once more
      const stamps = changes.filter(({ at }) => Date.parse(at) >= Date.parse(until) - SEEN_MS).map(stampOf);
      const followed = await this.#take(news, 'poll', [
        { topic: POLL, place: until },
        { topic: SEEN, place: JSON.stringify(stamps) },
      ]);
      metrics.add('debrief_polls_total', { tenant: this.#tenant, outcome: 'answered' });
      await this.#say({ lastPollAt: until, pollError: undefined });
      return followed;
    } catch (error) {
      const { code, message } = faultOf(error);
      if (code !== NOT_CONNECTED) log.warn({ tenant: this.#tenant, code }, 'the org was not asked what changed');
      metrics.add('debrief_polls_total', { tenant: this.#tenant, outcome: 'failed' });
      await this.#say({ pollError: message }).catch(() => undefined);
      throw error;
    }
  }

  /** One topic, for as long as the follower runs. */
  async #follow(topic: string, signal: AbortSignal): Promise<void> {
    let wait = RETRY_MS.first;
    while (!signal.aborted) {
      let next = wait;
      try {
        const org = await this.#org();
        if (!org.subscribe) return await this.#said(topic, false, 'No address of the event bus is set.');
        const replayId = await readCursor(this.#context.db, this.#tenant, topic);
        const subscription = await org.subscribe({ topic, ...(replayId ? { replayId } : {}) }, async (delivery) => {
          wait = RETRY_MS.first;
          await this.#delivered(delivery);
        });
        this.#open.add(subscription);
        if (signal.aborted) await subscription.close();
        // from now on: what came before is asked for once events are told, so that nothing falls between
        const mustAsk = replayId === undefined;
        void subscription.opened.then((isOpen) => (isOpen ? this.#opened(topic, mustAsk) : undefined));
        const { reason, message } = await subscription.ended;
        this.#open.delete(subscription);
        if (reason === 'closed') return;
        await this.#said(topic, false, message);
        if (reason === 'replay') {
          await dropCursor(this.#context.db, this.#tenant, topic);
          next = 0;
        } else if (reason === 'auth') await org.renew();
        // an admin has to select it first, and looks for the effect soon after
        else if (reason === 'off') next = RETRY_MS.most;
      } catch (error) {
        const { code, message } = faultOf(error);
        if (code !== NOT_CONNECTED)
          this.#context.log.warn({ tenant: this.#tenant, code }, 'change events cannot be heard');
        await this.#said(topic, false, message).catch(() => undefined);
      }
      wait = Math.min(RETRY_MS.most, wait * 2);
      if (next === 0) continue;
      this.#pausing.add(topic);
      await this.#wait(next * (0.75 + Math.random() / 2), AbortSignal.any([signal, this.#pauses.signal]));
      this.#pausing.delete(topic);
    }
  }

  async #opened(topic: string, mustAsk: boolean): Promise<void> {
    if (this.#isStopping) return;
    try {
      await this.#said(topic, true);
      if (mustAsk) await this.poll();
    } catch (error) {
      this.#context.log.warn({ tenant: this.#tenant, code: faultOf(error).code }, 'what was missed is asked for later');
    }
  }

  async #delivered(delivery: ChangeDelivery): Promise<void> {
    const { topic, changes, isGap, replayId } = delivery;
    const mine = await this.#ownUserId();
    const foreign = changes.filter(({ by }) => by === undefined || by !== mine);
    await this.#take(foreign, 'event', [{ topic, place: replayId }]);
    if (changes.length > 0 || isGap) await this.#say({ lastEventAt: this.#context.now() });
    // at the next poll at the latest: its place is kept, so nothing hangs on this one
    if (isGap) await this.poll().catch(() => undefined);
  }

  #take(changes: OrgChange[], source: Arrived['source'], cursors: Arrived['cursors']): Promise<Followed> {
    const arrived = { tenant: this.#tenant, changes, source, holder: this.#holder, burstMs: this.#burstMs, cursors };
    return takeChanges(this.#context, arrived);
  }

  async #org(): Promise<Org> {
    const tenant = await tenantNow(this.#context, this.#tenant);
    if (!tenant) throw new Error(`The tenant ${this.#tenant} is not configured.`);
    return this.#context.orgs.open(tenant);
  }

  async #ownUserId(): Promise<string> {
    const org = await this.#org();
    if (this.#own?.org !== org) this.#own = { org, userId: (await org.identity()).userId };
    return this.#own.userId;
  }

  async #said(topic: string, open: boolean, why?: string): Promise<void> {
    const topics = [
      ...this.#state.topics.filter((each) => each.topic !== topic),
      { topic, open, ...(why === undefined ? {} : { why }) },
    ].sort((a, b) => (a.topic < b.topic ? -1 : 1));
    const mode = topics.some((each) => each.open) ? 'cdc' : 'poll';
    if (mode !== this.#state.mode)
      this.#context.log.info({ tenant: this.#tenant, mode }, 'how changes are followed has changed');
    await this.#say({ topics, ...(mode === this.#state.mode ? {} : { mode, since: this.#context.now() }) });
    this.#awaited.get(topic)?.();
    this.#awaited.delete(topic);
  }

  async #say(change: Partial<FollowState>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    await saveFollowState(this.#context.db, this.#tenant, this.#state);
  }

  #wait(ms: number, signal = this.#stopping.signal): Promise<void> {
    return this.#sleep(ms, signal);
  }
}

/** One state of one record; its stamp alone has only whole seconds. */
function stampOf({ ids, at, kind, values }: OrgChange): string {
  const hash = createHash('sha256').update(canonicalJson(values)).digest('base64url').slice(0, 12);
  return `${ids.join()} ${at} ${kind === 'delete' ? 'delete' : ''}${hash}`;
}

function sleepUntilStopped(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    timer.unref();
    signal.addEventListener('abort', done);
  });
}
