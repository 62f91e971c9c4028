/** WHERE against an oracle in plain JavaScript: any condition tree selects exactly the rows that SOQL's rules say. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { query } from './query.ts';
import { id, testOrg } from './testOrg.ts';

const NAMES = [null, 'acme', 'Acme', 'ACME 100%', 'Éclair', 'éclair', "O'Neil", 'a_b'];
const AMOUNTS = [null, -1, 0, 2.5, 10];
const TAGS = [null, 'a', 'b', 'a;b', 'B;c'];

interface Row {
  Name: string | null;
  AnnualRevenue: number | null;
  Tags__c: string | null;
}
interface Condition {
  soql: string;
  holds: (row: Row) => boolean;
}

const rows: Row[] = NAMES.flatMap((Name, n) =>
  AMOUNTS.map((AnnualRevenue, m) => ({ Name, AnnualRevenue, Tags__c: TAGS[(n + m) % TAGS.length]! })),
);
const org = testOrg();
rows.forEach((row, n) => org.insert('Account', { Id: id('Account', n + 1), ...row }));

const low = (text: string | null) => text?.toLowerCase() ?? null;
const literal = (text: string | null) => (text === null ? 'null' : `'${text.replaceAll("'", "\\'")}'`);

const nameEquals = fc.tuple(fc.constantFrom(...NAMES), fc.boolean()).map(([name, equal]): Condition => ({
  soql: `Name ${equal ? '=' : '!='} ${literal(name)}`,
  holds: (row) => (low(row.Name) === low(name)) === equal,
}));
const nameIn = fc.tuple(fc.subarray(NAMES, { minLength: 1 }), fc.boolean()).map(([names, within]): Condition => ({
  soql: `Name ${within ? 'IN' : 'NOT IN'} (${names.map(literal).join(', ')})`,
  holds: (row) => names.map(low).includes(low(row.Name)) === within,
}));
const nameLike = fc.constantFrom('a%', '%É%', 'acme', '_cme', '%\\%', 'a\\_b', '%').map((pattern): Condition => ({
  soql: `Name LIKE '${pattern}'`,
  holds: (row) => {
    const source = pattern.replace(
      /\\([%_])|([%_])|([.*+?^${}()|[\]])/g,
      (_, plain: string, wild: string, special: string) =>
        plain ? plain : wild ? (wild === '%' ? '.*' : '.') : `\\${special}`,
    );
    return row.Name !== null && new RegExp(`^${source}$`, 'is').test(row.Name);
  },
}));
const amount = fc
  .tuple(fc.constantFrom(-1, 0, 1, 2.5, 10), fc.constantFrom('=', '!=', '<', '<=', '>', '>='))
  .map(([value, operator]): Condition => ({
    soql: `AnnualRevenue ${operator} ${value}`,
    holds: ({ AnnualRevenue: own }) => {
      if (operator === '!=') return own !== value;
      if (own === null) return false;
      return { '=': own === value, '<': own < value, '<=': own <= value, '>': own > value, '>=': own >= value }[
        operator
      ];
    },
  }));
const includes = fc.tuple(fc.constantFrom('a', 'b', 'a;b', 'c'), fc.boolean()).map(([values, included]): Condition => ({
  soql: `Tags__c ${included ? 'INCLUDES' : 'EXCLUDES'} ('${values}')`,
  holds: (row) => {
    const own = low(row.Tags__c)?.split(';') ?? [];
    return values.split(';').every((value) => own.includes(value)) === included;
  },
}));

const condition = fc.letrec<{ tree: Condition; group: Condition }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, nameEquals, nameIn, nameLike, amount, includes, tie('group')),
  group: fc
    .tuple(fc.constantFrom('AND', 'OR', 'NOT'), fc.array(tie('tree'), { minLength: 2, maxLength: 3 }))
    .map(([operator, parts]): Condition =>
      operator === 'NOT'
        ? { soql: `(NOT (${parts[0]!.soql}))`, holds: (row) => !parts[0]!.holds(row) }
        : {
            soql: `(${parts.map(({ soql }) => soql).join(` ${operator} `)})`,
            holds: (row) =>
              operator === 'AND' ? parts.every((part) => part.holds(row)) : parts.some((part) => part.holds(row)),
          },
    ),
})).tree;

test('any WHERE selects the rows that the rules say', () => {
  fc.assert(
    fc.property(condition, ({ soql, holds }) => {
      // refused as not implemented
      fc.pre(!/NOT \(+NOT \(+NOT/.test(soql));
      const found = query(org.org, org.session, `SELECT Id FROM Account WHERE ${soql} ORDER BY Id`).records;
      const expected = rows.flatMap((row, n) => (holds(row) ? [id('Account', n + 1)] : []));
      assert.deepEqual(
        found.map(({ Id }) => Id),
        expected,
      );
    }),
    { numRuns: 500 },
  );
});
