import { field, participant } from '../../../../../config/jest/answers';
import { peopleOf, topicsOf } from '../../choiceModel/choices';
import { toPage } from '../list';

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
