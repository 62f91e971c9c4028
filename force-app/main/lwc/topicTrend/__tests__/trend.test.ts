import { trendOf } from '../trend';

const node = (id: string, topics: string) => ({
  ...{ Id: id, Title__c: { value: id }, Started_At__c: { value: '2026-11-19T10:00:00.000Z' } },
  Topics__c: { value: topics },
});

it('stands in time order, the most frequent topic first; the same word in other letters is the same topic', () => {
  const { columns, rows } = trendOf([
    node('third', 'Sea trial; Price'),
    node('second', 'sea trial;Power'),
    node('first', 'Power; Power ;'),
  ]);
  expect(columns.map(({ id }) => id)).toEqual(['first', 'second', 'third']);
  expect(rows).toEqual([
    { topic: 'Sea trial', marks: [false, true, true], count: 2 },
    { topic: 'Power', marks: [true, true, false], count: 2 },
    { topic: 'Price', marks: [false, false, true], count: 1 },
  ]);
});

it('keeps five topics, the more recent of two as frequent', () => {
  const { rows } = trendOf([node('new', 'F;G'), node('old', 'A;B;C;D;E')]);
  expect(rows.map(({ topic }) => topic)).toEqual(['F', 'G', 'A', 'B', 'C']);
});
