import assert from 'node:assert/strict';
import { test } from 'node:test';
import { company, event, eventId, meeting, RENEWAL } from '../../match/fixture.ts';
import type { FieldShape } from '../../match/types.ts';
import { planned, settings } from '../../plan/fixture.ts';
import type { TenantSettings } from '../../plan/settings.ts';
import { oneForEach } from './one-for-each.ts';

const amount: FieldShape = { type: 'double', length: 0, createable: true, updateable: true, picklist: null };
const on: TenantSettings = { ...settings, objects: [{ object: 'Opportunity', writing: 'on', fields: [] }] };

function plans(chosen: TenantSettings, more: Record<string, unknown>[], events = [eventId(1)]) {
  const snapshot = company({
    shapes: { Opportunity: { Amount: amount } },
    events: events.map((Id) => event({ Id, WhatId: RENEWAL })),
  });
  return more.map((each, at) => ({
    plan: planned(meeting({ sourceId: `m${at}`, ...each }), snapshot, undefined, undefined, chosen),
  }));
}
const keysOf = (entries: { plan: { key: string } }[]) => entries.map(({ plan }) => plan.key);

test('of two conversations on one event the second waits, whatever they say', () => {
  const { now, later } = oneForEach(plans(settings, [{}, {}]));
  assert.deepEqual([keysOf(now), keysOf(later)], [['zoom:m0'], ['zoom:m1']]);
});

test('of two conversations that write the same deal the second waits; suggestions do not', () => {
  const says = (value: number) => ({ fields: [{ object: 'Opportunity', field: 'Amount', value }] });
  const both = oneForEach(plans(on, [says(1), says(2), {}], []));
  assert.deepEqual([keysOf(both.now), keysOf(both.later)], [['zoom:m0', 'zoom:m2'], ['zoom:m1']]);
  assert.deepEqual(oneForEach(plans(settings, [says(1), says(2)], [])).later, []);
  assert.deepEqual(oneForEach(plans({ ...on, writing: 'off' }, [says(1), says(2)])).later, []);
});
