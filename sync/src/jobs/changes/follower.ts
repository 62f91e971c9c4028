/** Follows what changes in a tenant's org: events where the org tells them, a poll for everything else. */
import { holdFollowing, POLL, readCursor, releaseFollowing, saveCursor } from '../../store/changes.ts';
import type { Context } from '../context.ts';
import { errorFacts } from '../error-facts.ts';
import { tenantNow } from '../tenants.ts';
import { askForChanges } from './ask.ts';
import { FollowedOrg } from './followed-org.ts';
import type { Followed, Following } from './following.ts';
import { Listener, TOPICS, type ListenerOptions } from './listener.ts';

const POLL_MS = 15 * 60_000;
/** A burst of changes (a deal is opened, its roles follow) is one run of a conversation. */
const BURST_MS = 2000;
const HOLD_SECONDS = 30;

export interface FollowOptions {
  pollMs?: number;
  burstMs?: number;
  /** Resolves after so many milliseconds, or at once when `signal` says so. */
  sleep?: ListenerOptions['sleep'];
}

export class ChangeFollower implements Following {
  readonly #context: Context;
  readonly #tenant: string;
  readonly #pollMs: number;
  readonly #sleep: ListenerOptions['sleep'];
  readonly #followed: FollowedOrg;
  readonly #listener: Listener;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  readonly #following: Promise<void>[] = [];
  #polling: Promise<Followed> | undefined;
  /** Ends what is followed when another process may follow. */
  #turn: AbortController | undefined;
  /** That of the connection that is followed now. */
  #generation: number | undefined;

  constructor(context: Context, tenant: string, options: FollowOptions = {}) {
    this.#context = context;
    this.#tenant = tenant;
    this.#pollMs = options.pollMs ?? POLL_MS;
    this.#sleep = options.sleep ?? sleepUntilStopped;
    this.#followed = new FollowedOrg(context, tenant, options.burstMs ?? BURST_MS);
    this.#listener = new Listener(this.#followed, {
      ...{ poll: () => this.poll(), sleep: this.#sleep, stopping: this.#stopping.signal },
    });
  }

  /** Begins to follow, here or once no other process does. */
  start(): void {
    this.#running = this.#whileHeld();
  }

  /** Resolves when no change is being dealt with any more, and another process may go on. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#listener.close();
    await this.#running;
    await Promise.all(this.#following);
    await this.#polling?.catch(() => undefined);
    await releaseFollowing(this.#context.db, this.#tenant, this.#followed.holder);
  }

  poll(): Promise<Followed> {
    this.#polling ??= askForChanges(this.#followed).finally(() => (this.#polling = undefined));
    return this.#polling;
  }

  listenAgain(): Promise<void> {
    return this.#listener.listenAgain();
  }

  async #whileHeld(): Promise<void> {
    const { db } = this.#context;
    /** Until when nobody else may follow, by this process's own clock; it counts from before the store was asked. */
    let heldUntil = 0;
    while (!this.#stopping.signal.aborted) {
      const asked = performance.now();
      try {
        if (await holdFollowing(db, this.#tenant, this.#followed.holder, HOLD_SECONDS)) {
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
    await this.#followed.say({});
    const turn = new AbortController();
    this.#turn = turn;
    const signal = AbortSignal.any([turn.signal, this.#stopping.signal]);
    this.#following.push(this.#pollNowAndThen(signal), ...TOPICS.map((topic) => this.#listener.hear(topic, signal)));
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
    await this.#listener.close();
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

  #wait(ms: number, signal = this.#stopping.signal): Promise<void> {
    return this.#sleep(ms, signal);
  }
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
