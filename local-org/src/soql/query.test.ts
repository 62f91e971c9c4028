import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SalesforceError } from '../data/faults/errors.ts';
import { query, queryMore, type QueryOptions, type QueryResult } from './query.ts';
import { id, testOrg, type TestOrg } from './testOrg.ts';

/** Friday 20 November 2026, 23:30 in Paris (22:30 UTC). */
const NOW = Date.parse('2026-11-20T22:30:00Z');

function sample(): TestOrg {
  const org = testOrg();
  org.insert('User', { Id: id('User', 1), Name: 'Paul Marchand', Email: 'paul@sealight.example' });
  org.insert(
    'Account',
    {
      Id: id('Account', 1),
      Name: 'Acme',
      OwnerId: id('User', 1),
      AnnualRevenue: 100,
      BillingCity: 'Paris',
      Tags__c: 'a;b',
    },
    {
      Id: id('Account', 2),
      Name: 'Éclair',
      OwnerId: id('User', 1),
      ParentId: id('Account', 1),
      AnnualRevenue: 50,
      Tags__c: 'b',
    },
    { Id: id('Account', 3), Name: "O'Neil_100%", AnnualRevenue: null },
  );
  org.insert(
    'Contact',
    { Id: id('Contact', 1), Name: 'Ana', Email: 'Ana@Acme.example', AccountId: id('Account', 1) },
    { Id: id('Contact', 2), Name: 'Bob', Email: null, AccountId: id('Account', 1) },
    { Id: id('Contact', 3), Name: 'Cid', Email: 'cid@eclair.example', AccountId: id('Account', 2) },
    { Id: id('Contact', 4), Name: 'Dan', Email: null, AccountId: null },
  );
  org.insert(
    'Opportunity',
    {
      Id: id('Opportunity', 1),
      Name: 'Renewal',
      AccountId: id('Account', 1),
      Amount: 10,
      CloseDate: '2026-11-20',
      StageName: 'Negotiation',
      IsClosed: false,
    },
    {
      Id: id('Opportunity', 2),
      Name: 'Expansion',
      AccountId: id('Account', 1),
      Amount: 30,
      CloseDate: '2026-11-16',
      StageName: 'Closed Won',
      IsClosed: true,
    },
    {
      Id: id('Opportunity', 3),
      Name: 'Pilot',
      AccountId: id('Account', 2),
      Amount: null,
      CloseDate: '2026-12-01',
      StageName: 'Prospecting',
      IsClosed: false,
    },
  );
  org.insert(
    'Event',
    {
      Id: id('Event', 1),
      Subject: 'Kick-off',
      WhatId: id('Opportunity', 1),
      WhoId: id('Contact', 1),
      OwnerId: id('User', 1),
      StartDateTime: '2026-11-20T23:15:00.000Z',
    },
    {
      Id: id('Event', 2),
      Subject: 'Review',
      WhatId: id('Account', 1),
      OwnerId: id('User', 1),
      StartDateTime: '2026-11-19T23:15:00.000Z',
    },
    {
      Id: id('Event', 3),
      Subject: 'Solo',
      WhatId: null,
      OwnerId: id('User', 1),
      StartDateTime: '2026-10-31T09:00:00.000Z',
    },
  );
  org.insert(
    'Conversation__c',
    { Id: id('Conversation__c', 1), Name: 'C-1', Key__c: 'aircall:1', Account__c: id('Account', 1), Duration__c: 60 },
    { Id: id('Conversation__c', 2), Name: 'C-2', Key__c: 'aircall:A', Account__c: id('Account', 1), Duration__c: 90 },
  );
  org.insert(
    'Conversation_Moment__c',
    { Id: id('Conversation_Moment__c', 1), Conversation__c: id('Conversation__c', 1), Start__c: 5, Text__c: 'one' },
    { Id: id('Conversation_Moment__c', 2), Conversation__c: id('Conversation__c', 1), Start__c: 2.5, Text__c: 'two' },
  );
  return org;
}

function run({ org, session }: TestOrg, soql: string, options: QueryOptions = {}) {
  return query(org, session, soql, { now: NOW, ...options });
}

/** The first column that a query names, of each record. */
function column(org: TestOrg, soql: string): unknown[] {
  return run(org, soql).records.map((record) => Object.entries(record).find(([key]) => key !== 'attributes')?.[1]);
}

const org = sample();

const SELECTED: [soql: string, expected: unknown[]][] = [
  // text: case-insensitive, nulls differ from every value, the empty string is null
  ["SELECT Name FROM Account WHERE Name = 'ACME'", ['Acme']],
  ["SELECT Name FROM Account WHERE Name = 'éCLAIR'", ['Éclair']],
  ["SELECT Name FROM Account WHERE Name LIKE 'É%'", ['Éclair']],
  ["SELECT Name FROM Account WHERE Name LIKE 'é%' AND Name LIKE '%CL_IR'", ['Éclair']],
  ["SELECT Name FROM Account WHERE Name LIKE '%\\_100\\%'", ["O'Neil_100%"]],
  ["SELECT Name FROM Account WHERE Name = 'O\\'Neil_100%'", ["O'Neil_100%"]],
  ["SELECT Name FROM Contact WHERE Email != 'ana@acme.example' ORDER BY Name", ['Bob', 'Cid', 'Dan']],
  ["SELECT Name FROM Contact WHERE NOT Email = 'ana@acme.example' ORDER BY Name", ['Bob', 'Cid', 'Dan']],
  ["SELECT Name FROM Contact WHERE Email NOT IN ('ana@acme.example') ORDER BY Name", ['Bob', 'Cid', 'Dan']],
  ["SELECT Name FROM Contact WHERE Email IN ('ANA@acme.example', null) ORDER BY Name", ['Ana', 'Bob', 'Dan']],
  ["SELECT Name FROM Contact WHERE Email = '' ORDER BY Name", ['Bob', 'Dan']],
  ['SELECT Name FROM Contact WHERE Email != null ORDER BY Name', ['Ana', 'Cid']],
  ["SELECT Name FROM Contact WHERE Account.Name = 'acme' ORDER BY Name", ['Ana', 'Bob']],
  ["SELECT Name FROM Contact WHERE Account.Parent.Name = 'acme'", ['Cid']],
  ["SELECT Name FROM Contact WHERE (Name = 'Ana' OR Name = 'Bob') AND (NOT(Name = 'Bob'))", ['Ana']],
  ["SELECT Name FROM Contact WHERE Name = 'Ana' AND Name != 'NOT (NOT (NOT me'", ['Ana']],
  // case-sensitive keys
  ["SELECT Name FROM Conversation__c WHERE Key__c IN ('aircall:1', 'aircall:a')", ['C-1']],
  ["SELECT Name FROM Conversation__c WHERE Key__c = 'aircall:A'", ['C-2']],
  // Ids of 15 and 18 characters
  [`SELECT Name FROM Contact WHERE AccountId = '${id('Account', 2).slice(0, 15)}'`, ['Cid']],
  [
    `SELECT Name FROM Contact WHERE Id IN ('${id('Contact', 1)}', '${id('Contact', 3).slice(0, 15)}') ORDER BY Name`,
    ['Ana', 'Cid'],
  ],
  // numbers and booleans
  ['SELECT Name FROM Opportunity WHERE Amount > 10', ['Expansion']],
  ['SELECT Name FROM Opportunity WHERE Amount <= 10.0', ['Renewal']],
  ['SELECT Name FROM Opportunity WHERE Amount != 10 ORDER BY Name', ['Expansion', 'Pilot']],
  ['SELECT Name FROM Opportunity WHERE IsClosed = TRUE', ['Expansion']],
  ['SELECT Name FROM Opportunity WHERE IsClosed != true ORDER BY Name', ['Pilot', 'Renewal']],
  // multi-select picklists
  ["SELECT Name FROM Account WHERE Tags__c INCLUDES ('a;b')", ['Acme']],
  ["SELECT Name FROM Account WHERE Tags__c INCLUDES ('a', 'B') ORDER BY AnnualRevenue", ['Éclair', 'Acme']],
  ["SELECT Name FROM Account WHERE Tags__c EXCLUDES ('a') ORDER BY AnnualRevenue", ["O'Neil_100%", 'Éclair']],
  // semi-joins and anti-joins
  ["SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE Email LIKE '%eclair%')", ['Éclair']],
  ['SELECT Name FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact)', ["O'Neil_100%"]],
  ['SELECT Name FROM Contact WHERE Account.ParentId IN (SELECT Id FROM Account)', ['Cid']],
  // days of the user's zone: 23:15 UTC on the 19th is already the 20th in Paris
  ['SELECT Subject FROM Event WHERE StartDateTime = TODAY', ['Review']],
  ['SELECT Subject FROM Event WHERE StartDateTime = TOMORROW', ['Kick-off']],
  ['SELECT Subject FROM Event WHERE StartDateTime > TODAY', ['Kick-off']],
  ['SELECT Subject FROM Event WHERE StartDateTime >= TODAY ORDER BY Subject', ['Kick-off', 'Review']],
  ['SELECT Subject FROM Event WHERE StartDateTime < TODAY', ['Solo']],
  ['SELECT Subject FROM Event WHERE StartDateTime <= TODAY ORDER BY Subject', ['Review', 'Solo']],
  ['SELECT Subject FROM Event WHERE StartDateTime = LAST_MONTH', ['Solo']],
  ['SELECT Subject FROM Event WHERE StartDateTime = LAST_N_DAYS:3', ['Review']],
  [
    'SELECT Subject FROM Event WHERE StartDateTime > 2026-11-20T00:14:59+01:00 ORDER BY Subject',
    ['Kick-off', 'Review'],
  ],
  ['SELECT Subject FROM Event WHERE StartDateTime = 2026-11-19T23:15:00Z', ['Review']],
  ['SELECT Name FROM Opportunity WHERE CloseDate = THIS_WEEK ORDER BY Name', ['Expansion', 'Renewal']],
  ['SELECT Name FROM Opportunity WHERE CloseDate = NEXT_N_DAYS:30', ['Pilot']],
  ['SELECT Name FROM Opportunity WHERE CloseDate = 2026-12-01', ['Pilot']],
  ['SELECT Name FROM Opportunity WHERE CloseDate IN (TODAY, 2026-12-01) ORDER BY Name', ['Pilot', 'Renewal']],
  ['SELECT Name FROM Opportunity WHERE CALENDAR_MONTH(CloseDate) = 12', ['Pilot']],
  [
    'SELECT Subject FROM Event WHERE HOUR_IN_DAY(convertTimezone(StartDateTime)) = 0 ORDER BY Subject',
    ['Kick-off', 'Review'],
  ],
  // order: nulls first both ways, picklists by their own order
  ['SELECT Amount FROM Opportunity ORDER BY Amount', [null, 10, 30]],
  ['SELECT Amount FROM Opportunity ORDER BY Amount DESC', [null, 30, 10]],
  ['SELECT Amount FROM Opportunity ORDER BY Amount DESC NULLS LAST', [30, 10, null]],
  ['SELECT StageName FROM Opportunity ORDER BY StageName', ['Prospecting', 'Negotiation', 'Closed Won']],
  ['SELECT Name FROM Contact ORDER BY Account.Name NULLS LAST, Name DESC', ['Bob', 'Ana', 'Cid', 'Dan']],
  ['SELECT Name FROM Contact ORDER BY Name LIMIT 2 OFFSET 1', ['Bob', 'Cid']],
  // polymorphic parents
  ["SELECT Subject FROM Event WHERE What.Type = 'Opportunity'", ['Kick-off']],
  ["SELECT Subject FROM Event WHERE What.Name = 'renewal'", ['Kick-off']],
  ["SELECT Subject FROM Event WHERE Who.Email = 'ana@acme.EXAMPLE'", ['Kick-off']],
  ['SELECT e.Subject FROM Event e WHERE e.What.Type = null', ['Solo']],
];

for (const [soql, expected] of SELECTED) test(soql, () => assert.deepEqual(column(org, soql), expected));

const REFUSED: [soql: string, errorCode: string, message: RegExp][] = [
  ['SELECT Id FROM Nothing__c', 'INVALID_TYPE', /sObject type 'Nothing__c' is not supported/],
  ['SELECT Nope FROM Account', 'INVALID_FIELD', /Row:1:Column:8\nNo such column 'Nope' on entity 'Account'/],
  ["SELECT Id FROM Account WHERE Nope = 'x'", 'INVALID_FIELD', /No such column 'Nope' on entity 'Account'/],
  ['SELECT Id FROM Account ORDER BY Nope', 'INVALID_FIELD', /No such column 'Nope'/],
  ['SELECT Id, Friend.Name FROM Account', 'INVALID_FIELD', /Didn't understand relationship 'Friend' in field path/],
  ['SELECT Id, What.Amount FROM Event', 'INVALID_FIELD', /No such column 'Amount' on entity 'Name'/],
  ['SELECT Id, (SELECT Id FROM Friends) FROM Account', 'INVALID_TYPE', /'Friends' in FROM part of query call/],
  ['SELECT Id, FROM Account', 'MALFORMED_QUERY', /unexpected token: 'FROM'/],
  ["SELECT Id FROM Account WHERE Name = 'x", 'MALFORMED_QUERY', /closing quote/],
  ["SELECT Id FROM Account WHERE Name = 'x' Name = 'y'", 'MALFORMED_QUERY', /unexpected token: 'Name'/],
  ["SELECT Id FROM Account WHERE Name = 'x' AND Name = 'y' OR Name = 'z'", 'MALFORMED_QUERY', /unexpected token: 'OR'/],
  ['SELECT Name, COUNT(Id) FROM Account', 'MALFORMED_QUERY', /Field must be grouped or aggregated: Name/],
  ['SELECT COUNT(Id) FROM Account LIMIT 1', 'MALFORMED_QUERY', /cannot also use LIMIT/],
  ['SELECT SUM(Name) FROM Account', 'MALFORMED_QUERY', /does not support aggregate operator SUM/],
  ['SELECT Id FROM Account LIMIT 1 OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', /Maximum SOQL offset allowed is 2000/],
  ['SELECT FIELDS(ALL) FROM Account', 'MALFORMED_QUERY', /LIMIT of at most 200/],
  ['SELECT FIELDS(CUSTOM) FROM Account LIMIT 201', 'MALFORMED_QUERY', /LIMIT of at most 200/],
  ['SELECT Id, Id FROM Account', 'MALFORMED_QUERY', /duplicate field selected: Id/],
  [
    "SELECT Id FROM Opportunity WHERE Description = 'x'",
    'INVALID_FIELD',
    /'Description' can not be filtered in a query call/,
  ],
  [
    'SELECT Id FROM Opportunity ORDER BY Description',
    'INVALID_FIELD',
    /'Description' can not be sorted in a query call/,
  ],
  ["SELECT Id FROM Account WHERE Id = 'nope'", 'INVALID_QUERY_FILTER_OPERATOR', /invalid ID field: nope/],
  ['SELECT Id FROM Account WHERE Name = 5', 'INVALID_FIELD', /must be of type string and should be enclosed in quotes/],
  [
    "SELECT Id FROM Opportunity WHERE CloseDate = '2026-01-01'",
    'INVALID_FIELD',
    /must be of type date and should not be enclosed/,
  ],
  ['SELECT Id FROM Event WHERE StartDateTime > 2026-01-01', 'INVALID_FIELD', /must be of type dateTime/],
  [
    "SELECT Id FROM Opportunity WHERE CloseDate LIKE '2026%'",
    'INVALID_QUERY_FILTER_OPERATOR',
    /invalid operator on date field/,
  ],
  [
    'SELECT Id FROM Account WHERE Id IN (SELECT WhatId FROM Event)',
    'MALFORMED_QUERY',
    /'Event' is not supported for semi join/,
  ],
  ['SELECT Id FROM Account WHERE Id IN (SELECT Name FROM Contact)', 'MALFORMED_QUERY', /must be of type ID\/reference/],
  ['SELECT Name n FROM Account', 'MALFORMED_QUERY', /only aggregate expressions use field aliasing/],
  ['SELECT Id FROM Account USING SCOPE mine', 'NOT_IMPLEMENTED', /USING SCOPE mine/],
  ["SELECT Id FROM Contact WHERE NOT (NOT (NOT Name = 'Ana'))", 'NOT_IMPLEMENTED', /NOT three deep/],
  ['SELECT FORMAT(AnnualRevenue) FROM Account', 'NOT_IMPLEMENTED', /FORMAT\(\) in SOQL/],
  ['SELECT Name, COUNT(Id) FROM Account GROUP BY ROLLUP(Name)', 'NOT_IMPLEMENTED', /GROUP BY ROLLUP/],
];

for (const [soql, errorCode, message] of REFUSED)
  test(`refused: ${soql}`, () =>
    assert.throws(
      () => run(org, soql),
      (error) => {
        assert.ok(error instanceof SalesforceError, String(error));
        assert.equal(error.errorCode, errorCode);
        assert.match(error.message, message);
        return true;
      },
    ));

test('records, parents and children come in the shapes of REST', () => {
  const soql =
    'SELECT name, BillingAddress, Owner.Name, Parent.Owner.Email, ' +
    '(SELECT Name, Account.Name FROM Contacts ORDER BY Name DESC LIMIT 1), ' +
    '(SELECT Key__c, (SELECT Text__c, Start__c FROM Moments__r ORDER BY Start__c) FROM Conversations__r ORDER BY Key__c) ' +
    'FROM Account ORDER BY AnnualRevenue DESC NULLS LAST LIMIT 2';
  const url = (object: string, n: number) => `/services/data/v61.0/sobjects/${object}/${id(object, n)}`;
  const attributes = (type: string, n: number) => ({ type, url: url(type, n) });
  const owner = { attributes: attributes('User', 1), Name: 'Paul Marchand' };
  assert.deepEqual(run(org, soql, { version: '61.0' }), {
    totalSize: 2,
    done: true,
    records: [
      {
        attributes: attributes('Account', 1),
        Name: 'Acme',
        BillingAddress: {
          city: 'Paris',
          country: null,
          geocodeAccuracy: null,
          latitude: null,
          longitude: null,
          postalCode: null,
          state: null,
          street: null,
        },
        Owner: owner,
        Parent: null,
        Contacts: {
          totalSize: 1,
          done: true,
          records: [
            {
              attributes: attributes('Contact', 2),
              Name: 'Bob',
              Account: { attributes: attributes('Account', 1), Name: 'Acme' },
            },
          ],
        },
        Conversations__r: {
          totalSize: 2,
          done: true,
          records: [
            {
              attributes: attributes('Conversation__c', 1),
              Key__c: 'aircall:1',
              Moments__r: {
                totalSize: 2,
                done: true,
                records: [
                  { attributes: attributes('Conversation_Moment__c', 2), Text__c: 'two', Start__c: 2.5 },
                  { attributes: attributes('Conversation_Moment__c', 1), Text__c: 'one', Start__c: 5 },
                ],
              },
            },
            { attributes: attributes('Conversation__c', 2), Key__c: 'aircall:A', Moments__r: null },
          ],
        },
      },
      {
        attributes: attributes('Account', 2),
        Name: 'Éclair',
        BillingAddress: null,
        Owner: owner,
        Parent: {
          attributes: attributes('Account', 1),
          Owner: { attributes: attributes('User', 1), Email: 'paul@sealight.example' },
        },
        Contacts: {
          totalSize: 1,
          done: true,
          records: [
            {
              attributes: attributes('Contact', 3),
              Name: 'Cid',
              Account: { attributes: attributes('Account', 2), Name: 'Éclair' },
            },
          ],
        },
        Conversations__r: null,
      },
    ],
  });
});

test('a polymorphic parent is a Name, and TYPEOF shows what stands behind it', () => {
  const { records } = run(
    org,
    'SELECT StartDateTime, What.Name, What.Type, Owner.Name FROM Event ORDER BY StartDateTime DESC',
  );
  assert.equal(records[0]!.StartDateTime, '2026-11-20T23:15:00.000+0000');
  assert.deepEqual(records[0]!.What, {
    attributes: { type: 'Name', url: `/services/data/v67.0/sobjects/Opportunity/${id('Opportunity', 1)}` },
    Name: 'Renewal',
    Type: 'Opportunity',
  });
  assert.equal(records[2]!.What, null);
  const typed = run(
    org,
    'SELECT TYPEOF What WHEN Opportunity THEN Amount, StageName ELSE Name END FROM Event WHERE WhatId != null ORDER BY Subject',
  ).records;
  assert.deepEqual(typed[0]!.What, {
    attributes: { type: 'Opportunity', url: `/services/data/v67.0/sobjects/Opportunity/${id('Opportunity', 1)}` },
    Amount: 10,
    StageName: 'Negotiation',
  });
  assert.deepEqual(typed[1]!.What, {
    attributes: { type: 'Account', url: `/services/data/v67.0/sobjects/Account/${id('Account', 1)}` },
    Name: 'Acme',
  });
});

test('aggregates come as AggregateResult, named by alias, field or exprN', () => {
  const attributes = { type: 'AggregateResult' };
  assert.deepEqual(run(org, 'SELECT COUNT() FROM Contact WHERE Email != null'), {
    totalSize: 2,
    done: true,
    records: [],
  });
  assert.deepEqual(
    run(org, 'SELECT COUNT(Id), COUNT(Email) mails, COUNT_DISTINCT(AccountId), MAX(CreatedDate) FROM Contact').records,
    [{ attributes, expr0: 4, mails: 2, expr1: 2, expr2: null }],
  );
  assert.deepEqual(
    run(
      org,
      'SELECT Account.Name, COUNT(Id) n, SUM(Amount), AVG(Amount) FROM Opportunity GROUP BY Account.Name HAVING COUNT(Id) > 0 ORDER BY COUNT(Id) DESC',
    ).records,
    [
      { attributes, Name: 'Acme', n: 2, expr0: 40, expr1: 20 },
      { attributes, Name: 'Éclair', n: 1, expr0: null, expr1: null },
    ],
  );
  assert.deepEqual(
    run(
      org,
      'SELECT CALENDAR_MONTH(CloseDate) m, COUNT(Id) FROM Opportunity GROUP BY CALENDAR_MONTH(CloseDate) ORDER BY CALENDAR_MONTH(CloseDate)',
    ).records,
    [
      { attributes, m: 11, expr0: 2 },
      { attributes, m: 12, expr0: 1 },
    ],
  );
});

test('toLabel gives the label, FIELDS(STANDARD) the fields that the user may read', () => {
  assert.deepEqual(column(org, 'SELECT toLabel(StageName) FROM Opportunity ORDER BY StageName LIMIT 1'), [
    'Prospecting label',
  ]);
  const [record] = run(org, 'SELECT FIELDS(STANDARD) FROM Contact LIMIT 1').records;
  assert.deepEqual(Object.keys(record!), ['attributes', 'Id', 'CreatedDate', 'Name', 'Email', 'AccountId', 'OwnerId']);
});

test('what the user may not read does not exist for them', () => {
  const hidden = sample();
  hidden.hide('Account.Secret__c');
  hidden.hide('Conversation__c');
  hidden.hide('Contact.AccountId');
  const refusal = (soql: string, message: RegExp) => assert.throws(() => run(hidden, soql), message);
  refusal('SELECT Secret__c FROM Account', /No such column 'Secret__c' on entity 'Account'/);
  refusal("SELECT Id FROM Account WHERE Secret__c = 'x'", /No such column 'Secret__c'/);
  refusal('SELECT Id FROM Conversation__c', /sObject type 'Conversation__c' is not supported/);
  refusal('SELECT Id, (SELECT Id FROM Conversations__r) FROM Account', /Didn't understand relationship/);
  refusal('SELECT Account.Name FROM Contact', /Didn't understand relationship 'Account'/);
  refusal('SELECT Id, (SELECT Id FROM Contacts) FROM Account', /Didn't understand relationship 'Contacts'/);
  const [record] = run(hidden, 'SELECT FIELDS(ALL) FROM Account LIMIT 1').records;
  assert.ok(!('Secret__c' in record!));
});

test('a long result comes in pages that stay as they were when it was asked for', () => {
  const long = testOrg();
  for (let n = 1; n <= 501; n++)
    long.insert('Account', { Id: id('Account', n), Name: `A${String(n).padStart(4, '0')}` });
  const first = run(long, "SELECT Name FROM Account WHERE Name LIKE 'A%' ORDER BY Name", { batchSize: 10 });
  assert.deepEqual([first.totalSize, first.done, first.records.length], [501, false, 200]);
  long.insert('Account', { Id: id('Account', 900), Name: 'A0000' });
  const locator = (result: { nextRecordsUrl?: string }) => result.nextRecordsUrl!.split('/').at(-1)!;
  const second = queryMore(long.org, long.session, locator(first), { batchSize: 200, now: NOW });
  assert.deepEqual([second.records[0]!.Name, second.records.length, second.done], ['A0201', 200, false]);
  const third = queryMore(long.org, long.session, locator(second), { batchSize: 200, now: NOW });
  assert.deepEqual([third.records.at(-1)!.Name, third.records.length, third.done], ['A0501', 101, true]);
  assert.equal(third.nextRecordsUrl, undefined);
  const late = NOW + 3 * 24 * 60 * 60 * 1000;
  assert.throws(() => queryMore(long.org, long.session, locator(first), { now: late }), /invalid query locator/);
  assert.throws(() => queryMore(long.org, long.session, '01gNOPE-200', { now: NOW }), /invalid query locator/);
});

test('a long list of children comes in pages of its own, whose records can have children again', () => {
  const long = testOrg();
  long.insert('Account', { Id: id('Account', 1), Name: 'Long' });
  const conversations = Array.from({ length: 201 }, (_, n) => ({
    Id: id('Conversation__c', n + 1),
    Name: String(n).padStart(3, '0'),
    Account__c: id('Account', 1),
  }));
  long.insert('Conversation__c', ...conversations);
  long.insert('Conversation_Moment__c', {
    Id: id('Conversation_Moment__c', 1),
    Conversation__c: conversations[200]!.Id,
  });
  const soql = 'SELECT Id, (SELECT Name, (SELECT Id FROM Moments__r) FROM Conversations__r ORDER BY Name) FROM Account';
  const [account] = query(long.org, long.session, soql, { batchSize: 200 }).records;
  const children = account!['Conversations__r'] as QueryResult;
  assert.deepEqual([children.totalSize, children.done, children.records.length], [201, false, 199]);
  const rest = queryMore(long.org, long.session, children.nextRecordsUrl!.split('/').at(-1)!);
  assert.deepEqual([rest.totalSize, rest.done, rest.records.length], [201, true, 2]);
  assert.equal(rest.records[1]!['Name'], '200');
  assert.equal((rest.records[1]!['Moments__r'] as QueryResult).totalSize, 1);
});

test('children count against the size of a page, and every record comes once', () => {
  const long = testOrg();
  for (let n = 1; n <= 50; n++) {
    long.insert('Account', { Id: id('Account', n), Name: `A${String(n).padStart(2, '0')}` });
    for (let m = 1; m <= 14; m++)
      long.insert('Conversation__c', { Id: id('Conversation__c', n * 100 + m), Account__c: id('Account', n) });
  }
  const soql = "SELECT Name, (SELECT Id FROM Conversations__r) FROM Account WHERE Name LIKE 'A%' ORDER BY Name";
  const pages = [query(long.org, long.session, soql, { batchSize: 200, now: NOW })];
  for (let page = pages[0]!; page.nextRecordsUrl; page = pages.at(-1)!)
    pages.push(queryMore(long.org, long.session, page.nextRecordsUrl.split('/').at(-1)!, { batchSize: 200, now: NOW }));
  assert.deepEqual(
    pages.map(({ records, totalSize }) => [records.length, totalSize]),
    [13, 13, 13, 11].map((count) => [count, 50]),
  );
  const accounts = pages.flatMap(({ records }) => records);
  assert.equal(new Set(accounts.map(({ Name }) => Name)).size, 50);
  assert.ok(accounts.every((account) => (account['Conversations__r'] as QueryResult).records.length === 14));
});

test('a week begins on the day of the user’s locale', () => {
  const american = testOrg({ LocaleSidKey: 'en_US' });
  american.insert('Opportunity', { Id: id('Opportunity', 1), Name: 'Sunday', CloseDate: '2026-11-15' });
  assert.deepEqual(column(american, 'SELECT Name FROM Opportunity WHERE CloseDate = THIS_WEEK'), ['Sunday']);
  const british = testOrg({ LocaleSidKey: 'en_GB' });
  british.insert('Opportunity', { Id: id('Opportunity', 1), Name: 'Sunday', CloseDate: '2026-11-15' });
  assert.deepEqual(column(british, 'SELECT Name FROM Opportunity WHERE CloseDate = THIS_WEEK'), []);
});
