/** Hears what a tenant's org tells of its changes, topic by topic. */
import type { ChangeDelivery, Subscription } from '../../org/types.ts';
import { dropCursor, readCursor } from '../../store/changes.ts';
import { NOT_CONNECTED } from '../connection/keeper.ts';
import { faultOf } from '../faults.ts';
import type { FollowedOrg } from './followed-org.ts';
import type { Following } from './following.ts';

/** What Salesforce's Change Data Capture is asked to be selected for. */
export const TOPICS = ['/data/OpportunityChangeEvent', '/data/OpportunityContactRoleChangeEvent'];
const RETRY_MS = { first: 1000, most: 60_000 };
/** How long a person who asks for it waits for the event bus. */
const LISTEN_MS = 3000;

export interface ListenerOptions {
  poll: Following['poll'];
  /** Resolves after so many milliseconds, or at once when `signal` says so. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Of the whole process. */
  stopping: AbortSignal;
}

export class Listener {
  readonly #followed: FollowedOrg;
  readonly #options: ListenerOptions;
  readonly #open = new Set<Subscription>();
  /** Topics that pause before they are tried again, and what ends the pause. */
  readonly #pausing = new Set<string>();
  #pauses = new AbortController();
  /** Topics of which a person waits to hear. */
  readonly #awaited = new Map<string, () => void>();

  constructor(followed: FollowedOrg, options: ListenerOptions) {
    this.#followed = followed;
    this.#options = options;
  }

  /** Resolves when no delivery is being dealt with any more; whoever had a topic heard ends that by its signal. */
  async close(): Promise<void> {
    await Promise.all([...this.#open].map((subscription) => subscription.close()));
  }

  /** See `Following`. */
  async listenAgain(): Promise<void> {
    if (this.#pausing.size === 0) return;
    const said = [...this.#pausing].map((topic) => new Promise<void>((resolve) => this.#awaited.set(topic, resolve)));
    this.#pauses.abort();
    this.#pauses = new AbortController();
    await Promise.race([Promise.all(said), this.#options.sleep(LISTEN_MS, this.#options.stopping)]);
  }

  /** One topic, until the signal ends it. */
  async hear(topic: string, signal: AbortSignal): Promise<void> {
    const { tenant } = this.#followed;
    const { db, log } = this.#followed.context;
    let wait = RETRY_MS.first;
    while (!signal.aborted) {
      let next = wait;
      try {
        const org = await this.#followed.open();
        if (!org.subscribe) return await this.#said(topic, false, 'No address of the event bus is set.');
        const replayId = await readCursor(db, tenant, topic);
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
          await dropCursor(db, tenant, topic);
          next = 0;
        } else if (reason === 'auth') await org.renew();
        // an admin has to select it first, and looks for the effect soon after
        else if (reason === 'off') next = RETRY_MS.most;
      } catch (error) {
        const { code, message } = faultOf(error);
        if (code !== NOT_CONNECTED) log.warn({ tenant, code }, 'change events cannot be heard');
        await this.#said(topic, false, message).catch(() => undefined);
      }
      wait = Math.min(RETRY_MS.most, wait * 2);
      if (next === 0) continue;
      this.#pausing.add(topic);
      const isOver = AbortSignal.any([signal, this.#pauses.signal]);
      await this.#options.sleep(next * (0.75 + Math.random() / 2), isOver);
      this.#pausing.delete(topic);
    }
  }

  async #opened(topic: string, mustAsk: boolean): Promise<void> {
    if (this.#options.stopping.aborted) return;
    try {
      await this.#said(topic, true);
      if (mustAsk) await this.#options.poll();
    } catch (error) {
      const { context, tenant } = this.#followed;
      context.log.warn({ tenant, code: faultOf(error).code }, 'what was missed is asked for later');
    }
  }

  async #delivered(delivery: ChangeDelivery): Promise<void> {
    const { topic, changes, isGap, replayId } = delivery;
    const mine = await this.#followed.ownUserId();
    const foreign = changes.filter(({ by }) => by === undefined || by !== mine);
    await this.#followed.take(foreign, 'event', [{ topic, place: replayId }]);
    if (changes.length > 0 || isGap) await this.#followed.say({ lastEventAt: this.#followed.context.now() });
    // at the next poll at the latest: its place is kept, so nothing hangs on this one
    if (isGap) await this.#options.poll().catch(() => undefined);
  }

  async #said(topic: string, open: boolean, why?: string): Promise<void> {
    await this.#followed.sayOfTopic(topic, open, why);
    this.#awaited.get(topic)?.();
    this.#awaited.delete(topic);
  }
}
