import type { OrgShapes, Snapshot, UserRow } from '../match/types.ts';
import type { Plan, Receipt } from '../plan/types.ts';
import { applyPlans } from './apply.ts';
import { settleJobs } from './bulk/ingest.ts';
import { sendByBulk, type BulkOptions } from './bulk/send.ts';
import type { sendRecords } from './collections/send.ts';
import { readChanges } from './changes/poll.ts';
import { PubSub } from './changes/pubsub.ts';
import { notifyAdmins } from './check/notify.ts';
import { survey, surveyObject } from './check/survey.ts';
import { Describer } from './describe.ts';
import { OrgError } from './error.ts';
import { API_VERSION, OrgHttp, type Wire } from './http.ts';
import { notifyUsers } from './notify.ts';
import { readQuery } from './query.ts';
import { writeRecords } from './records.ts';
import { readParticipants } from './participants.ts';
import { readRows, type RecordWanted } from './rows.ts';
import { SnapshotReader } from './snapshot.ts';
import type { Org } from './types.ts';
import type { OrgCredentials } from './credentials.ts';
import { UserDirectory } from './user-directory.ts';
import { readUsers } from './users.ts';

export { OrgError } from './error.ts';

class SalesforceOrg implements Org {
  readonly #http: OrgHttp;
  readonly #describer: Describer;
  readonly #directory = new UserDirectory();
  readonly subscribe: Org['subscribe'];
  #organizationId: string | undefined;
  /** Requests at the last receipt: what came since belongs to the next batch. */
  #accountedFor = 0;

  constructor(credentials: OrgCredentials, wire: Partial<Wire>) {
    this.#http = new OrgHttp(credentials, wire);
    this.#describer = new Describer(this.#http);
    const { pubsub } = credentials;
    if (!pubsub) return;
    const bus = new PubSub(pubsub, async () => {
      this.#organizationId ??= (await this.identity()).organizationId;
      return { ...(await this.#http.session()), organizationId: this.#organizationId };
    });
    this.subscribe = (cursor, deliver) => bus.subscribe(cursor, deliver);
  }

  get usage() {
    return this.#http.usage;
  }

  get requests() {
    return this.#http.requests;
  }

  async snapshot(...[conversations, settings, options = {}]: Parameters<Org['snapshot']>): Promise<Snapshot> {
    const read = async () => {
      const asked = { conversations, settings, directory: this.#directory, ...options };
      return new SnapshotReader(this.#http, await this.#describer.shapes(), asked).read();
    };
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof OrgError) || error.fault !== 'repairable') throw error;
      // a field that has gone since the org was described: describe it anew, and ask for what there is
      this.#describer.forget();
      return read();
    }
  }

  async apply(plans: Plan[], now: string): Promise<Receipt[]> {
    return this.#accounted(await applyPlans(this.#http, this.#describer, plans, now));
  }

  async applyBulk(plans: Plan[], now: string, options: BulkOptions = {}): Promise<Receipt[]> {
    const send: typeof sendRecords = (http, describer, stages) => sendByBulk(http, describer, stages, options);
    return this.#accounted(await applyPlans(this.#http, this.#describer, plans, now, send));
  }

  settleBulk(jobIds: string[]): Promise<void> {
    return settleJobs(this.#http, jobIds);
  }

  async write(...[plans, now]: Parameters<Org['write']>) {
    return this.#accounted(await writeRecords(this.#http, this.#describer, plans, now));
  }

  query(...[soql, most]: Parameters<Org['query']>) {
    return readQuery(this.#http, soql, most);
  }

  #accounted<Told extends { requests: number }>(receipts: Told[]): Told[] {
    const requests = this.#http.requests - this.#accountedFor;
    this.#accountedFor = this.#http.requests;
    return receipts.map((receipt) => ({ ...receipt, requests }));
  }

  async participants(addresses: string[]) {
    return readParticipants(this.#http, await this.#describer.shapes(), this.#directory, addresses);
  }

  rows(wanted: RecordWanted[]) {
    return readRows(this.#http, this.#describer, wanted);
  }

  async changedSince(since: string) {
    return readChanges(this.#http, await this.#describer.shapes(), since, Date.now());
  }

  renew() {
    return this.#http.renew();
  }

  ping() {
    return this.#http.ping();
  }

  shapes(): Promise<OrgShapes> {
    this.#describer.forget();
    return this.#describer.shapes();
  }

  shapesOf(objects: string[]): Promise<OrgShapes> {
    return this.#describer.of(objects);
  }

  forgetShapes(): void {
    this.#describer.forget();
  }

  survey() {
    // what it finds changed holds for the next batch too
    this.#describer.forget();
    return survey(this.#http);
  }

  surveyObject(object: string) {
    return surveyObject(this.#http, object);
  }

  notifyAdmins(...[notice]: Parameters<Org['notifyAdmins']>) {
    return notifyAdmins(this.#http, notice);
  }

  notifyUsers(...[notice]: Parameters<Org['notifyUsers']>) {
    return notifyUsers(this.#http, notice);
  }

  users(): Promise<UserRow[]> {
    return readUsers(this.#http);
  }

  async limits() {
    // https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/headers_api_usage.htm: every answer
    // but that of the versions says what is used, also a refusal, so no permission is needed for it
    await this.#http.get(`/services/data/v${API_VERSION}/limits`).catch((error: unknown) => {
      if (!(error instanceof OrgError) || error.fault !== 'terminal') throw error;
    });
    if (!this.#http.usage) throw new OrgError('INVALID_ANSWER', 'The org does not say what it has used.', 502);
    return this.#http.usage;
  }

  async identity() {
    const user = (await this.#http.get('/services/oauth2/userinfo')) as {
      user_id: string;
      organization_id: string;
      preferred_username: string;
      name?: string;
    };
    const soql = encodeURIComponent('SELECT Id, Name, IsSandbox FROM Organization');
    const answer = (await this.#http.get(`/services/data/v${API_VERSION}/query?q=${soql}`)) as {
      records: { Id: string; Name: string; IsSandbox?: boolean }[];
    };
    const [organization] = answer.records;
    return {
      userId: user.user_id,
      username: user.preferred_username,
      userName: user.name ?? '',
      organizationId: organization?.Id ?? user.organization_id,
      organizationName: organization?.Name ?? '',
      isSandbox: organization?.IsSandbox === true,
    };
  }
}

/**
 * An org, reached with its credentials; nothing is asked of it before the first call. Throws `OrgError`. `wire` is for
 * tests: a network and a time of their own.
 */
export function connectOrg(credentials: OrgCredentials, wire: Partial<Wire> = {}): Org {
  return new SalesforceOrg(credentials, wire);
}
