import { conversation } from '../../../../../config/jest/answers';
import { toOtherRow } from 'c/listModel';
import { fits, listFilter } from '../filter';

const SCOPE = { Opportunity__c: { eq: '006A' } };
const NONE = { kind: '', topic: '', person: '', text: '' };
const topics = [
  { name: 'Iridium', ids: ['a', 'b'] },
  { name: 'Price', ids: ['a'] },
];

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

it('fit by kind, topic, title and tag', () => {
  const row = toOtherRow(
    conversation({ fields: { Id: 'a', Kind__c: 'Call', Title__c: 'Sea trial', Tags__c: 'Hot; boat' } }),
  );
  expect(fits(row, NONE, topics)).toBe(true);
  for (const filters of [{ kind: 'Call' }, { topic: 'PRICE' }, { text: 'TRIAL' }, { text: 'boa' }, { text: 'irid' }])
    expect(fits(row, { ...NONE, ...filters }, topics)).toBe(true);
  for (const filters of [{ kind: 'Chat' }, { topic: 'Boats' }, { text: 'telemetry' }])
    expect(fits(row, { ...NONE, ...filters }, topics)).toBe(false);
});
