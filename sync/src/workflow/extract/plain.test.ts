import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysSaid, saysDay } from './dates.ts';
import { TASKS, talk } from './fixture.ts';
import { plainExtract } from './plain.ts';

const STARTED = '2026-11-17T14:00:00.000Z';

test('a plain extract takes what the conversation lists, with days from its own day on', () => {
  const conversation = talk([[1, 'Hello there, everybody.']], {
    nextSteps: ['Sea trial in two weeks'],
    actionItems: [
      { text: 'Send the Iridium quote by Friday', owner: 'Paul' },
      { text: 'Book the sea trial', due: '2026-12-01' },
      { text: 'Think about it' },
    ],
  });
  const { data, facts, by, note, dropped } = plainExtract(TASKS, conversation);
  assert.deepEqual(data, {
    actionItems: [
      {
        title: 'Send the Iridium quote by Friday',
        description: 'Send the Iridium quote by Friday',
        dueDate: '2026-11-20',
      },
      { title: 'Book the sea trial', description: 'Book the sea trial', dueDate: '2026-12-01' },
      { title: 'Think about it', description: 'Think about it' },
    ],
    nextStep: 'Sea trial in two weeks',
  });
  assert.equal(by, 'plain');
  assert.match(note, /without a language model/);
  assert.deepEqual(dropped, []);
  assert.deepEqual(
    facts.map(({ pointer, segment, from }) => [pointer, segment, from]),
    [
      ['/actionItems/0', 3, 'actionItem'],
      ['/actionItems/1', 4, 'actionItem'],
      ['/actionItems/2', 5, 'actionItem'],
      ['/nextStep', 2, 'nextStep'],
    ],
  );
});

test('it recommends no stage, and says that it cannot', () => {
  const schema = {
    type: 'object',
    properties: { stage: { type: 'string' }, reason: { type: 'string' }, amount: { type: 'number' } },
    required: ['stage'],
  };
  const conversation = talk([[1, 'We sign today, so it is Closed Won.']], { nextSteps: ['Closed Won'] });
  const { data, facts, dropped } = plainExtract(schema, conversation);
  assert.deepEqual(data, {});
  assert.deepEqual(facts, []);
  assert.deepEqual(
    dropped.map(({ pointer }) => pointer),
    ['/stage', '/reason', '/amount'],
  );
  assert.match(dropped[0]?.why ?? '', /cannot tell stage.*recommends nothing.*DEBRIEF_AI_URL/);
});

test('next steps are read from a summary that lists them, in English and French', () => {
  for (const [summary, wanted] of [
    [
      'They agreed.\n\nNext steps:\n- Send the quote\n- Call Jonas\n\nOther\n- Not this',
      ['Send the quote', 'Call Jonas'],
    ],
    ['**Prochaines étapes**\n1. Envoyer le devis\n2) Rappeler Jonas', ['Envoyer le devis', 'Rappeler Jonas']],
    ['Fine. \nNext step: sea trial in week 50', ['sea trial in week 50']],
    ['We talked about next steps at length.', []],
  ] as const) {
    const { data } = plainExtract(TASKS, talk([], { summary }));
    assert.deepEqual(
      (data.actionItems as { title: string }[]).map(({ title }) => title),
      wanted,
    );
  }
});

test('days are read in English and French, from the day of the conversation', () => {
  for (const [text, language, day] of [
    ['by Friday', 'en', '2026-11-20'],
    ['tomorrow at noon', 'en-GB', '2026-11-18'],
    ['before Dec 3', undefined, '2026-12-03'],
    ['by the end of the week', 'en', '2026-11-20'],
    ['demain matin', 'fr', '2026-11-18'],
    ['avant le 3 décembre', 'fr-FR', '2026-12-03'],
    ['d’ici la fin du mois', 'fr', '2026-11-30'],
    ['dans deux semaines', 'fr', '2026-12-01'],
    ['le 05/12/2026', 'fr', '2026-12-05'],
    ['at 3pm', 'en', undefined],
    ['we may march on', 'en', undefined],
  ] as const)
    assert.equal(daysSaid(text, STARTED, language)[0]?.day, day, text);
});

test('a weekday is any within a week, a date is that date', () => {
  assert.ok(saysDay('by Friday', '2026-11-27', STARTED));
  assert.ok(!saysDay('by Friday', '2026-12-04', STARTED));
  assert.ok(saysDay('on 3 December', '2026-12-03', STARTED));
  assert.ok(!saysDay('on 3 December', '2026-12-04', STARTED));
  assert.ok(!saysDay('tomorrow', '2026-11-19', STARTED));
});
