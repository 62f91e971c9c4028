import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OrgChange } from '../../org/types.ts';
import { judge } from './match-again.ts';

const DEAL = '006000000000001AAA';
const at = '2026-11-18T10:00:00.000Z';
const known = (facts: Record<string, unknown>, changedAt?: string) => ({
  facts: { IsDeleted: false, ...facts },
  ...(changedAt ? { changedAt: new Date(changedAt) } : {}),
});
const deal = (kind: OrgChange['kind'], values: Record<string, unknown>, when = at): OrgChange => ({
  ...{ object: 'Opportunity', ids: [DEAL], kind, at: when, values },
});
const event = { source: 'event', country: 'FR' } as const;
const poll = { source: 'poll', country: 'FR' } as const;

test('a deal is looked for by itself and by its account, the one that it left too', () => {
  const before = known({ AccountId: 'A', IsClosed: false, Name: 'Acme – Renewal' });
  const { reach, facts } = judge(deal('update', { AccountId: 'B' }), DEAL, before, event) ?? {};
  assert.deepEqual(reach?.links, [
    { kind: 'opportunity', value: DEAL },
    { kind: 'account', value: 'B' },
    { kind: 'account', value: 'A' },
  ]);
  assert.equal(facts?.Name, 'Acme – Renewal');
  assert.equal(judge(deal('update', { IsClosed: true }), DEAL, before, event)?.reach?.cause.kind, 'dealClosed');
});

test('what no match goes by is no cause, whether or not the record is known', () => {
  assert.equal(judge(deal('update', { Amount: 5 }), DEAL, known({ AccountId: 'A' }), event)?.reach, undefined);
  assert.equal(judge(deal('update', { Amount: 5 }), DEAL, undefined, event)?.reach, undefined);
});

test('a poll does not tell again what an event has told, and tells what no event did', () => {
  const facts = { AccountId: 'A', StageName: 'Prospecting', IsClosed: false };
  const told = known(facts, '2026-11-18T10:00:00.400Z');
  assert.equal(judge(deal('create', facts), DEAL, told, poll)?.reach, undefined);
  assert.ok(judge(deal('create', { ...facts, StageName: 'Qualification' }), DEAL, told, poll)?.reach);
  assert.ok(judge(deal('create', facts), DEAL, known(facts), poll)?.reach, 'only read by a batch: others may not know');
  assert.equal(judge(deal('update', facts), DEAL, known(facts), poll)?.reach, undefined);
});

test('a deleted contact role is known by what was known of it, and told once', () => {
  const role: OrgChange = { object: 'OpportunityContactRole', ids: ['00K'], kind: 'delete', at, values: {} };
  const first = judge(role, '00K', known({ OpportunityId: DEAL, ContactId: 'C', Role: null }), event);
  assert.deepEqual(first?.reach?.links, [{ kind: 'contact', value: 'C' }]);
  assert.equal(first?.reach?.cause.kind, 'roleRemoved');
  assert.ok(first);
  const again = judge(role, '00K', { facts: first.facts, changedAt: new Date(at) }, poll);
  assert.equal(again?.reach, undefined);
});

test('a contact is looked for by addresses old and new, numbers in the tenant’s country', () => {
  const change: OrgChange = {
    ...{ object: 'Contact', ids: ['003'], kind: 'update', at },
    values: { Email: 'New@Acme.example', Phone: '01 84 80 00 00' },
  };
  assert.deepEqual(judge(change, '003', known({ Email: 'old@acme.example' }), poll)?.reach?.links, [
    { kind: 'contact', value: '003' },
    { kind: 'email', value: 'old@acme.example' },
    { kind: 'email', value: 'new@acme.example' },
    { kind: 'phone', value: '+33184800000' },
  ]);
});
