import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QueryColumn } from './columns.ts';
import { queryColumns } from './query.ts';
import { testOrg } from './testOrg.ts';

const { org, session } = testOrg();
const columns = (soql: string) => queryColumns(org, session, soql);

/** `Name`, `Owner(Name)`, `avg(Amount) as expr0`. */
function outline({ aggregate, columnName, displayName, joinColumns }: QueryColumn): string {
  if (joinColumns.length) return `${aggregate ? 'many ' : ''}${columnName}(${joinColumns.map(outline).join(' ')})`;
  return aggregate ? `${displayName} as ${columnName}` : columnName;
}
const outlines = (soql: string) => columns(soql).columnMetadata.map(outline);

test('columns stand in the order and under the names of the records’ keys', () => {
  assert.deepEqual(outlines('SELECT id, owner.name, Name, Owner.Email, BillingAddress FROM account'), [
    'Id',
    'Owner(Name Email)',
    'Name',
    'BillingAddress',
  ]);
  assert.deepEqual(outlines('SELECT Name, (SELECT Name, Account.Name FROM contacts) FROM Account'), [
    'Name',
    'many Contacts(Name Account(Name))',
  ]);
  assert.deepEqual(outlines('SELECT What.Name, TYPEOF Who WHEN Contact THEN Email, Name ELSE Id END FROM Event'), [
    'What(Name)',
    'Who(Email Name Id)',
  ]);
});

test('computed values are named by alias or exprN, and say what they compute', () => {
  const soql = 'SELECT StageName, AVG(Amount), COUNT(Id) many FROM Opportunity GROUP BY StageName';
  assert.deepEqual(outlines(soql), ['StageName', 'avg(Amount) as expr0', 'count(Id) as many']);
  assert.equal(columns(soql).groupBy, true);
  assert.deepEqual(outlines('SELECT COUNT() FROM Account'), ['count() as count']);
});

test('a column tells its type and the field behind it', () => {
  const { columnMetadata, ...query } = columns('SELECT Id, Name, AnnualRevenue, Owner.Name, Tags__c FROM Account');
  assert.deepEqual(query, { entityName: 'Account', groupBy: false, idSelected: true, keyPrefix: '001' });
  const shown = columnMetadata.map((column) => [column.apexType, column.textType, column.numberType, column.custom]);
  assert.deepEqual(shown, [
    ['Id', false, false, false],
    ['String', true, false, false],
    ['Double', false, true, false],
    [null, false, false, false],
    ['String', true, false, true],
  ]);
  assert.equal(columnMetadata[3]!.foreignKeyName, 'OwnerId');
});

test('what a query may not select has no columns either', () => {
  assert.throws(() => columns('SELECT Nope FROM Account'), { errorCode: 'INVALID_FIELD' });
});
