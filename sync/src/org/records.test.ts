/** Against the local org: writes that belong to no conversation, and questions in SOQL. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FieldValue, PlannedField, PlannedWrite, RecordPlan, RecordReceipt } from '../plan/types.ts';
import { connectOrg, OrgError } from './connect.ts';
import { literal } from './soql.ts';
import { runLocalOrg, type RunningOrg } from './testing/run-local-org.ts';
import type { Org } from './types.ts';

const NOW = '2026-11-20T10:00:00.000Z';
let local: RunningOrg;
/** The integration user creates no people unless an admin lets it. */
let admin: Org;
let org: Org;

before(async () => {
  local = await runLocalOrg();
  admin = connectOrg({ instanceUrl: local.url, accessToken: local.adminToken });
  org = connectOrg({ instanceUrl: local.url, accessToken: local.integrationToken });
});
after(() => local.stop());

const fields = (values: Record<string, FieldValue>): PlannedField[] =>
  Object.entries(values).map(([field, value]) => ({ field, before: null, after: value, rule: 'test' }));
const plan = (writes: PlannedWrite[], more: Partial<RecordPlan> = {}): RecordPlan => ({
  ...{ key: 'test:one', writing: 'on', writes, remarks: [] },
  ...more,
});
async function write(to: Org, ...plans: RecordPlan[]): Promise<RecordReceipt> {
  const [receipt] = await to.write(plans, NOW);
  assert.ok(receipt);
  return receipt;
}

test('records that link to each other are written in one go, whatever their order, and the receipt says the Ids', async () => {
  const receipt = await write(
    admin,
    plan([
      {
        object: 'OpportunityContactRole',
        operation: 'create',
        links: {
          ContactId: { object: 'Contact', key: 'person' },
          OpportunityId: { object: 'Opportunity', key: 'deal' },
        },
        fields: fields({ Role: 'Decision Maker' }),
      },
      {
        object: 'Contact',
        operation: 'create',
        key: { field: '', value: 'person' },
        links: { AccountId: { object: 'Account', key: 'company' } },
        fields: fields({ LastName: 'Berg' }),
      },
      {
        object: 'Opportunity',
        operation: 'create',
        key: { field: '', value: 'deal' },
        links: { AccountId: { object: 'Account', key: 'company' } },
        fields: fields({ Name: 'Fjord – Buoys', StageName: 'Qualification', CloseDate: '2027-03-31' }),
      },
      {
        object: 'Account',
        operation: 'create',
        key: { field: '', value: 'company' },
        fields: fields({ Name: 'Fjord Buoys' }),
      },
    ]),
  );
  assert.equal(receipt.outcome, 'written', JSON.stringify(receipt));
  assert.deepEqual(new Set(receipt.entries.map(({ outcome }) => outcome)), new Set(['written']));
  assert.equal(receipt.requests > 0 && receipt.requests < 6, true, `${receipt.requests} requests`);
  const [role] = await local.query(
    "SELECT Contact.LastName, Opportunity.Account.Name FROM OpportunityContactRole WHERE Contact.LastName = 'Berg'",
  );
  assert.equal((role?.Opportunity as { Account: { Name: string } }).Account.Name, 'Fjord Buoys');
  const contact = receipt.entries.find(({ object }) => object === 'Contact');
  const account = receipt.entries.find(({ object }) => object === 'Account');
  assert.equal(contact?.fields.find(({ field }) => field === 'AccountId')?.after, account?.id);
});

test('a keyed record is the same record however often it is sent', async () => {
  const task = plan([
    {
      object: 'Task',
      operation: 'upsert',
      key: { field: 'Conversation_Key__c', value: 'workflow:test/1' },
      fields: fields({ Subject: 'Send the quote', Status: 'Not Started', Priority: 'Normal', TaskSubtype: 'Call' }),
    },
  ]);
  const first = await write(org, task);
  const second = await write(org, task);
  assert.equal(first.outcome, 'written', JSON.stringify(first));
  assert.equal(second.outcome, 'written');
  assert.equal(second.entries[0]?.id, first.entries[0]?.id);
  assert.equal((await local.query("SELECT Id FROM Task WHERE Subject = 'Send the quote'")).length, 1);
});

test('with writing off nothing is written, and the receipt says what would be and what a setting holds back', async () => {
  const account: PlannedWrite = {
    ...{ object: 'Account', operation: 'create', fields: fields({ Name: 'Never' }) },
  };
  const receipt = await write(
    admin,
    plan([account], {
      writing: 'off',
      held: [{ ...account, writing: 'off', note: 'Not written: Account is set to off.' }],
    }),
  );
  assert.equal(receipt.outcome, 'planned');
  assert.deepEqual(
    receipt.entries.map(({ outcome, note }) => [outcome, note]),
    [
      ['planned', undefined],
      ['planned', 'Not written: Account is set to off.'],
    ],
  );
  assert.equal((await local.query("SELECT Id FROM Account WHERE Name = 'Never'")).length, 0);
  assert.equal((await write(admin, plan([]))).outcome, 'unchanged');
});

test('a refusal stands in the org’s own words, and what links to the refused record says why it went without', async () => {
  await local.provoke('POST', 'setup', {
    ...{ change: 'validationRule', object: 'Account', name: 'No_test', errorMessage: 'Ask the desk first' },
    filters: [{ field: 'Name', operation: 'equals', value: 'Refused' }],
  });
  const receipt = await write(
    admin,
    plan([
      { object: 'Account', operation: 'create', key: { field: '', value: 'a' }, fields: fields({ Name: 'Refused' }) },
      {
        ...{ object: 'Contact', operation: 'create', links: { AccountId: { object: 'Account', key: 'a' } } },
        fields: fields({ LastName: 'Lonely' }),
      },
    ]),
  );
  await local.provoke('DELETE', 'setup');
  assert.equal(receipt.outcome, 'failed');
  const [account, contact] = receipt.entries;
  assert.equal(account?.error?.message, 'Ask the desk first');
  assert.match(account.note ?? '', /validation rule on Account/);
  assert.equal(contact?.outcome, 'written');
  assert.match(contact.note ?? '', /Contact\.AccountId could not be filled: the Account was refused\./);
});

test('two people of one address whom a duplicate rule knows: refused with the rule’s words and the mend', async () => {
  for (const LastName of ['One', 'Two'])
    await local.create('Lead', { LastName, Company: 'Acme', Email: 'shared@acme.example' });
  await local.provoke('POST', 'setup', {
    ...{ change: 'duplicateRule', object: 'Lead', name: 'Same_address', matchOn: ['Email'], action: 'Block' },
  });
  const receipt = await write(
    admin,
    plan([
      {
        ...{ object: 'Lead', operation: 'create' },
        fields: fields({ LastName: 'Three', Company: 'Acme', Email: 'shared@acme.example' }),
      },
    ]),
  );
  await local.provoke('DELETE', 'setup');
  assert.equal(receipt.entries[0]?.error?.code, 'DUPLICATES_DETECTED');
  assert.match(receipt.entries[0].note ?? '', /A duplicate rule on Lead refuses it/);
});

test('a plan whose writes link in a ring, or to none of its own, is refused before anything is sent', async () => {
  const one = (object: string, key: string, to: string): PlannedWrite => ({
    ...{ object, operation: 'create', key: { field: '', value: key }, fields: fields({ Name: 'Ring' }) },
    links: { ParentId: { object: 'Account', key: to } },
  });
  await assert.rejects(admin.write([plan([one('Account', 'a', 'b'), one('Account', 'b', 'a')])], NOW), /in a ring/);
  await assert.rejects(admin.write([plan([one('Account', 'a', 'c')])], NOW), /not in the plan/);
  assert.equal((await local.query("SELECT Id FROM Account WHERE Name = 'Ring'")).length, 0);
});

test('a query is read page after page up to its most, without attributes, in UTC; quoted text is text', async () => {
  const name = "O'Brien \\ Sons' OR Name != ''";
  await local.create('Account', { Name: name });
  for (let at = 0; at < 5; at++) await local.create('Account', { Name: `Paged ${at}` });
  const found = await org.query(`SELECT Id, Name, CreatedDate, Owner.Name FROM Account WHERE Name = ${literal(name)}`);
  assert.equal(found.length, 1);
  assert.equal(found[0]?.Name, name);
  assert.match(String(found[0].CreatedDate), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(Object.keys(found[0].Owner as object), ['Name']);
  const paged = await org.query("SELECT Id FROM Account WHERE Name LIKE 'Paged%'", 3);
  assert.equal(paged.length, 3);
  await assert.rejects(
    org.query('SELECT Nothing__c FROM Account'),
    (error) => error instanceof OrgError && error.code === 'INVALID_FIELD',
  );
});
