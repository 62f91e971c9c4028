import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import type { FieldShape } from '../match/types.ts';
import { OrgError } from '../org/error.ts';
import { SettingsSchema } from './schemas.ts';
import { conversation, startTestService, type TestService } from './testing/service.ts';

const field = (type: string, updateable = true): FieldShape => ({
  ...{ type, length: 255, createable: updateable, updateable, picklist: null },
});
const SHAPES = {
  Opportunity: { Amount: field('currency'), NextStep: field('string'), Secret__c: field('string', false) },
  Event: { UID__c: field('string'), StartDateTime: field('datetime') },
};

let service: TestService;
beforeEach(async () => {
  service = await startTestService();
  service.org.described = SHAPES;
});
afterEach(() => service.stop());

type Settings = Record<string, unknown> & { revision: number };
const get = async () => SettingsSchema.strict().parse((await service.call('GET', '/v1/settings')).body) as Settings;
const put = (body: unknown, headers = {}) =>
  service.call<Settings & { errors: { pointer: string; detail: string }[]; detail: string }>(
    'PUT',
    '/v1/settings',
    body,
    headers,
  );

test('what was read can be put back as it is; a change is counted, kept and logged without a secret', async () => {
  const before = await get();
  assert.equal(before.revision, 0);
  const same = await put(before);
  assert.equal(same.status, 200, JSON.stringify(same.body));
  assert.equal(same.body.revision, 0, 'nothing changed, nothing is counted');
  assert.equal(same.headers.get('etag'), '"0"');

  const objects = [{ object: 'Opportunity', writing: 'suggest', fields: [{ field: 'Amount', writing: 'on' }] }];
  const changed = { ...before, objects, threshold: 0.9, iCalUidField: 'UID__c', changedBy: 'Ines Carvalho' };
  const answer = await put(changed);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.equal(answer.headers.get('etag'), '"1"');
  const { changedBy: _, ...asked } = changed;
  assert.deepEqual(await get(), { ...asked, revision: 1 });
  const { body } = await service.call<{ entries: { kind: string; message: string }[] }>('GET', '/v1/activity');
  assert.match(
    body.entries.find(({ kind }) => kind === 'settings')?.message ?? '',
    /^Settings changed by Ines Carvalho: threshold .+ → 0\.9; iCalUidField none → UID__c; objects Opportunity\.$/,
  );
  assert.doesNotMatch(service.logged.join('\n'), /token-of-/);
});

test('of two who change the same settings the second is told', async () => {
  const read = await get();
  assert.equal((await put({ ...read, dealTie: 'newest' })).status, 200);
  const second = await put({ ...read, peopleOrder: 'leadFirst' });
  assert.equal(second.status, 409);
  assert.equal(second.body.revision, 1);
  const { revision: _, ...without } = { ...read, peopleOrder: 'leadFirst' };
  assert.equal((await put(without)).status, 428);
  assert.equal((await put(without, { 'if-match': '"0"' })).status, 412);
  assert.equal((await put(without, { 'if-match': 'W/"x"' })).status, 422);
  assert.equal((await put(without, { 'if-match': '"1"' })).status, 200);
  const now = await get();
  assert.equal(now.peopleOrder, 'leadFirst');
  assert.equal(now.dealTie, read.dealTie, 'the whole document counts');
});

test('the steps of the deal rule are kept in their order, and all of them where none are said', async () => {
  const read = await get();
  assert.deepEqual(read.dealSteps, ['contactRole', 'owner', 'onlyOpenDeal']);
  const fewer = await put({ ...read, dealSteps: ['onlyOpenDeal', 'contactRole'], dealTie: 'mostRoles' });
  assert.deepEqual(fewer.body.dealSteps, ['contactRole', 'onlyOpenDeal']);
  const { dealSteps: _, ...unsaid } = fewer.body;
  assert.deepEqual((await put(unsaid)).body.dealSteps, read.dealSteps);
  const { body } = await service.call<{ entries: { message: string }[] }>('GET', '/v1/activity?kind=settings');
  assert.match(
    body.entries[1]?.message ?? '',
    /dealSteps contactRole, owner, onlyOpenDeal → contactRole, onlyOpenDeal; dealTie off → mostRoles/,
  );
});

test('settings that are none, or do not fit the org, are refused member by member, and nothing is kept', async () => {
  const before = await get();
  const refused = async (change: object, pointer: string, detail: RegExp) => {
    const { status, body } = await put({ ...before, ...change });
    assert.equal(status, 422, JSON.stringify(body));
    const error = body.errors.find((each) => each.pointer === pointer);
    assert.match(error?.detail ?? JSON.stringify(body.errors), detail);
  };
  await refused({ writing: 'yes' }, '/writing', /off/);
  await refused({ dealTie: 'loudest' }, '/dealTie', /mostRoles/);
  await refused({ dealSteps: ['owner', 'owner'] }, '/dealSteps', /a step twice/);
  await refused({ dealSteps: ['owner', 'luck'] }, '/dealSteps/1', /onlyOpenDeal/);
  await refused({ threshold: 2 }, '/threshold', /1/);
  await refused({ threshold: 0.1, margin: 0.5 }, '/margin', /larger than the threshold/);
  await refused({ defaultCountry: 'France' }, '/defaultCountry', /two letters/);
  await refused({ apiReservePercent: 20.5 }, '/apiReservePercent', /int/);
  await refused({ wrting: 'on' }, '/wrting', /not known/);
  await refused({ objects: [{ object: 'Opportunity', writing: 'on', feilds: [] }] }, '/objects/0/feilds', /not known/);
  await refused({ objects: [{ object: 'Case', writing: 'on' }] }, '/objects/0/object', /does not write Case/);
  const nameless = [{ object: 'Opportunity', writing: 'on', fields: [{ field: 'Nope__c', writing: 'on' }] }];
  await refused({ objects: nameless }, '/objects/0/fields/0/field', /no field Nope__c/);
  const locked = [{ object: 'Opportunity', writing: 'on', fields: [{ field: 'Secret__c', writing: 'on' }] }];
  await refused({ objects: locked }, '/objects/0/fields/0/field', /may not edit Opportunity\.Secret__c/);
  const mapping = [{ object: 'Opportunity', field: 'NextStep', toField: 'Amount' }];
  await refused({ fieldMapping: mapping }, '/fieldMapping/0/toField', /can't be mapped/);
  await refused({ iCalUidField: 'Nope__c' }, '/iCalUidField', /no field Nope__c/);
  await refused({ iCalUidField: 'StartDateTime' }, '/iCalUidField', /choose a text field/);
  const { writing: _, ...lacking } = before;
  assert.equal((await put(lacking)).body.errors[0]?.pointer, '/writing');
  assert.equal((await put([])).status, 422);
  assert.equal((await put('{')).status, 400);
  assert.deepEqual(await get(), before);
});

test('an org that does not answer stops only what has to be asked of it', async () => {
  const before = await get();
  service.org.down = new OrgError('ECONNREFUSED', 'The org did not answer.', 0);
  const objects = [{ object: 'Opportunity', writing: 'off' }];
  assert.equal((await put({ ...before, objects })).status, 503);
  assert.equal((await put({ ...before, dealTie: 'newest' })).status, 200);
  assert.equal((await put({ ...before, dealTie: 'newest', writing: 'off', revision: 1 })).status, 200);
});

test('they hold from the next batch on, and what was written before is left alone', async () => {
  const batches = () => service.org.applied.flat();
  await service.call('POST', '/v1/conversations', conversation('one'));
  await service.until('test:one', 'synced');
  const before = await get();
  assert.equal((await put({ ...before, writing: 'off' })).status, 200);
  await service.call('POST', '/v1/conversations', conversation('two'));
  await service.until('test:two', 'synced');
  const { body } = await service.call('GET', '/v1/conversations/test:two/receipt');
  assert.equal(body.outcome, 'planned');
  assert.equal(batches().filter((key) => key === 'test:one').length, 1);
});
