import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTemplate, renderTemplate, TemplateFault, type Json } from './liquid.ts';

const NOW = '2026-11-20T10:00:00Z';
const render = (text: string, json: Json = {}, timeZone = 'UTC') => renderTemplate(text, json, { timeZone, now: NOW });
const faultOf = (work: () => unknown): TemplateFault => {
  try {
    work();
  } catch (error) {
    if (error instanceof TemplateFault) return error;
    throw error;
  }
  assert.fail('no fault');
};

const DEAL = '006000000000001AAA';
const meeting = {
  externalServiceObjects: [
    { type: 'ACCOUNT', service: 'SALESFORCE', externalId: '001000000000001AAA' },
    { type: 'DEAL', service: 'SALESFORCE', externalId: DEAL },
  ],
  salesforceOpportunityId: DEAL,
};
const json = {
  meeting,
  dealRoom: { salesforceOpportunityId: DEAL },
  opportunityId: DEAL,
  taskTitle: 'Send the quote',
  dueDate: '2026-12-01',
  item: { title: 'Call back', dueDate: '2026-12-01' },
  date: '2026-12-01T23:30:00Z',
  datetime: '2026-12-01T23:30:00+02:00',
  nextStep: 'Contract to legal',
};

test('the templates that admins know from elsewhere render as they are written', () => {
  const cases: [string, string][] = [
    ['{{ json.meeting.externalServiceObjects | where: "type", "DEAL" | first | map: "externalId" }}', DEAL],
    ['{{ json.dealRoom.salesforceOpportunityId }}', DEAL],
    ['{{ json.opportunityId }}', DEAL],
    ['{{ json.meeting.salesforceOpportunityId }}', DEAL],
    ['{{ json.taskTitle }}', 'Send the quote'],
    ['{{ json.dueDate }}', '2026-12-01'],
    ['{{ json.item.dueDate | date: "%Y-%m-%d" }}', '2026-12-01'],
    ['{{ json.date | date: "%Y-%m-%d" }}', '2026-12-01'],
    ['{{ json.datetime | date: "%Y-%m-%dT%H:%M:%SZ" }}', '2026-12-01T21:30:00Z'],
    ['{{ json.nextStep }}', 'Contract to legal'],
  ];
  for (const [text, expected] of cases) assert.equal(render(text, json), expected, text);
});

test('without a deal the same templates give nothing', () => {
  const nobody = { meeting: { externalServiceObjects: [] } };
  for (const text of [
    '{{ json.meeting.externalServiceObjects | where: "type", "DEAL" | first | map: "externalId" }}',
    '{{ json.meeting.salesforceOpportunityId }}',
    '{{ json.dealRoom.salesforceOpportunityId }}',
    '{{ json.item.dueDate | date: "%Y-%m-%d" }}',
  ])
    assert.equal(render(text, nobody), '', text);
});

test('a moment is told in the time zone of the run, a day is a day everywhere, and Z means UTC', () => {
  for (const zone of ['America/Los_Angeles', 'Pacific/Auckland', 'UTC', 'Europe/Paris', 'not/a zone'])
    assert.equal(render('{{ json.dueDate | date: "%Y-%m-%d" }}', json, zone), '2026-12-01', zone);
  assert.equal(render('{{ json.date | date: "%Y-%m-%d" }}', json, 'Europe/Paris'), '2026-12-02');
  assert.equal(render('{{ json.date | date: "%H:%M" }}', json, 'America/New_York'), '18:30');
  assert.equal(
    render('{{ json.date | date: "%Y-%m-%dT%H:%M:%SZ" }}', json, 'Europe/Paris'),
    '2026-12-01T23:30:00Z',
    'what says that it is UTC is',
  );
  assert.equal(render('{{ "now" | date: "%Y-%m-%d" }}'), '2026-11-20', 'now is when the run began');
  assert.equal(render('{{ "next Friday" | date: "%Y-%m-%d" }}'), 'next Friday');
});

test('an unknown filter or tag, and a template that is not closed, are told with their line', () => {
  assert.deepEqual(
    [
      '{{ a | nofilter }}',
      'first\n{{ a | nofilter }}',
      '{% include "x" %}',
      '{% render "x" %}',
      '{% layout "x" %}',
      '{{ a',
      '{% if a %}',
    ].map((text) => {
      const fault = checkTemplate(text);
      return fault && [fault.line, fault.message.split(':')[0]];
    }),
    [
      [1, 'uses a filter that there is not'],
      [2, 'uses a filter that there is not'],
      [1, 'uses a tag that there is not'],
      [1, 'uses a tag that there is not'],
      [1, 'uses a tag that there is not'],
      [1, 'output "{{ a" not closed'],
      [1, 'tag {% if a %} not closed'],
    ],
  );
  assert.equal(checkTemplate('{{ json.a | default: "b" }}'), undefined);
  assert.equal(faultOf(() => render('\n\n{{ 1 | nofilter }}')).line, 3);
});

test('a template reaches nothing but json: no prototypes, no files, no chance', () => {
  assert.equal(render('{{ json.constructor }}{{ json.__proto__ }}{{ json.meeting.toString }}', json), '');
  assert.equal(render('{{ now }}{{ process }}{{ globalThis }}', json), NOW, 'only when the run began is there besides');
  assert.ok(checkTemplate('{{ json.a | sample }}'));
});

test('a loop that goes on for too long, and a text that is too long, are refused', () => {
  const loop = '{% for a in (1..1000) %}{% for b in (1..1000) %}{{ a }}{% endfor %}{% endfor %}';
  assert.match(faultOf(() => render(loop)).message, /goes on for too long/);
  assert.match(faultOf(() => render('{% for a in (1..100000000) %}{% endfor %}')).message, /goes on for too long/);
  const twice =
    '{% capture a %}x{% endcapture %}{% for i in (1..60) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}';
  assert.match(faultOf(() => render(twice)).message, /goes on for too long/);
  const nested = checkTemplate('{% if a %}'.repeat(3000) + '{% endif %}'.repeat(3000));
  assert.match(nested?.message ?? '', /is nested too deep/);
  const long = '{{ json.a }}'.repeat(20);
  assert.match(faultOf(() => render(long, { a: 'x'.repeat(10_000) })).message, /gives 200000 characters/);
});

test('a record in place of a text is a mistake that is told', () => {
  assert.match(faultOf(() => render('{{ json.meeting }}', json)).message, /gives an object, not a text/);
  assert.match(faultOf(() => render('{{ json.meeting.externalServiceObjects }}', json)).message, /gives an object/);
  assert.equal(render('{{ json.list | join: ", " }}', { list: ['a', 'b'] }), 'a, b');
  assert.equal(
    render('{{ json.no }}{{ json.yes }}{{ json.none }}{{ json.n }}', { no: false, yes: true, none: null, n: 0 }),
    'falsetrue0',
  );
});

test('what a text gives are whole characters and no controls, whatever a filter has cut', () => {
  assert.equal(render('{% assign parts = json.t | split: "" %}{{ parts[1] }}!', { t: 'a😀b' }), '\ufffd!');
  assert.equal(render('{{ "a%00b" | url_decode }}\0'), 'ab');
});
