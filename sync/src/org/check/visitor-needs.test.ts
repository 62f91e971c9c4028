import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { DEFAULT_SETTINGS } from '../../plan/settings.ts';
import { VisitorSettings } from '../../visitor/settings.ts';
import { objectNeedsOf } from './needs.ts';
import { VISITED, VISITORS, visitFields, withVisits } from './visitor-needs.ts';

const settings = (change: object) => VisitorSettings.parse(change);
const on = settings({ on: true, writing: { Account: 'on' } });

test('visits ask for more only while they are taken and written, object by object', () => {
  const rights = (visits: VisitorSettings, object: string) => {
    const need = withVisits(objectNeedsOf(DEFAULT_SETTINGS), visits).find((each) => each.object === object);
    return [need?.rights.edit, need?.rights.create, need?.permissionSet];
  };
  assert.deepEqual(rights(settings({}), 'Account'), ['recommended', 'none', undefined]);
  assert.deepEqual(rights(settings({ writing: { Account: 'on' } }), 'Account'), ['recommended', 'none', undefined]);
  assert.deepEqual(rights(on, 'Account'), ['mandatory', 'mandatory', VISITORS]);
  assert.deepEqual(rights(on, 'Lead'), ['recommended', 'none', undefined]);
  assert.deepEqual(rights(settings({ on: true, writing: { Contact: 'on' } }), 'Contact'), [
    ...['mandatory', 'none', VISITORS],
  ]);
  assert.deepEqual(visitFields(settings({ on: true })), []);
  assert.deepEqual([...new Set(visitFields(on).map(({ object }) => object))], ['Account']);
});

test('the permission set gives what visits need, and nothing besides', () => {
  const file = path.resolve(
    import.meta.dirname,
    '../../../../force-app/main/permissionsets/Debrief_Visitors.permissionset-meta.xml',
  );
  const xml = readFileSync(file, 'utf8');
  const given = [...xml.matchAll(/<editable>true<\/editable>\s*<field>([\w.]+)<\/field>/g)].map(([, field]) => field);
  const needed = Object.entries(VISITED).flatMap(([object, fields]) => fields.map((field) => `${object}.${field}`));
  assert.deepEqual(given.toSorted(), needed.toSorted());
  assert.match(xml, /<allowCreate>true<\/allowCreate>[\s\S]*?<object>Account<\/object>/);
});
