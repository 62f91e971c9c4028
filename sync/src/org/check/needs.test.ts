import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { call, company, event, eventId, task, taskId } from '../../match/fixture.ts';
import { applied, planned, rich } from '../../plan/fixture.ts';
import { DEFAULT_SETTINGS, isCustomers } from '../../plan/settings.ts';
import { news, settings as anySettings } from '../../plan/testing/arbitraries.ts';
import {
  FIELD_NEEDS,
  FILLING,
  fieldNeedsOf,
  INTEGRATION,
  isWritten,
  OBJECT_NEEDS,
  objectNeedsOf,
  USER_NEEDS,
} from './needs.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../../force-app/main/permissionsets');

function permissionSet(name: string) {
  const xml = readFileSync(path.join(FOLDER, `${name}.permissionset-meta.xml`), 'utf8');
  const blocks = (element: string) =>
    [...xml.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'))].map(([, block = '']) =>
      Object.fromEntries([...block.matchAll(/<(\w+)>([^<]*)</g)].map(([, key = '', value = '']) => [key, value])),
    );
  return { fields: blocks('fieldPermissions'), objects: blocks('objectPermissions'), user: blocks('userPermissions') };
}

const fieldsOf = (name: string) =>
  FIELD_NEEDS.filter((need) => need.permissionSet === name)
    .map(({ object, field, need }) => `${object}.${field} ${need}`)
    .sort();
const granted = (name: string) =>
  permissionSet(name)
    .fields.map(({ field, editable }) => `${field} ${editable === 'true' ? 'edit' : 'read'}`)
    .sort();

for (const name of [INTEGRATION, FILLING])
  test(`the check and the permission set ${name} name the same fields with the same rights`, () => {
    assert.deepEqual(fieldsOf(name), granted(name));
  });

test('the permission sets give the rights on objects that the check asks for, and no others', () => {
  const integration = permissionSet(INTEGRATION);
  const filling = permissionSet(FILLING);
  const wanted = OBJECT_NEEDS.filter(({ userPermissions, isUngranted }) => !userPermissions && !isUngranted);
  const flags = (right: (need: (typeof wanted)[number]) => string) => wanted.map(right).sort();
  const stated = ({ object, allowRead, allowEdit, allowCreate, allowDelete }: Record<string, string>) =>
    `${object} ${allowRead} ${allowEdit} ${allowCreate} ${allowDelete}`;
  const must = (need: string) => need === 'mandatory';
  assert.deepEqual(
    integration.objects.map(stated).sort(),
    flags(
      ({ object, rights }) =>
        `${object} ${must(rights.read)} ${must(rights.edit)} ${must(rights.create)} ${must(rights.delete)}`,
    ),
  );
  assert.deepEqual(
    filling.objects.map(stated).sort(),
    wanted
      .filter(({ rights }) => rights.edit === 'recommended')
      .map(({ object }) => `${object} true true false false`)
      .sort(),
  );
  assert.deepEqual(
    integration.user.map(({ name }) => name).sort(),
    USER_NEEDS.filter(({ permissionSet: set }) => set === INTEGRATION)
      .map(({ name }) => name)
      .sort(),
  );
  for (const { viewAllRecords, modifyAllRecords } of [...integration.objects, ...filling.objects])
    assert.deepEqual([viewAllRecords, modifyAllRecords], ['false', 'false']);
});

test('whatever comes in and whatever the settings, a plan writes no field that the check does not ask for', () => {
  const before = company({ events: [event({ Id: eventId(1) })], tasks: [task({ Id: taskId(1) })] });
  const bases = [rich, { ...rich, kind: 'call' as const }, { ...rich, kind: 'email' as const }, call()];
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.constantFrom(...bases), news, news, anySettings, (base, first, second, settings) => {
      const one = { ...base, ...first };
      const writes = planned(one, before, undefined, undefined, settings).writes;
      const after = applied(before, writes);
      const later = planned({ ...one, ...second }, after, undefined, undefined, settings).writes;
      for (const { object, fields, links = {}, key, operation } of [...writes, ...later]) {
        if (isCustomers(object)) continue;
        const names = operation === 'delete' ? [] : [...fields.map(({ field }) => field), ...Object.keys(links)];
        if (key && operation === 'upsert') names.push(key.field);
        for (const field of names) {
          seen.add(`${object}.${field}`);
          assert.ok(isWritten(object, field), `${object}.${field} is written and not asked for`);
        }
      }
    }),
    { numRuns: 500 },
  );
  assert.ok(seen.size > 50, [...seen].join());
});

test('what an admin has set to be written without asking has to be editable', () => {
  const rights = (more: object, object: string) =>
    objectNeedsOf({ ...DEFAULT_SETTINGS, ...more }).find((need) => need.object === object)?.rights;
  assert.equal(rights({}, 'Opportunity')?.edit, 'recommended');
  const on = [{ object: 'Opportunity', writing: 'on' as const, fields: [] }];
  assert.equal(rights({ objects: on }, 'Opportunity')?.edit, 'recommended', 'while writing as a whole is off');
  assert.equal(rights({ writing: 'on', objects: on }, 'Opportunity')?.edit, 'mandatory');
  assert.equal(rights({ writing: 'on', objects: on }, 'Opportunity')?.create, 'none');
  assert.equal(rights({ noteOnDeal: true }, 'ContentNote')?.create, 'mandatory');

  const objects = [
    {
      ...{ object: 'Opportunity', writing: 'suggest' as const },
      fields: [
        { field: 'NextStep', writing: 'on' as const },
        { field: 'Budget__c', writing: 'on' as const },
        { field: 'Amount', writing: 'off' as const },
      ],
    },
  ];
  const match = { ...DEFAULT_SETTINGS.match, iCalUidField: 'ICal__c' };
  const needs = fieldNeedsOf({ ...DEFAULT_SETTINGS, writing: 'on', objects, match });
  const of = (object: string, field: string) =>
    needs
      .filter((need) => need.object === object && need.field === field)
      .map(({ need, level, permissionSet: set }) => `${need} ${level} ${set}`);
  assert.deepEqual(of('Opportunity', 'NextStep'), ['edit mandatory Debrief_CRM_Filling']);
  assert.deepEqual(of('Opportunity', 'Budget__c'), ['edit mandatory Debrief_Missing_Rights']);
  assert.deepEqual(of('Opportunity', 'Amount'), [
    'read mandatory Debrief_Integration',
    'edit recommended Debrief_CRM_Filling',
  ]);
  assert.deepEqual(of('Event', 'ICal__c'), ['read mandatory Debrief_Missing_Rights']);
});
