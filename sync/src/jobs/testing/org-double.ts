/** An org in memory for tests of the service around it: it knows nothing of matching and refuses what it is told to. */
import type { Conversation } from '../../conversation/conversation.ts';
import { keyOf } from '../../conversation/conversation.ts';
import type { OrgShapes, Snapshot, UserRow } from '../../match/types.ts';
import { OrgError } from '../../org/error.ts';
import type { BulkOptions } from '../../org/bulk/send.ts';
import { grantedSurvey } from '../../org/testing/survey.ts';
import type { Org, OrgChange } from '../../org/types.ts';
import type { RecordWanted } from '../../org/rows.ts';
import type { Plan, Receipt, RecordPlan, RecordReceipt } from '../../plan/types.ts';

export class OrgDouble implements Org {
  /** Keys of each snapshot and of each apply that was asked for, in order. */
  readonly snapshots: string[][] = [];
  readonly applied: string[][] = [];
  /** What the org holds: conversation key → the values that were written. */
  readonly held = new Map<string, string>();
  /** What `rows` reads, by Id. */
  readonly records = new Map<string, Record<string, unknown>>();
  requests = 0;
  activeUsers: UserRow[] = [];
  described: OrgShapes = {};
  usage: Org['usage'];
  /** Thrown by every call while it is set. */
  down: OrgError | undefined;
  /** Keys whose presence breaks a whole snapshot. */
  readonly poison = new Set<string>();
  /** Keys whose write is refused, with the code. */
  readonly refused = new Map<string, string>();
  /** Resolves before apply goes on. */
  gate: Promise<void> = Promise.resolve();

  #ask(): void {
    this.requests += 1;
    if (this.down) throw this.down;
    if (this.usedByOthers + this.requests > this.maxRequests)
      throw new OrgError('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', 403);
    this.usage = { used: this.usedByOthers + this.requests, max: this.maxRequests };
  }

  snapshot(conversations: Conversation[]): Promise<Snapshot> {
    this.snapshots.push(conversations.map(keyOf));
    return Promise.resolve().then(() => {
      this.#ask();
      if (conversations.some((conversation) => this.poison.has(keyOf(conversation))))
        throw new OrgError('MALFORMED_QUERY', 'unexpected token', 400);
      return empty();
    });
  }

  async apply(plans: Plan[], now: string): Promise<Receipt[]> {
    this.applied.push(plans.map(({ key }) => key));
    await this.gate;
    this.#ask();
    return plans.map((plan) => this.#receipt(plan, now));
  }

  /** Conversations of each bulk run; ids of jobs that were ended from outside. */
  readonly bulks: number[] = [];
  readonly settled: string[] = [];

  async applyBulk(plans: Plan[], now: string, { onProgress }: BulkOptions = {}): Promise<Receipt[]> {
    this.bulks.push(plans.length);
    const id = `7500000000000${this.bulks.length}`;
    const job = { id, object: 'Conversation__c', operation: 'upsert', processed: 0, failed: 0, total: plans.length };
    for (const state of ['Open', 'InProgress']) await onProgress?.({ ...job, state });
    const receipts = await this.apply(plans, now);
    await onProgress?.({ ...job, state: 'JobComplete' });
    return receipts;
  }

  settleBulk(jobIds: string[]): Promise<void> {
    this.settled.push(...jobIds);
    return Promise.resolve();
  }

  #receipt(plan: Plan, at: string): Receipt {
    const code = this.refused.get(plan.key);
    const values = JSON.stringify(plan.writes.map(({ fields }) => fields.map(({ field, after }) => [field, after])));
    const unchanged = this.held.get(plan.key) === values;
    if (!code) this.held.set(plan.key, values);
    return {
      key: plan.key,
      at,
      outcome: code ? 'failed' : unchanged ? 'unchanged' : plan.writing === 'on' ? 'written' : 'planned',
      match: plan.match,
      entries: plan.writes.map(({ object, operation, fields }) => ({
        object,
        operation,
        fields,
        outcome: code ? 'failed' : plan.writing === 'on' ? 'written' : 'planned',
        ...(code ? { error: { code, message: 'the org’s own words', fields: ['Title__c'] } } : {}),
      })),
      remarks: plan.remarks,
      requests: 1,
      conversationId: 'a00000000000001AAA',
    };
  }

  /** Every plan of records that was written or looked at, in order. */
  readonly written: RecordPlan[] = [];

  async write(plans: RecordPlan[], now: string): Promise<RecordReceipt[]> {
    this.written.push(...plans);
    await this.gate;
    this.#ask();
    return plans.map(({ key, writing, writes, remarks, names, evidence }) => {
      const code = this.refused.get(key);
      const isOff = writing === 'off';
      return {
        ...{ key, at: now, remarks, requests: 1 },
        outcome: writes.length === 0 ? 'unchanged' : isOff ? 'planned' : code ? 'failed' : 'written',
        entries: writes.map(({ object, operation, id, fields }) => ({
          ...{ object, operation, ...(id ? { id } : {}), fields },
          outcome: isOff ? 'planned' : code ? 'failed' : 'written',
          ...(code && !isOff ? { error: { code, message: 'the org’s own words', fields: [] } } : {}),
        })),
        ...(names ? { names } : {}),
        ...(evidence ? { evidence } : {}),
      };
    });
  }

  /** What a query answers with, by its statement; no rows for any other. */
  readonly answers = new Map<string, Record<string, unknown>[]>();
  readonly queries: string[] = [];

  query(soql: string, most = 2000): ReturnType<Org['query']> {
    return Promise.resolve().then(() => {
      this.#ask();
      this.queries.push(soql);
      return (this.answers.get(soql) ?? []).slice(0, most);
    });
  }

  /** Who is known by address. */
  readonly people = { users: new Set<string>(), domains: new Set<string>(), customers: new Set<string>() };
  /** Every list of addresses that was asked about. */
  readonly askedAbout: string[][] = [];

  participants(addresses: string[]): ReturnType<Org['participants']> {
    this.askedAbout.push(addresses);
    return Promise.resolve().then(() => {
      this.#ask();
      return this.people;
    });
  }

  rows(wanted: RecordWanted[]): ReturnType<Org['rows']> {
    return Promise.resolve().then(() => {
      this.#ask();
      return new Map(
        wanted.flatMap(({ id, fields }) => {
          const record = this.records.get(id);
          if (!record) return [];
          return [
            [
              id,
              Object.fromEntries(['Id', ...fields].flatMap((name) => (name in record ? [[name, record[name]]] : []))),
            ],
          ];
        }),
      );
    });
  }

  /** What each poll finds, in turn. */
  readonly polls: OrgChange[][] = [];
  subscribe: Org['subscribe'];

  changedSince(): ReturnType<Org['changedSince']> {
    return Promise.resolve().then(() => {
      this.#ask();
      return { changes: this.polls.shift() ?? [], until: new Date().toISOString() };
    });
  }

  renew(): Promise<void> {
    return Promise.reject(new OrgError('INVALID_SESSION_ID', 'There is no refresh token.', 401));
  }

  /** What the others of the org have used of its daily requests, and how many there are. */
  usedByOthers = 0;
  maxRequests = 100_000;

  limits(): Promise<NonNullable<Org['usage']>> {
    return Promise.resolve().then(() => {
      this.#ask();
      return this.usage!;
    });
  }

  ping(): Promise<void> {
    return this.down ? Promise.reject(this.down) : Promise.resolve();
  }

  shapes(): Promise<OrgShapes> {
    return Promise.resolve().then(() => {
      this.#ask();
      return this.described;
    });
  }

  shapesOf(): Promise<OrgShapes> {
    return this.shapes();
  }

  forgetShapes(): void {}

  /** What the set-up check finds. */
  surveyed = grantedSurvey();

  survey(): ReturnType<Org['survey']> {
    return Promise.resolve().then(() => {
      this.#ask();
      return this.surveyed;
    });
  }

  surveyObject(object: string): ReturnType<Org['surveyObject']> {
    return Promise.resolve().then(() => {
      this.#ask();
      return this.surveyed.objects[object];
    });
  }

  /** What admins were told in the org; and why none can be, while it is set. */
  readonly notices: Parameters<Org['notifyAdmins']>[0][] = [];
  cannotNotify: string | undefined;

  notifyAdmins(notice: Parameters<Org['notifyAdmins']>[0]): ReturnType<Org['notifyAdmins']> {
    return Promise.resolve().then(() => {
      this.#ask();
      if (this.cannotNotify) return { skipped: this.cannotNotify };
      this.notices.push(notice);
      return { told: 2 };
    });
  }

  /** What users were told in the org. */
  readonly told: Parameters<Org['notifyUsers']>[0][] = [];

  notifyUsers(notice: Parameters<Org['notifyUsers']>[0]): ReturnType<Org['notifyUsers']> {
    return Promise.resolve().then(() => {
      this.#ask();
      if (this.cannotNotify) return { skipped: this.cannotNotify };
      this.told.push(notice);
      return { told: notice.userIds.length };
    });
  }

  users(): Promise<UserRow[]> {
    return Promise.resolve().then(() => {
      this.#ask();
      return this.activeUsers;
    });
  }

  identity(): ReturnType<Org['identity']> {
    return Promise.resolve().then(() => {
      this.#ask();
      return {
        userId: '005000000000001AAA',
        username: 'integration@sealight.example',
        userName: 'Debrief Integration',
        organizationId: '00D000000000001AAA',
        organizationName: 'Sealight',
        isSandbox: false,
      };
    });
  }
}

function empty(): Snapshot {
  return {
    users: [],
    accounts: [],
    contacts: [],
    leads: [],
    opportunities: [],
    contactRoles: [],
    events: [],
    tasks: [],
    conversations: [],
    moments: [],
    participants: [],
    suggestions: [],
  };
}
