/** A deal that was talked about a thousand times: made in the local org through its own API. */
import type { TestDemo } from '../../../tests/demo.ts';

/** What of a demo it takes to make records and to find them. */
export type Records = Pick<TestDemo, 'org' | 'one'>;

export const CONVERSATIONS = 1000;
export const MOMENTS = 20_000;
const PEOPLE_EACH = 3;
const CONTACTS = 40;
const A_CALL = 200;
const DAY_MS = 86_400_000;
const KINDS = ['Meeting', 'Call', 'Email', 'Chat'];
const TOPICS = ['Price', 'Installation', 'Training', 'Fallback link', 'Warranty'];
const MOMENT_TYPES = ['Highlight', 'Highlight', 'Question', 'Topic', 'Comment', 'Action item'];

interface Saved {
  id: string;
  success: boolean;
}

async function create(demo: Records, type: string, rows: Record<string, unknown>[]): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < rows.length; from += A_CALL) {
    const records = rows.slice(from, from + A_CALL).map((row) => ({ attributes: { type }, ...row }));
    const saved = (await demo.org('POST', '/composite/sobjects', { allOrNone: true, records })) as Saved[];
    const refused = saved.find(({ success }) => !success);
    if (refused) throw new Error(`${type} can't be made: ${JSON.stringify(refused)}`);
    ids.push(...saved.map(({ id }) => id));
  }
  return ids;
}

/** The Id of the deal. */
export async function makeDeal(demo: Records): Promise<string> {
  const { Id: owner } = await demo.one("SELECT Id FROM User WHERE Alias = 'paul'");
  const today = Date.now();
  const date = (days: number) => new Date(today + days * DAY_MS).toISOString().slice(0, 10);
  const [account] = await create(demo, 'Account', [{ Name: 'Nordkai Ferries', OwnerId: owner }]);
  const contacts = await create(
    demo,
    'Contact',
    Array.from({ length: CONTACTS }, (_, n) => ({
      ...{ FirstName: 'Guest', LastName: `Nordkai ${n + 1}`, AccountId: account },
      Email: `guest${n + 1}@nordkai.example`,
    })),
  );
  const [deal] = await create(demo, 'Opportunity', [
    {
      ...{ Name: 'Nordkai Ferries – Bridge telemetry', AccountId: account, OwnerId: owner },
      ...{ StageName: 'Proposal/Price Quote', CloseDate: date(60), Amount: 480_000 },
    },
  ]);
  if (!deal) throw new Error('The deal has no Id.');
  const conversations = await create(
    demo,
    'Conversation__c',
    Array.from({ length: CONVERSATIONS }, (_, n) => ({
      ...{ Key__c: `bench:${n}`, Title__c: `Bridge review ${n + 1}`, Kind__c: KINDS[n % KINDS.length] },
      ...{ Status__c: 'Ready', Match_Status__c: 'Matched', Opportunity__c: deal, Account__c: account, OwnerId: owner },
      ...{ Started_At__c: new Date(today - (n + 1) * DAY_MS * 0.7).toISOString(), Duration__c: 900 + (n % 40) * 60 },
      ...{ Stage_Then__c: 'Qualification', Amount_Then__c: 400_000, Close_Date_Then__c: date(30) },
      Topics__c: [TOPICS[n % 5], TOPICS[(n + 2) % 5]].join(';'),
      Summary__c: `The bridge crew went through point ${n + 1}. The price stands; the fallback link is the open question.`,
    })),
  );
  await create(
    demo,
    'Conversation_Moment__c',
    Array.from({ length: MOMENTS }, (_, n) => {
      const type = MOMENT_TYPES[n % MOMENT_TYPES.length];
      return {
        ...{ Conversation__c: conversations[n % CONVERSATIONS], Key__c: `bench:${n}`, Type__c: type },
        ...{ Start__c: (n % 97) * 9, Text__c: `${type} ${n + 1}: the second antenna comes before the trial.` },
        ...(type === 'Action item' ? { Due__c: date((n % 30) - 10), Done__c: n % 12 !== 5 } : {}),
      };
    }),
  );
  await create(
    demo,
    'Conversation_Participant__c',
    Array.from({ length: CONVERSATIONS * PEOPLE_EACH }, (_, n) => {
      const contact = n % CONTACTS;
      return {
        ...{ Conversation__c: conversations[n % CONVERSATIONS], Key__c: `bench:${n}`, Side__c: 'Theirs' },
        ...{ Name: `Guest Nordkai ${contact + 1}`, Email__c: `guest${contact + 1}@nordkai.example` },
        Contact__c: contacts[contact],
      };
    }),
  );
  return deal;
}
