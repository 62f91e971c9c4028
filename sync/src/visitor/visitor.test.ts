import assert from 'node:assert/strict';
import test from 'node:test';
import { findAccount, type AccountRow } from './account.ts';
import { isCustomer, mainDeal, type Crm, type CrmDeal } from './crm.ts';
import { namesOfVisitor, whichVisitor } from './identity.ts';
import { nameOf } from './names.ts';
import { readVisitor } from './schema.ts';
import { whomToTell } from './segments.ts';
import { VisitorSettings } from './settings.ts';
import { noticeOf } from './words.ts';

const NOW = '2026-11-20T12:00:00Z';
const read = (item: unknown) => readVisitor(item, 'FR', NOW);
function faultsOf(item: unknown): string[] {
  const answer = read(item);
  assert.ok('faults' in answer, JSON.stringify(answer));
  return answer.faults.map(({ pointer, detail }) => `${pointer} ${detail}`);
}

test('what cannot be read names its field and the mend', () => {
  const person = { email: 'jane@lumen.example' };
  for (const [item, said] of [
    ['x', /^ is an object/],
    [{ person: {} }, /^ tells nobody from others: send company\.domain, person\.email/],
    [{ person: { email: 'jane' } }, /^\/person\/email is no email address, for example/],
    [{ person: { email: 7 } }, /^\/person\/email is a text/],
    [{ company: { domain: 'Lumen Optics' } }, /^\/company\/domain names no company’s website/],
    [{ person, sessions: [{}] }, /^\/sessions\/0\/startedAt is missing: when it began/],
    [{ person, sessions: [{ startedAt: 'yesterday' }] }, /^\/sessions\/0\/startedAt is no time.*for example 2026/],
    [
      { person, sessions: [{ startedAt: '2026-11-20T10:00:00Z', endedAt: '2026-11-20T09:00:00Z' }] },
      /^\/sessions\/0\/endedAt is before startedAt/,
    ],
    [{ person, sessions: [{ startedAt: '2027-11-20T10:00:00Z' }] }, /^\/sessions\/0\/startedAt lies in the future/],
    [{ person, chats: [{ at: NOW, text: ' ' }] }, /^\/chats\/0\/text is empty/],
    [{ person, meetings: [{ title: 'Demo' }] }, /^\/meetings\/0\/start is missing/],
    [{ person, meetings: [{ start: NOW, end: NOW }] }, /^\/meetings\/0\/end is not after start/],
    [{ person, link: 'javascript:alert(1)' }, /^\/link must be an address that starts with https/],
    [{ person, sessions: {} }, /^\/sessions is a list/],
  ] as const)
    assert.match(faultsOf(item).join('\n'), said);
});

test('addresses, numbers and domains are read as one form; a mail service is nobody’s company', () => {
  const answer = read({
    company: { domain: 'https://www.gmail.com/' },
    person: { email: ' Jane@GMAIL.com ', phone: '01 23 45 67 89', name: 'Jane\u0000 Roe' },
    meetings: [{ start: '2026-11-24T10:00:00+01:00' }],
  });
  assert.ok('said' in answer);
  assert.equal(answer.said.person.email, 'jane@gmail.com');
  assert.equal(answer.said.person.phone, '+33123456789');
  assert.equal(answer.said.person.name, 'Jane Roe');
  assert.equal(answer.said.company.domain, undefined);
  assert.match(answer.remarks.join(), /gmail\.com is a mail service: it is nobody’s company/);
  assert.deepEqual(
    [answer.said.meetings[0]?.start, answer.said.meetings[0]?.end],
    ['2026-11-24T09:00:00.000Z', '2026-11-24T09:30:00.000Z'],
  );
});

test('names are parted as people write them', () => {
  assert.deepEqual(nameOf({ name: 'Jane  van Roe' }), { firstName: 'Jane van', lastName: 'Roe' });
  assert.deepEqual(nameOf({ name: 'Roe, Jane' }), { firstName: 'Jane', lastName: 'Roe' });
  assert.deepEqual(nameOf({ name: 'Prince' }), { lastName: 'Prince' });
  assert.deepEqual(nameOf({ firstName: 'Jane', lastName: 'Roe' }), { firstName: 'Jane', lastName: 'Roe' });
  assert.equal(nameOf({ name: '  ' }), undefined);
});

test('one browser, one address, one person: an address stands above a browser, and a browser above a number', () => {
  const names = namesOfVisitor('c1', { email: 'jane@lumen.example', phone: '+33123456789' }, 'lumen.example');
  assert.deepEqual(names, { email: 'email:jane@lumen.example', id: 'id:c1' });
  assert.deepEqual(namesOfVisitor(undefined, { phone: '+33123456789' }, 'lumen.example'), {
    phone: 'phone:+33123456789',
  });
  assert.deepEqual(namesOfVisitor(undefined, {}, 'lumen.example'), { company: 'company:lumen.example' });
  const which = (byName: Record<string, string>, emailsOf: Record<string, string[]> = {}) =>
    whichVisitor(names, { byName: new Map(Object.entries(byName)), emailsOf: new Map(Object.entries(emailsOf)) });
  assert.deepEqual(which({}), {});
  assert.deepEqual(which({ 'id:c1': 'A' }), { into: 'A' });
  assert.deepEqual(which({ 'id:c1': 'A', 'email:jane@lumen.example': 'B' }), { into: 'B', also: 'A' });
  // somebody else had the browser before
  assert.deepEqual(which({ 'id:c1': 'A', 'email:jane@lumen.example': 'B' }, { A: ['joe@lumen.example'] }), {
    into: 'B',
  });
});

const account = (Id: string, more: Partial<AccountRow>): AccountRow => ({ Id, Name: Id, OwnerId: '005', ...more });

test('an account is found by its domain, never by a part of it, and never one of several', () => {
  const rows = [
    account('A', { Website: 'http://www.lumen.example/en' }),
    account('B', { Website: 'notlumen.example' }),
    account('C', { Website: null, Website_Domain__c: 'bücher.example' }),
  ];
  assert.equal(findAccount({ domain: 'lumen.example' }, rows).row?.Id, 'A');
  assert.equal(findAccount({ domain: 'xn--bcher-kva.example' }, rows).row?.Id, 'C');
  assert.equal(findAccount({ domain: 'men.example' }, rows).isMissing, true);
  const twice = findAccount({ domain: 'lumen.example' }, [...rows, account('D', { Website: 'shop.lumen.example' })]);
  assert.equal(twice.row, undefined);
  assert.equal(twice.isOpen, true);
  assert.match(twice.evidence, /2 accounts have the domain lumen\.example: 'A' \(A\) and 'D' \(D\)\. None was taken/);
  // the contact's own decides between them
  const own = findAccount({ domain: 'lumen.example', ofContact: 'D' }, [
    ...rows,
    account('D', { Website: 'lumen.example' }),
  ]);
  assert.equal(own.row?.Id, 'D');
  assert.equal(findAccount({ domain: 'gone.example', made: 'B' }, rows).row?.Id, 'B');
  assert.equal(findAccount({}, rows).isMissing, undefined);
});

const deal = (id: string, more: Partial<CrmDeal>): CrmDeal => ({
  ...{ id, name: id, amount: 48_000, currency: null, closeDate: '2026-12-31', stage: 'Proposal' },
  ...{ lastActivity: '2026-11-03', owner: { id: '005000000000001AAA', name: 'Paul' }, isClosed: false, isWon: false },
  ...more,
});
const crm = (more: Partial<Crm> = {}): Crm => ({
  account: {
    ...{ id: '001', name: 'Lumen Optics', website: 'https://lumen.example', contacts: 3, type: null },
    owner: { id: '005000000000001AAA', name: 'Paul Marchand' },
  },
  person: null,
  opportunity: deal('Telemetry', {}),
  openStages: ['Proposal'],
  isCustomer: false,
  ...more,
});

test('a customer has bought, or is one by the account’s own type', () => {
  assert.equal(isCustomer(null, []), null);
  assert.equal(isCustomer({ type: 'Prospect' }, [deal('a', {})]), false);
  assert.equal(isCustomer({ type: 'Customer - Direct' }, []), true);
  assert.equal(isCustomer({ type: null }, [deal('a', { isClosed: true, isWon: true })]), true);
  assert.equal(isCustomer({ type: 'Installation Partner' }, [deal('a', { isClosed: true })]), false);
  assert.equal(
    mainDeal([deal('b', { closeDate: '2027-01-31' }), deal('a', {}), deal('c', { isClosed: true })])?.id,
    'a',
  );
});

test('segments go by owner, stage and customer; customers are left out unless they are asked for', () => {
  const settings = (segments: unknown[], more = {}) => VisitorSettings.parse({ segments, ...more });
  const notify = { owner: true, channels: ['inApp'] };
  const told = (when: object, say: Crm = crm(), more = {}) =>
    whomToTell(settings([{ name: 'S', when, notify }], more), say, '005000000000009AAA');
  assert.deepEqual(told({}).tell, [{ segment: 'S', userIds: ['005000000000001AAA'], channels: ['inApp'] }]);
  assert.equal(told({ stages: ['Proposal'] }).tell.length, 1);
  assert.match(told({ stages: ['Closed Won'] }).left.join(), /no open deal at one of its stages/);
  assert.match(told({ ownerIds: ['005000000000002AAA'] }).left.join(), /belongs to somebody else/);
  const customer = crm({ isCustomer: true });
  assert.match(told({}, customer).left.join(), /current customers are left out/);
  assert.equal(told({ customer: true }, customer).tell.length, 1);
  assert.equal(told({}, customer, { leaveOutCustomers: false }).tell.length, 1);
  assert.match(told({ customer: true }).left.join(), /the account is no customer/);
  // what the service itself owns belongs to nobody yet
  const ours = whomToTell(settings([{ name: 'S', notify }]), crm(), '005000000000001AAA');
  assert.match(ours.left.join(), /no owner is known who could be/);
});

test('the notification says what the org says, and nothing that it does not', () => {
  const visitor = read({
    person: { email: 'jane@lumen.example', name: 'Jane Roe' },
    sessions: [{ startedAt: '2026-11-20T10:00:00Z', endedAt: '2026-11-20T10:20:00Z', utm: { source: 'mail' } }],
  });
  assert.ok('said' in visitor);
  const person = {
    ...{ object: 'Contact' as const, id: '003', name: 'Jane Roe', email: 'jane@lumen.example' },
    owner: { id: '005000000000002AAA', name: 'Maya Lind' },
  };
  const { title, body } = noticeOf(visitor.said, crm({ person }));
  assert.equal(title, 'Jane Roe, Lumen Optics is on the website');
  assert.deepEqual(body.split('\n'), [
    'Last seen 20 November, 10:20 UTC, 1 session in all.',
    'Came by mail.',
    'Account: Lumen Optics, https://lumen.example, 3 contacts, owner Paul Marchand',
    'Contact: Jane Roe, jane@lumen.example, owner Maya Lind',
    'Opportunity: Telemetry, 48,000, Proposal, closes 31 December 2026, last activity 3 November 2026, owner Paul',
  ]);
});
