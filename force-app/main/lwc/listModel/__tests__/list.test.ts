import { conversation, field, participant } from '../../../../../config/jest/answers';
import { peopleOf } from '../deal';
import { fits, listFilter, mergeRows, toOtherRow, topicsOf, toPage } from '../list';

const SCOPE = { Opportunity__c: { eq: '006A' } };
const NONE = { kind: '', topic: '', person: '', text: '' };
const topics = topicsOf([
  { Id: 'a', Topics__c: field('Price; Iridium ;price') },
  { Id: 'b', Topics__c: field('iridium') },
  { Id: 'c', Topics__c: field<string>(null) },
  { Id: 'd' },
]);

it('counts a topic once a conversation, however it is written', () => {
  expect(topics).toEqual([
    { name: 'Iridium', ids: ['a', 'b'] },
    { name: 'Price', ids: ['a'] },
  ]);
});

it('a page that was not told its end has none beyond', () => {
  expect(toPage(undefined)).toEqual({ rows: [], total: 0, cursor: undefined });
  const end = { edges: [], totalCount: 9, pageInfo: { hasNextPage: false, endCursor: 'last' } };
  expect(toPage(end)).toMatchObject({ total: 9, cursor: undefined });
});

it('a topic nobody talked about finds nothing, and a person who is gone no longer filters', () => {
  expect(listFilter(SCOPE, { ...NONE, topic: 'Boats', person: 'p9' }, topics, [])).toEqual({
    and: [SCOPE, { Id: { eq: null } }],
  });
});

it('what a person types is no pattern of the org', () => {
  expect(listFilter(SCOPE, { ...NONE, text: '10%_\\' }, topics, [])).toEqual({
    and: [SCOPE, { or: [{ Title__c: { like: '%10\\%\\_\\\\%' } }, { Tags__c: { like: '%10\\%\\_\\\\%' } }] }],
  });
});

it('people are found again by what tells them apart best', () => {
  const people = peopleOf(
    [
      participant('Astrid', { contact: '003A', email: 'astrid@x.example' }),
      participant('Bo', { lead: '00QB' }),
      participant('Cy', { email: 'cy@x.example' }),
      participant('Di'),
    ],
    undefined,
  );
  expect(people.map(({ where }) => where)).toEqual([
    { Contact__c: { eq: '003A' } },
    { Lead__c: { eq: '00QB' } },
    { Email__c: { eq: 'cy@x.example' } },
    { Name: { eq: 'Di' } },
  ]);
});

describe('conversations beside the list', () => {
  const other = (Id: string, day: string, fields: object = {}) =>
    toOtherRow(conversation({ fields: { Id, Started_At__c: `2026-${day}T09:00:00.000Z`, ...fields } }));

  it('fit by kind, topic, title and tag', () => {
    const row = other('a', '11-01', { Kind__c: 'Call', Title__c: 'Sea trial', Tags__c: 'Hot; boat' });
    expect(fits(row, NONE, topics)).toBe(true);
    for (const filters of [{ kind: 'Call' }, { topic: 'PRICE' }, { text: 'TRIAL' }, { text: 'boa' }, { text: 'irid' }])
      expect(fits(row, { ...NONE, ...filters }, topics)).toBe(true);
    for (const filters of [{ kind: 'Chat' }, { topic: 'Boats' }, { text: 'telemetry' }])
      expect(fits(row, { ...NONE, ...filters }, topics)).toBe(false);
  });

  it('wait until the list has come so far, and stand in it once', () => {
    const rows = [other('a', '11-10'), other('b', '11-05')];
    const others = [other('n', '11-07'), other('b', '11-05'), other('o', '10-01')];
    const ids = (hasMore: boolean) => mergeRows(rows, others, hasMore).map(({ id }) => id);
    expect(ids(true)).toEqual(['a', 'n', 'b']);
    expect(ids(false)).toEqual(['a', 'n', 'b', 'o']);
  });
});
