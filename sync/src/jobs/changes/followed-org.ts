/** A tenant's org as it is followed: how it is reached, where its changes go, and how the following is said to go. */
import { randomUUID } from 'node:crypto';
import type { Org, OrgChange } from '../../org/types.ts';
import { saveFollowState } from '../../store/changes.ts';
import type { FollowState } from '../../store/schema.ts';
import type { Context } from '../context.ts';
import { tenantNow } from '../tenants.ts';
import type { Followed } from './following.ts';
import { takeChanges, type Arrived } from './take.ts';

export class FollowedOrg {
  readonly context: Context;
  readonly tenant: string;
  /** Who holds the following: this process. */
  readonly holder = randomUUID();
  readonly #burstMs: number;
  /** Who the service is in the org that is asked now. */
  #own: { org: Org; userId: string } | undefined;
  #state: FollowState;

  constructor(context: Context, tenant: string, burstMs: number) {
    this.context = context;
    this.tenant = tenant;
    this.#burstMs = burstMs;
    this.#state = { mode: 'poll', since: context.now(), topics: [] };
  }

  async open(): Promise<Org> {
    const tenant = await tenantNow(this.context, this.tenant);
    if (!tenant) throw new Error(`The tenant ${this.tenant} is not configured.`);
    return this.context.orgs.open(tenant);
  }

  async ownUserId(): Promise<string> {
    const org = await this.open();
    if (this.#own?.org !== org) this.#own = { org, userId: (await org.identity()).userId };
    return this.#own.userId;
  }

  take(changes: OrgChange[], source: Arrived['source'], cursors: Arrived['cursors']): Promise<Followed> {
    const { context, tenant, holder } = this;
    return takeChanges(context, { tenant, changes, source, holder, burstMs: this.#burstMs, cursors });
  }

  /** Whether a topic is heard; `why` says what keeps it from being. */
  async sayOfTopic(topic: string, open: boolean, why?: string): Promise<void> {
    const topics = [
      ...this.#state.topics.filter((each) => each.topic !== topic),
      { topic, open, ...(why === undefined ? {} : { why }) },
    ].sort((a, b) => (a.topic < b.topic ? -1 : 1));
    const mode = topics.some((each) => each.open) ? 'cdc' : 'poll';
    if (mode !== this.#state.mode)
      this.context.log.info({ tenant: this.tenant, mode }, 'how changes are followed has changed');
    await this.say({ topics, ...(mode === this.#state.mode ? {} : { mode, since: this.context.now() }) });
  }

  async say(change: Partial<FollowState>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    await saveFollowState(this.context.db, this.tenant, this.#state);
  }
}
