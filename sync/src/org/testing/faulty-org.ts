/** For tests of faults: an org of its own, a connection whose waits take no time, and one run from reading to receipts. */
import { Conversation, type Conversation as ConversationData } from '../../conversation/conversation.ts';
import { DEFAULT_MATCH_SETTINGS, indexSnapshot, match } from '../../match/match.ts';
import { plan } from '../../plan/plan.ts';
import { DEFAULT_SETTINGS, type TenantSettings } from '../../plan/settings.ts';
import type { Plan, Receipt, ReceiptEntry } from '../../plan/types.ts';
import { connectOrg } from '../connect.ts';
import type { Wire } from '../http.ts';
import type { Org } from '../types.ts';
import type { OrgCredentials } from '../credentials.ts';
import { runLocalOrg, type RunningOrg } from './run-local-org.ts';

const NOW = '2026-11-20T10:00:00.000Z';

export interface FaultyOrg {
  local: RunningOrg;
  org: Org;
  /** Milliseconds of each pause that was asked for. */
  waits: number[];
  settings: TenantSettings;
  ids: Record<'account' | 'astrid' | 'deal', string>;
  /** A fault on purpose: `/local-org/faults`. */
  fault: (body: Record<string, unknown>) => Promise<unknown>;
  /** A change that an admin makes: `/local-org/setup`. */
  setup: (body: Record<string, unknown>) => Promise<unknown>;
  /** Takes faults and changes back, and connects anew. */
  reset: () => Promise<void>;
  connect: (credentials?: Partial<OrgCredentials>, wire?: Partial<Wire>) => Org;
  plans: (conversations: ConversationData[]) => Promise<Plan[]>;
  /** `between` runs after reading and before writing. */
  sync: (conversations: ConversationData[], between?: () => Promise<unknown>) => Promise<Receipt[]>;
  stop: () => Promise<void>;
}

export async function runFaultyOrg(): Promise<FaultyOrg> {
  const local = await runLocalOrg();
  const account = await local.create('Account', { Name: 'Halvorsen Marine', OwnerId: local.users.paul });
  const astrid = await local.create('Contact', {
    ...{ FirstName: 'Astrid', LastName: 'Halvorsen', AccountId: account, Email: 'astrid@halvorsen.example' },
  });
  const deal = await local.create('Opportunity', {
    ...{ Name: 'Halvorsen – Telemetry', AccountId: account, StageName: 'Qualification', CloseDate: '2027-03-31' },
    ...{ Amount: 120_000, OwnerId: local.users.paul },
  });
  await local.create('OpportunityContactRole', { OpportunityId: deal, ContactId: astrid, Role: 'Decision Maker' });

  const waits: number[] = [];
  const wire: Partial<Wire> = { sleep: (ms) => Promise.resolve(void waits.push(ms)), random: () => 0.5 };
  const connect: FaultyOrg['connect'] = (credentials = {}, more = {}) =>
    connectOrg(
      { instanceUrl: local.url, refreshToken: local.integrationRefreshToken, clientId: 'debrief', ...credentials },
      { ...wire, ...more },
    );
  const settings: TenantSettings = {
    ...DEFAULT_SETTINGS,
    writing: 'on',
    match: { ...DEFAULT_MATCH_SETTINGS, defaultCountry: 'FR' },
  };
  const faulty: FaultyOrg = {
    local,
    org: connect(),
    waits,
    settings,
    ids: { account, astrid, deal },
    fault: (body) => local.provoke('POST', 'faults', body),
    setup: (body) => local.provoke('POST', 'setup', body),
    reset: async () => {
      await local.provoke('DELETE', 'faults');
      await local.provoke('DELETE', 'setup');
      waits.length = 0;
      faulty.settings = settings;
      faulty.org = connect();
    },
    connect,
    plans: async (conversations) => {
      const index = indexSnapshot(await faulty.org.snapshot(conversations, faulty.settings.match));
      return conversations.map((conversation) =>
        plan({
          ...{ conversation, match: match(conversation, index, faulty.settings.match), index },
          ...{ settings: faulty.settings, now: NOW },
        }),
      );
    },
    sync: async (conversations, between) => {
      const plans = await faulty.plans(conversations);
      await between?.();
      return faulty.org.apply(plans, NOW);
    },
    stop: local.stop,
  };
  return faulty;
}

const FIRST_MEETING = Date.parse('2026-08-03T08:00:00Z');
/** Far enough for none to be taken for another. */
const APART_MS = 26 * 3_600_000;
let count = 0;

/** A meeting that Astrid was in: a contact role finds the deal, no event is there, so one is created. */
export function meeting(more: Record<string, unknown> = {}): ConversationData {
  count += 1;
  const startedAt = new Date(FIRST_MEETING + count * APART_MS).toISOString();
  return Conversation.parse({
    ...{ source: 'zoom', sourceId: `m${count}`, kind: 'meeting', title: `Telemetry ${count}` },
    ...{
      startedAt,
      durationSec: 1800,
      owner: { email: 'paul@sealight.example' },
    },
    parties: [
      { role: 'ours', name: 'Paul Marchand', email: 'paul@sealight.example' },
      { role: 'theirs', name: 'Astrid Halvorsen', email: 'astrid@halvorsen.example' },
    ],
    summary: 'Astrid wants telemetry on twelve hulls.',
    highlights: [{ text: 'Twelve hulls by May.', startMs: 60_000, speaker: 'Astrid' }],
    ...more,
  });
}

export const keyOf = ({ source, sourceId }: ConversationData): string => `${source}:${sourceId}`;

export function entryOf(receipt: Receipt | undefined, object: string): ReceiptEntry | undefined {
  return receipt?.entries.find((entry) => entry.object === object);
}
