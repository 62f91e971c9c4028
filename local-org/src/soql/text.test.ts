import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { TestOrg } from '../data/testOrg.ts';
import { openTestOrg, refused } from '../data/testOrg.ts';
import { query } from './query.ts';

let opened: TestOrg;
beforeEach(() => {
  opened = openTestOrg();
});
afterEach(() => opened.close());

const records = (soql: string) => query(opened.org, opened.rep, soql).records;

test('text is compared, grouped and counted without case in every script', () => {
  for (const [Name, Site] of [
    ['Élan', 'ÖREBRO'],
    ['élan', 'Örebro'],
    ['Elan', 'Åre'],
  ]) {
    opened.rep.create('Account', { Name, Site });
  }
  const names = (where: string) => records(`SELECT Name FROM Account WHERE ${where}`).map((record) => record['Name']);
  assert.deepEqual(names("Name = 'ÉLAN'"), ['Élan', 'élan']);
  assert.deepEqual(names("Name LIKE 'é%'"), ['Élan', 'élan']);
  assert.deepEqual(names("Name != 'ÉLAN'"), ['Elan']);
  assert.deepEqual(
    records('SELECT Site, COUNT(Id) n FROM Account GROUP BY Site ORDER BY COUNT(Id)').map((record) => record['n']),
    [1, 2],
  );
  assert.equal(records('SELECT COUNT_DISTINCT(Name) n FROM Account')[0]?.['n'], 2);
});

test('an address is selected as one value and not filtered by', () => {
  opened.rep.create('Account', { Name: 'A', ShippingCity: 'Brest' });
  opened.rep.create('Lead', { LastName: 'Roe', Company: 'A', City: 'Lorient' });
  const [account] = records('SELECT BillingAddress, ShippingAddress FROM Account');
  assert.equal(account?.['BillingAddress'], null);
  assert.partialDeepStrictEqual(account?.['ShippingAddress'], { city: 'Brest', street: null });
  assert.partialDeepStrictEqual(records('SELECT Address FROM Lead')[0]?.['Address'], { city: 'Lorient' });
  refused(() => records('SELECT Id FROM Account WHERE BillingAddress = null'), 'NOT_IMPLEMENTED');
});
