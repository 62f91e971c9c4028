/** A made-up company's conversations, and what its org holds of them beforehand. The same for the same numbers. */
import { Conversation, type Conversation as ConversationData } from '../../src/conversation/conversation.ts';

export interface OrgRecord {
  object: string;
  /** How other records of the world name it. */
  name: string;
  fields: Record<string, string | number | boolean>;
  /** Field → the name of the record that it refers to. */
  links?: Record<string, string>;
}

export interface World {
  conversations: ConversationData[];
  /** In an order in which they can be created. */
  records: OrgRecord[];
}

const REPS = ['paul', 'camille', 'tom', 'maya'];
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LAST_DAY = Date.parse('2026-11-13T00:00:00Z');
/** Conversations a rep has in a day, an hour apart. */
const A_DAY = 8;
const TOPICS = ['price', 'delivery', 'service', 'training', 'integration', 'security', 'payment', 'warranty'];

/** Small, fast and seeded: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Each conversation has an activity, 8 moments, 4 participants and 2 suggestions. Of every eight four are meetings and
 * four calls; half of each are in the org already as an Event or Task.
 */
export function makeWorld(count: number, seed = 1): World {
  const random = randomFrom(seed);
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)]!;
  const accounts = Math.max(4, Math.ceil(count / 20) * 4);
  const customer = (account: number, person: number) => `p${person}.c${account}@customer-${account}.example`;
  const records: OrgRecord[] = [];
  for (let account = 0; account < accounts; account++) {
    const rep = REPS[account % REPS.length]!;
    records.push(
      { object: 'Account', name: `a${account}`, fields: { Name: `Customer ${account}` }, links: { OwnerId: rep } },
      ...[1, 2].map((person) => ({
        object: 'Contact',
        name: `a${account}p${person}`,
        fields: { FirstName: `Person ${person}`, LastName: `of ${account}`, Email: customer(account, person) },
        links: { AccountId: `a${account}`, OwnerId: rep },
      })),
      {
        object: 'Opportunity',
        name: `a${account}d`,
        fields: {
          ...{ Name: `Customer ${account} – first order`, StageName: 'Qualification', CloseDate: '2027-06-30' },
          ...{ Amount: 10_000 + account, CreatedDate: '2024-01-08T08:00:00.000Z' },
          LastModifiedDate: '2024-01-08T08:00:00.000Z',
        },
        links: { AccountId: `a${account}`, OwnerId: rep },
      },
      {
        object: 'OpportunityContactRole',
        name: `a${account}r`,
        fields: { Role: 'Decision Maker', IsPrimary: true },
        links: { OpportunityId: `a${account}d`, ContactId: `a${account}p1` },
      },
    );
  }
  const slots = Math.ceil(count / REPS.length);
  const days = Math.ceil(slots / A_DAY);
  const conversations = Array.from({ length: count }, (_, n): ConversationData => {
    const rep = REPS[n % REPS.length]!;
    const slot = Math.floor(n / REPS.length);
    const account = n % accounts;
    const isMeeting = slot % 2 === 0;
    const isLogged = slot % 4 < 2;
    const start = LAST_DAY - (days - Math.floor(slot / A_DAY)) * DAY_MS + (8 + (slot % A_DAY)) * HOUR_MS;
    const minutes = 10 + Math.floor(random() * 40);
    const durationSec = minutes * 60;
    const end = start + durationSec * 1000;
    const iso = (ms: number) => new Date(ms).toISOString();
    const title = `${pick(TOPICS)} with customer ${account}`;
    if (isLogged && isMeeting)
      records.push({
        object: 'Event',
        name: `e${n}`,
        fields: { Subject: title, StartDateTime: iso(start), EndDateTime: iso(end) },
        links: { OwnerId: rep, WhoId: `a${account}p1` },
      });
    if (isLogged && !isMeeting)
      records.push({
        object: 'Task',
        name: `e${n}`,
        fields: {
          ...{ Subject: 'Call', Status: 'Completed', Priority: 'Normal', TaskSubtype: 'Call', CallType: 'Outbound' },
          ...{ ActivityDate: iso(start).slice(0, 10), CallDurationInSeconds: durationSec },
          ...{ CreatedDate: iso(end + 20_000), LastModifiedDate: iso(end + 20_000) },
        },
        links: { OwnerId: rep, WhoId: `a${account}p1` },
      });
    const moment = (what: string) => ({ text: `${what} about ${pick(TOPICS)}, number ${n}.`, startMs: at() });
    const at = () => Math.floor(random() * durationSec) * 1000;
    const colleague = REPS[(n + 1) % REPS.length]!;
    return Conversation.parse({
      source: isMeeting ? 'recorder' : 'phone',
      sourceId: String(1_000_000 + n),
      kind: isMeeting ? 'meeting' : 'call',
      title,
      link: `https://recordings.example/${n}`,
      startedAt: iso(start),
      endedAt: iso(end),
      durationSec,
      ...(isMeeting ? { scheduledStart: iso(start), scheduledEnd: iso(end) } : { direction: 'outbound' }),
      owner: { email: `${rep}@sealight.example` },
      parties: [
        { role: 'ours', name: rep, email: `${rep}@sealight.example` },
        { role: 'ours', name: colleague, email: `${colleague}@sealight.example` },
        ...[1, 2].map((person) => ({
          ...{ role: 'theirs', name: `Person ${person} of ${account}`, email: customer(account, person) },
        })),
      ],
      summary: `They talked about ${pick(TOPICS)} and ${pick(TOPICS)}. The next date stands.`,
      nextSteps: ['Send the offer'],
      highlights: [moment('A wish'), moment('A doubt'), moment('A date')],
      topics: [0, 1].map((topic) => ({ name: `${pick(TOPICS)} ${topic}`, startMs: at() })),
      comments: [{ id: `c${n}`, author: 'Maya', text: 'Mind the margin.', startMs: at() }],
      questions: [moment('A question')],
      actionItems: [{ text: `Send the offer ${n}`, owner: rep }],
      fields: [
        { object: 'Opportunity', field: 'Amount', value: 50_000 + n, quote: 'That would be the sum.' },
        { object: 'Opportunity', field: 'CloseDate', value: '2027-05-31', quote: 'We decide in May.' },
      ],
    });
  });
  return { conversations, records };
}
