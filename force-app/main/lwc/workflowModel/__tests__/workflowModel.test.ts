import { jsonFault, lineOf, outline, placesOf } from 'c/workflowModel';
import { plainTemplate, stepNames } from '../outline';

const texts = {
  each: 'For each of {0}, at most {1}:',
  else: 'Otherwise:',
  extract: 'Read: {0}',
  if: 'If there is {0}:',
  load: 'Load',
  notify: 'Tell {0}: {1}',
  owner: 'the owner',
  ownerDeal: 'the owner of the deal',
  query: 'Look up {0}: {1}',
  opportunity: 'an opportunity',
  sink: 'End',
  task: 'Task: {0}',
  update: 'Update: {0}',
};

it('tells every step in words, below the one that it belongs to', () => {
  const lines = outline(
    [
      { id: 'load', type: 'load' },
      { id: 'read', type: 'aiExtract', schema: { properties: { actionItems: {}, nextStep: {} } } },
      {
        ...{ id: 'has', type: 'if', condition: '{{ json.meeting.salesforceOpportunityId }}' },
        then: [
          { id: 'find', type: 'queryRecords', object: 'Opportunity', fields: ['Id', 'StageName'] },
          { id: 'set', type: 'updateOpportunity', field_values: { NextStep: '{{ json.nextStep }}', Amount: 5 } },
          { id: 'tell', type: 'notify', to: 'dealOwner', title: 'Look' },
        ],
        else: [{ id: 'end', type: 'sink' }],
      },
      {
        ...{ id: 'each', type: 'selectMany', from: 'actionItems', most: 5 },
        steps: [{ id: 'task', type: 'createTask', subject: '{{ json.item.title | upcase }}' }],
      },
      { id: 'later', type: 'somethingNew' },
    ],
    texts,
  );
  expect(lines.map(({ depth, text }) => `${'- '.repeat(depth)}${text}`)).toEqual([
    'Load',
    'Read: action items, next step',
    'If there is an opportunity:',
    '- Look up Opportunity: Id, StageName',
    '- Update: NextStep = next step, Amount = 5',
    '- Tell the owner of the deal: Look',
    'Otherwise:',
    '- End',
    'For each of action items, at most 5:',
    '- Task: item title',
    'somethingNew',
  ]);
  expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
});

it('names each step for what it does, however deep it stands', () => {
  const names = stepNames(
    [
      {
        ...{ id: 'each', type: 'selectMany', from: 'actionItems', most: 5 },
        steps: [{ id: 'has', type: 'if', condition: 'x', then: [], else: [{ id: 'end', type: 'sink' }] }],
      },
    ],
    texts,
  );
  expect([...names]).toEqual([
    ['each', 'For each of action items, at most 5'],
    ['has', 'If there is x'],
    ['end', 'End'],
  ]);
});

it('reads templates as people do, and leaves other words alone', () => {
  expect(plainTemplate('Send {{ json.item.title }} to {{json.party}}')).toBe('Send item title to party');
  expect(plainTemplate('plain')).toBe('plain');
});

const JSON_TEXT = JSON.stringify(
  {
    name: 'a',
    steps: [
      { id: 'load', type: 'load' },
      { id: 'x', type: 'if', then: [{ id: 'deep', 'a/b': [1, 2] }] },
    ],
  },
  null,
  2,
);
const lineWith = (words: string) => JSON_TEXT.split('\n').findIndex((line) => line.includes(words)) + 1;

it('finds the line of what a pointer names, or of what is around it', () => {
  expect(lineOf('/name', JSON_TEXT)).toBe(lineWith('"name"'));
  expect(lineOf('/steps/0/type', JSON_TEXT)).toBe(lineWith('"type": "load"'));
  expect(lineOf('/steps/1/then/0/id', JSON_TEXT)).toBe(lineWith('"deep"'));
  expect(lineOf('/steps/1/then/0/a~1b/1', JSON_TEXT)).toBe(lineWith('2'));
  expect(lineOf('/steps/1/then/0/missing', JSON_TEXT)).toBe(lineWith('"deep"') - 1);
  expect(lineOf('/nowhere', JSON_TEXT)).toBe(1);
  expect(lineOf('/name', '{')).toBe(0);
});

it('tells the places that the service names, each with its own words', () => {
  const message =
    'The workflow cannot be kept. steps/0/type is the name of a step: load or sink. steps/1/then/0/id is there twice: call one otherwise.';
  expect(placesOf(message, JSON_TEXT)).toEqual([
    {
      line: lineWith('"type": "load"'),
      pointer: 'steps/0/type',
      text: 'steps/0/type is the name of a step: load or sink.',
    },
    {
      line: lineWith('"deep"'),
      pointer: 'steps/1/then/0/id',
      text: 'steps/1/then/0/id is there twice: call one otherwise.',
    },
  ]);
  expect(placesOf('The service is not connected to an org.', JSON_TEXT)).toEqual([]);
});

it('says in which line a text stops being JSON', () => {
  expect(jsonFault('{"a": 1}')).toBeUndefined();
  expect(jsonFault('{\n  "a": 1,\n  b\n}')?.line).toBe(3);
  expect(jsonFault('{\n"a": ')?.line).toBe(2);
});
