/** The rows of the table that concern one record, each provoked on the local org by the rule that refuses it. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Receipt } from '../plan/types.ts';
import { entryOf, keyOf, meeting, runFaultyOrg, type FaultyOrg } from './testing/faulty-org.ts';

let faulty: FaultyOrg;
before(async () => {
  faulty = await runFaultyOrg();
});
afterEach(() => faulty.reset());
after(() => faulty.stop());

async function rowOf(key: string, fields: string): Promise<Record<string, unknown>> {
  const [row] = await faulty.local.query(`SELECT Id, ${fields} FROM Conversation__c WHERE Key__c = '${key}'`);
  assert.ok(row, `the org has no ${key}`);
  return row;
}

/** The integration user creates no people unless an admin lets it. */
function asAdmin(): void {
  faulty.org = faulty.connect({ accessToken: faulty.local.adminToken, refreshToken: undefined });
}

const failures = ({ entries }: Receipt) => entries.filter(({ outcome }) => outcome === 'failed');

test('contention: locked records alone are sent again, later and later, in calls that are halved', async () => {
  const calls: number[] = [];
  faulty.org = faulty.connect(
    {},
    {
      fetch: (input, init) => {
        const text = typeof init?.body === 'string' ? init.body : '{}';
        const { compositeRequest = [] } = JSON.parse(text) as {
          compositeRequest?: { body?: { records?: { attributes: { type: string } }[] } }[];
        };
        for (const { body } of compositeRequest)
          if (body?.records?.some(({ attributes }) => attributes.type === 'Conversation_Moment__c'))
            calls.push(body.records.length);
        return fetch(input, init);
      },
    },
  );
  const highlights = Array.from({ length: 190 }, (_, at) => ({ text: `Said ${at}.`, startMs: at * 1000 }));
  const conversation = meeting({ highlights });
  const [receipt] = await faulty.sync([conversation], () =>
    faulty.fault({
      ...{ errorCode: 'UNABLE_TO_LOCK_ROW', scope: 'record', object: 'Conversation_Moment__c', times: 300 },
    }),
  );
  assert.equal(receipt?.outcome, 'written');
  assert.deepEqual(calls.slice(0, 4), [190, 100, 90, 50]);
  assert.deepEqual(faulty.waits, [1500, 3000]);
  const [{ total } = {}] = await faulty.local.query(
    `SELECT COUNT(Id) total FROM Conversation_Moment__c WHERE Conversation__r.Key__c = '${keyOf(conversation)}'`,
  );
  assert.equal(total, 190);
});

test('contention: six tries are enough; what stays locked is told in the org’s words with the mend', async () => {
  const conversation = meeting();
  const [receipt] = await faulty.sync([conversation], () =>
    faulty.fault({ errorCode: 'UNABLE_TO_LOCK_ROW', scope: 'record', object: 'Event', times: 100 }),
  );
  const event = entryOf(receipt, 'Event');
  assert.equal(event?.error?.code, 'UNABLE_TO_LOCK_ROW');
  assert.match(event.note ?? '', /keeps the Event locked/);
  assert.equal(faulty.waits.length, 5);
  assert.ok(faulty.waits.every((ms) => ms >= 1000 && ms <= 60_000));
  assert.match(String((await rowOf(keyOf(conversation), 'Last_Error__c')).Last_Error__c), /^Event: unable to obtain/);
});

test('contention: records of one account are tried again side by side', async () => {
  const other = await faulty.local.create('Account', { Name: 'Berg & Søn' });
  const jonas = await faulty.local.create('Contact', {
    ...{ LastName: 'Berg', Email: 'jonas@berg.example', AccountId: other },
  });
  assert.ok(jonas);
  const berg = () =>
    meeting({ parties: [{ role: 'theirs', name: 'Jonas Berg', email: 'jonas@berg.example' }], highlights: [] });
  const mine = [meeting(), berg(), meeting(), berg()];
  const orders: string[][] = [];
  faulty.org = faulty.connect(
    {},
    {
      fetch: (input, init) => {
        const text = typeof init?.body === 'string' ? init.body : '{}';
        const { compositeRequest = [] } = JSON.parse(text) as {
          compositeRequest?: { body?: { records?: { attributes: { type: string }; WhatId?: string }[] } }[];
        };
        for (const { body } of compositeRequest) {
          const events = body?.records?.filter(({ attributes }) => attributes.type === 'Event') ?? [];
          if (events.length > 0) orders.push(events.map(({ WhatId }) => String(WhatId)));
        }
        return fetch(input, init);
      },
    },
  );
  await faulty.sync(mine, () =>
    faulty.fault({ errorCode: 'UNABLE_TO_LOCK_ROW', scope: 'record', object: 'Event', times: 4 }),
  );
  const again = orders[1] ?? [];
  assert.equal(again.length, 4);
  assert.equal(new Set([again[0], again[1]]).size, 1);
  assert.equal(new Set([again[2], again[3]]).size, 1);
});

test('echo: what was refused with its neighbour goes again without it', async () => {
  // the event is refused, and the composite reference of its conversation to it with it (PROCESSING_HALTED)
  await faulty.setup({
    ...{ change: 'validationRule', object: 'Event', name: 'NoFriday' },
    ...{ filters: [{ field: 'Subject', operation: 'contains', value: 'refuse me' }] },
    ...{ errorMessage: 'Not on Fridays.', errorDisplayField: 'Subject' },
  });
  const bad = meeting({ title: 'Please refuse me' });
  const good = meeting();
  const [refused, written] = await faulty.sync([bad, good]);
  assert.equal(written?.outcome, 'written');
  assert.deepEqual(
    failures(refused as Receipt).map(({ object }) => object),
    ['Event'],
  );
  const row = await rowOf(keyOf(bad), 'Activity_Id__c, Last_Error__c');
  assert.equal(row.Activity_Id__c, null);
  assert.match(String(row.Last_Error__c), /^Event: Not on Fridays\.\nA validation rule on Event refuses it/);
  assert.equal((await rowOf(keyOf(good), 'Activity_Id__c')).Activity_Id__c, written.activityId);
  for (const code of ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'PROCESSING_HALTED']) {
    const [receipt] = await faulty.sync([meeting()], () =>
      faulty.fault({ errorCode: code, scope: 'record', object: 'Conversation_Moment__c' }),
    );
    assert.equal(receipt?.outcome, 'written', code);
  }
  assert.deepEqual(faulty.waits, []);
});

test('repairable: a text longer than its field has become is cut, and the receipt says so', async () => {
  const conversation = meeting({ title: 'A title that was short enough this morning', tags: ['one', 'two'] });
  const [receipt] = await faulty.sync([conversation], () =>
    faulty.setup({ change: 'field', object: 'Conversation__c', field: 'Title__c', length: 20 }),
  );
  assert.equal(receipt?.outcome, 'written');
  const entry = entryOf(receipt, 'Conversation__c');
  assert.equal(entry?.note, 'Conversation__c.Title__c was cut from 42 to 20 characters, all that the org holds.');
  const { Title__c } = await rowOf(keyOf(conversation), 'Title__c');
  assert.equal(Title__c, 'A title that was sh…');
  assert.equal(entry.fields.find(({ field }) => field === 'Title__c')?.after, Title__c);
  // the next plan goes by the new length and has nothing left to say
  const [again] = await faulty.sync([conversation]);
  assert.equal(again?.outcome, 'unchanged');
});

test('repairable: a picklist value that was deactivated is left out, and the rest is written', async () => {
  const conversation = meeting();
  const [receipt] = await faulty.sync([conversation], () =>
    faulty.setup({ change: 'field', object: 'Conversation__c', field: 'Kind__c', deactivate: ['Meeting'] }),
  );
  assert.equal(receipt?.outcome, 'written');
  const entry = entryOf(receipt, 'Conversation__c');
  assert.equal(entry?.note, "Conversation__c.Kind__c was left out: its picklist has no active value 'Meeting'.");
  assert.ok(!entry.fields.some(({ field }) => field === 'Kind__c'));
  assert.equal((await rowOf(keyOf(conversation), 'Kind__c')).Kind__c, null);
});

test('repairable: an address that the org does not take is left out, and its conversation stays whole', async () => {
  const parties = [{ role: 'theirs' as const, name: 'Two Signs', email: 'two@signs@acme.example' }];
  const [receipt] = await faulty.sync([meeting({ parties })]);
  assert.equal(receipt?.outcome, 'written');
  const entry = receipt.entries.find(({ fields }) => fields.some(({ after }) => after === 'Two Signs'));
  assert.match(entry?.note ?? '', /Email__c was left out: the org refuses it/);
});

test('repairable: a field that was deleted is left out, of every record that has it', async () => {
  const pair = [meeting(), meeting()];
  const receipts = await faulty.sync(pair, () =>
    faulty.setup({ change: 'field', object: 'Conversation__c', field: 'Summary__c', deleted: true }),
  );
  for (const receipt of receipts) {
    assert.equal(receipt.outcome, 'written');
    assert.match(entryOf(receipt, 'Conversation__c')?.note ?? '', /Summary__c was left out: the org no longer has it/);
  }
  // what is read goes by the new describe too
  assert.equal((await faulty.sync([meeting()]))[0]?.outcome, 'written');
});

test('repairable: field-level security taken away after the describe leaves the field out and names the permission set', async () => {
  const conversation = meeting();
  const [receipt] = await faulty.sync([conversation], () =>
    faulty.setup({
      ...{ change: 'permission', permissionSet: 'Debrief_Integration', object: 'Conversation__c', field: 'Title__c' },
      ...{ read: true, edit: false },
    }),
  );
  assert.equal(receipt?.outcome, 'written');
  assert.match(
    entryOf(receipt, 'Conversation__c')?.note ?? '',
    /Title__c was left out: the integration user may not write it\. Assign it the permission set Debrief_Integration/,
  );
});

test('repairable: a field that is gone between describe and reading is read without', async () => {
  await faulty.org.snapshot([meeting()], faulty.settings.match);
  await faulty.setup({ change: 'field', object: 'Conversation__c', field: 'Tags__c', deleted: true });
  assert.equal((await faulty.sync([meeting()]))[0]?.outcome, 'written');
});

test('identity: a key that has come into the org meanwhile makes no second record', async () => {
  const conversation = meeting();
  const key = keyOf(conversation);
  const plans = await faulty.plans([conversation]);
  const [first] = await faulty.org.apply(plans, '2026-11-20T10:00:00.000Z');
  const [second] = await faulty.org.apply(plans, '2026-11-20T10:00:01.000Z');
  assert.equal(second?.outcome, 'written');
  assert.equal(second.conversationId, first?.conversationId);
  assert.equal(second.activityId, first?.activityId);
  for (const object of ['Conversation_Moment__c', 'Conversation_Participant__c'])
    assert.equal(
      (await faulty.local.query(`SELECT Id FROM ${object} WHERE Conversation__r.Key__c = '${key}'`)).length,
      object === 'Conversation_Moment__c' ? 1 : 2,
    );
  assert.equal((await faulty.local.query(`SELECT Id FROM Event WHERE Conversation_Key__c = '${key}'`)).length, 1);
});

test('identity: a conversation that a person has locked meanwhile is left, and told as one to read again', async () => {
  const conversation = meeting();
  const key = keyOf(conversation);
  const [receipt] = await faulty.sync([conversation], () =>
    faulty.local.create('Conversation__c', { Key__c: key, Title__c: 'By hand', Match_Status__c: 'Locked' }),
  );
  assert.equal(entryOf(receipt, 'Conversation__c')?.error?.code, 'DUPLICATE_VALUE');
  const row = await rowOf(key, 'Title__c, Match_Status__c, Opportunity__c');
  assert.equal(row.Title__c, 'By hand');
  const [again] = await faulty.sync([conversation]);
  assert.equal(again?.match.status, 'Locked');
  assert.equal((await rowOf(key, 'Match_Status__c')).Match_Status__c, 'Locked');
});

test('identity: a person whom a duplicate rule knows is adopted; what people entered stays, what is empty is filled', async () => {
  await faulty.setup({
    ...{ change: 'duplicateRule', object: 'Contact', name: 'Same_address', matchOn: ['Email'], action: 'Block' },
  });
  asAdmin();
  const [plan] = await faulty.plans([meeting()]);
  assert.ok(plan);
  const field = (name: string, after: string) => ({ field: name, before: null, after, rule: 'test' });
  const [receipt] = await faulty.org.apply(
    [
      {
        ...plan,
        writes: [
          {
            object: 'Contact',
            operation: 'create',
            fields: [
              field('LastName', 'HALVORSEN'),
              field('Email', 'astrid@halvorsen.example'),
              field('MobilePhone', '+33612345678'),
            ],
          },
        ],
      },
    ],
    '2026-11-20T10:00:00.000Z',
  );
  const entry = entryOf(receipt, 'Contact');
  assert.equal(entry?.outcome, 'written');
  assert.equal(entry.id, faulty.ids.astrid);
  assert.match(entry.note ?? '', new RegExp(`The org has this Contact already \\(${faulty.ids.astrid}\\)`));
  assert.deepEqual(
    entry.fields.map(({ field: name }) => name),
    ['MobilePhone'],
  );
  const contacts = await faulty.local.query(
    "SELECT Id, LastName, MobilePhone FROM Contact WHERE Email = 'astrid@halvorsen.example'",
  );
  assert.equal(contacts.length, 1);
  assert.equal(contacts[0]?.LastName, 'Halvorsen');
  assert.equal(contacts[0].MobilePhone, '+33612345678');
});

test('identity: a duplicate rule that matches several people is told, and none of them is taken', async () => {
  for (const LastName of ['One', 'Two'])
    await faulty.local.create('Lead', { LastName, Company: 'Acme', Email: 'shared@acme.example' });
  await faulty.setup({
    ...{ change: 'duplicateRule', object: 'Lead', name: 'Same_address', matchOn: ['Email'], action: 'Alert' },
  });
  asAdmin();
  const [plan] = await faulty.plans([meeting()]);
  assert.ok(plan);
  const fields = Object.entries({ LastName: 'Three', Company: 'Acme', Email: 'shared@acme.example' }).map(
    ([name, after]) => ({ field: name, before: null, after, rule: 'test' }),
  );
  const [receipt] = await faulty.org.apply(
    [{ ...plan, writes: [{ object: 'Lead', operation: 'create', fields }] }],
    '2026-11-20T10:00:00.000Z',
  );
  const entry = entryOf(receipt, 'Lead');
  assert.equal(entry?.error?.code, 'DUPLICATES_DETECTED');
  assert.match(entry.note ?? '', /A duplicate rule on Lead refuses it/);
  assert.equal((await faulty.local.query("SELECT Id FROM Lead WHERE Email = 'shared@acme.example'")).length, 2);
});

test('stale: a record that is deleted between reading and writing is told as gone; the next reading matches anew', async () => {
  const conversation = meeting({ startedAt: '2026-11-03T14:00:00Z' });
  const event = await faulty.local.create('Event', {
    ...{ Subject: conversation.title, OwnerId: faulty.local.users.paul, WhoId: faulty.ids.astrid },
    ...{ StartDateTime: '2026-11-03T14:00:00.000Z', EndDateTime: '2026-11-03T14:30:00.000Z' },
  });
  const [receipt] = await faulty.sync([conversation], () => faulty.local.delete('Event', event));
  assert.equal(entryOf(receipt, 'Event')?.error?.code, 'ENTITY_IS_DELETED');
  const [again] = await faulty.sync([conversation]);
  assert.equal(again?.outcome, 'written');
  assert.notEqual(again.activityId, event);
  const row = await rowOf(keyOf(conversation), 'Activity_Id__c, Last_Error__c');
  assert.equal(row.Activity_Id__c, again.activityId);
  assert.equal(row.Last_Error__c, null);
});

for (const [what, id, code] of [
  ['a deal that was deleted', 'deleted', 'ENTITY_IS_DELETED'],
  ['a deal that never was', '006DB00000000zzYAA', 'INVALID_CROSS_REFERENCE_KEY'],
] as const)
  test(`stale: a link to ${what} is ${code}, and its rows say only that`, async () => {
    const conversation = meeting();
    const [plan] = await faulty.plans([conversation]);
    assert.ok(plan);
    let deal: string = id;
    if (id === 'deleted') {
      deal = await faulty.local.create('Opportunity', {
        ...{ Name: 'Gone', StageName: 'Qualification', CloseDate: '2027-01-31', AccountId: faulty.ids.account },
      });
      await faulty.local.delete('Opportunity', deal);
    }
    for (const write of plan.writes)
      if (write.object === 'Conversation__c')
        write.fields = [
          ...write.fields.filter(({ field }) => field !== 'Opportunity__c'),
          { field: 'Opportunity__c', before: null, after: deal, rule: 'test' },
        ];
    const [receipt] = await faulty.org.apply([plan], '2026-11-20T10:00:00.000Z');
    assert.equal(entryOf(receipt, 'Conversation__c')?.error?.code, code);
    const [again] = await faulty.sync([conversation]);
    assert.equal(again?.outcome, 'written');
    assert.equal(
      (await faulty.local.query(`SELECT Id FROM Event WHERE Conversation_Key__c = '${keyOf(conversation)}'`)).length,
      1,
    );
  });

const title = (value: string) => ({ field: 'Title__c', operation: 'contains', value });

for (const { code, provoke, more = {}, words, mend } of [
  {
    code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    provoke: {
      ...{ change: 'validationRule', object: 'Conversation__c', name: 'Title', filters: [title('forbidden')] },
      ...{ errorMessage: 'Our own rule.', errorDisplayField: 'Title__c' },
    },
    more: { title: 'forbidden' },
    words: /Our own rule/,
    mend: /validation rule on Conversation__c/,
  },
  {
    code: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    provoke: {
      ...{ change: 'permission', permissionSet: 'Debrief_Integration', object: 'Conversation__c' },
      ...{ read: true, edit: false },
    },
    words: /cannot be inserted/,
    mend: /permission set Debrief_Integration/,
  },
] as const)
  test(`terminal: ${code} is kept in the org’s own words, with the mend`, async () => {
    const [receipt] = await faulty.sync([meeting(more)], () => faulty.setup(provoke));
    const entry = entryOf(receipt, 'Conversation__c');
    assert.equal(entry?.error?.code, code);
    assert.match(entry.error.message, words);
    assert.match(entry.note ?? '', mend);
    assert.deepEqual(faulty.waits, []);
  });

test('terminal: a required field, a wrong kind of link, an Id that is none, a right taken away; all on the receipt', async () => {
  const conversation = meeting();
  const change = async (object: string, fields: Record<string, string | null>) => {
    const [plan] = await faulty.plans([
      { ...conversation, sourceId: `${conversation.sourceId}-${Object.keys(fields)[0]}` },
    ]);
    assert.ok(plan);
    for (const write of plan.writes)
      if (write.object === object)
        write.fields = [
          ...write.fields.filter(({ field }) => !(field in fields)),
          ...Object.entries(fields).map(([field, after]) => ({ field, before: null, after, rule: 'test' })),
        ];
    const [receipt] = await faulty.org.apply([plan], '2026-11-20T10:00:00.000Z');
    return entryOf(receipt, object);
  };
  const missing = await change('Event', { StartDateTime: null, EndDateTime: null });
  assert.equal(missing?.error?.code, 'REQUIRED_FIELD_MISSING');
  assert.match(missing.note ?? '', /^Give .*ActivityDateTime of Event a default value/);
  const wrong = await change('Event', { WhoId: faulty.ids.deal });
  assert.equal(wrong?.error?.code, 'FIELD_INTEGRITY_EXCEPTION');
  const malformed = await change('Event', { WhatId: 'no-id' });
  assert.equal(malformed?.error?.code, 'MALFORMED_ID');
  assert.match(malformed.note ?? '', /WhatId holds no Id of this org/);

  const seen = meeting();
  await faulty.sync([seen]);
  const [receipt] = await faulty.sync([{ ...seen, summary: 'Said otherwise.' }], () =>
    faulty.setup({
      ...{ change: 'permission', permissionSet: 'Debrief_Integration', object: 'Conversation__c' },
      ...{ read: true, edit: false },
    }),
  );
  assert.equal(entryOf(receipt, 'Conversation__c')?.error?.code, 'INSUFFICIENT_ACCESS_OR_READONLY');
  assert.match(entryOf(receipt, 'Conversation__c')?.note ?? '', /may not change this Conversation__c/);
});

test('rows: current values by Id, of any objects; what is gone, unseen or not a field is absent', async () => {
  const gone = await faulty.local.create('Account', { Name: 'Gone' });
  await faulty.local.delete('Account', gone);
  const conversation = meeting();
  const [receipt] = await faulty.sync([conversation]);
  const id = receipt?.conversationId ?? '';
  const many = await Promise.all(
    Array.from({ length: 5 }, (_, at) => faulty.local.create('Account', { Name: `Many ${at}` })),
  );
  const rows = await faulty.org.rows([
    { object: 'Conversation__c', id, fields: ['Title__c', 'Started_At__c', 'No_Such__c'] },
    { object: 'Contact', id: faulty.ids.astrid.slice(0, 15), fields: ['LastName'] },
    { object: 'Account', id: gone, fields: ['Name'] },
    { object: 'No_Such_Object__c', id: 'a99000000000001AAA', fields: ['Name'] },
    { object: 'ContentNote', id: '069000000000001AAA', fields: ['Title'] },
    ...many.map((account) => ({ object: 'Account', id: account, fields: ['Name'] })),
  ]);
  assert.deepEqual(rows.get(id), {
    ...{ Id: id, Title__c: conversation.title, Started_At__c: conversation.startedAt },
  });
  assert.deepEqual(rows.get(faulty.ids.astrid), { Id: faulty.ids.astrid, LastName: 'Halvorsen' });
  assert.equal(rows.size, 2 + many.length);
});
