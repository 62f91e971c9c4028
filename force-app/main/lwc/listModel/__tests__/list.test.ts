import { conversation, field, participant } from '../../../../../config/jest/answers';
import { peopleOf, topicsOf } from '../../choiceModel/choices';
import { mergeRows, toOtherRow, toPage } from '../list';

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

  it('wait until the list has come so far, and stand in it once', () => {
    const rows = [other('a', '11-10'), other('b', '11-05')];
    const others = [other('n', '11-07'), other('b', '11-05'), other('o', '10-01')];
    const ids = (hasMore: boolean) => mergeRows(rows, others, hasMore).map(({ id }) => id);
    expect(ids(true)).toEqual(['a', 'n', 'b']);
    expect(ids(false)).toEqual(['a', 'n', 'b', 'o']);
  });
});
