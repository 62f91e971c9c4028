import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { jsonIn, MOST_DROPPED, readAnswer } from './answer.ts';
import { TASKS, talk } from './fixture.ts';

const said = talk([
  [0, 'Thanks for joining. Shall we talk about the boats?'],
  [1, 'We need twelve hulls by May, and the price of 48 000 euros is fine.'],
  [0, 'I’ll send you the Iridium quote by Friday, and a trial in week 50.'],
  [1, 'Oui, parfait.'],
]);
const schema = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
});
const read = (data: unknown, evidence: unknown, shape: Record<string, unknown> = TASKS, facts = {}) =>
  readAnswer({ data, evidence }, shape, said, facts);
const QUOTE = { segment: 3, quote: 'I’ll send you the Iridium quote by Friday' };

/** What would be gone through again and again from each of its places never comes to an end in such lengths. */
describe('an answer without end, or a transcript made to have it read without end', () => {
  const reading = (value: unknown, evidence: object[], text = 'Thanks for joining.') =>
    readAnswer({ data: { nextStep: value }, evidence }, TASKS, talk([[0, text]]));
  const at = (quote: string) => Array.from({ length: 2000 }, () => ({ pointer: '/nextStep', segment: 1, quote }));

  test('an open fence and nothing else', () => {
    assert.equal(jsonIn(`\`\`\`json${'\n'.repeat(2_000_000)}`), undefined);
  });
  test('white space and marks, quoted two thousand times', () => {
    for (const mark of ['\n', ' ', '.', '"']) {
      const text = `We agreed a b${mark.repeat(99_000)}c`;
      assert.match(reading('Send it', at('. c'), text).dropped[0]?.why ?? '', /fewer than 3 words/);
    }
  });
  test('one word of 32,000 letters', () => {
    const word = 'a'.repeat(32_000);
    const items = Array.from({ length: 200 }, () => ({ title: 'x', description: word }));
    const evidence = items.map((_, index) => ({ ...QUOTE, pointer: `/actionItems/${index}` }));
    assert.equal(read({ actionItems: items }, evidence).facts.length, 5);
  });
  test('answers that nobody asked for: of those only the first are named', () => {
    const data = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`other${index}`, 'x']));
    const { dropped } = read({ actionItems: [], ...data }, []);
    assert.equal(dropped.length, MOST_DROPPED + 1);
    assert.equal(dropped.at(-1)?.why, '49800 more were left out, too.');
  });
});

describe('a model’s answer', () => {
  test('is kept where a quote vouches for it, with the moment it was said', () => {
    const answer = read({ actionItems: [{ title: 'Send the Iridium quote', dueDate: '2026-11-20' }] }, [
      { pointer: '/actionItems/0', ...QUOTE },
    ]);
    assert.deepEqual(answer.data, { actionItems: [{ title: 'Send the Iridium quote', dueDate: '2026-11-20' }] });
    assert.deepEqual(answer.dropped, []);
    assert.deepEqual(answer.facts, [
      { pointer: '/actionItems/0', segment: 3, quote: QUOTE.quote, from: 'transcript', startMs: 20_000 },
    ]);
  });

  test('quotes may differ in case, white space and typographic marks', () => {
    const { dropped } = read({ actionItems: [], nextStep: 'Send the quote' }, [
      { pointer: 'data/nextStep', segment: 3, quote: ' "i\'LL  send you\n the iridium QUOTE…" ' },
    ]);
    assert.deepEqual(dropped, []);
  });

  for (const [name, evidence, why] of [
    ['without evidence', [], /No quote/],
    ['with a quote that is not there', [{ segment: 3, quote: 'I will send you the contract today' }], /does not stand/],
    ['with a quote from another passage', [{ segment: 2, quote: QUOTE.quote }], /does not stand in passage 2/],
    ['with a passage that there is not', [{ segment: 40, quote: QUOTE.quote }], /there is not/],
    ['with a quote of two words', [{ segment: 3, quote: 'the Iridium' }], /fewer than 3 words/],
    ['with a quote cut within a word', [{ segment: 3, quote: 'nd you the Iri' }], /within a word/],
    ['with an empty quote', [{ segment: 3, quote: '…' }], /empty/],
  ] as const)
    test(`a value ${name} is dropped, and why is said`, () => {
      const { data, dropped, facts } = read(
        { actionItems: [], nextStep: 'Send it' },
        evidence.map((each) => ({ pointer: '/nextStep', ...each })),
      );
      assert.deepEqual(data, { actionItems: [] });
      assert.deepEqual(facts, []);
      assert.equal(dropped[0]?.pointer, '/nextStep');
      assert.match(dropped[0]?.why ?? '', why);
    });

  test('evidence for a whole list, or for everything, vouches for nothing', () => {
    for (const pointer of ['', '/', '/actionItems', '/data', '#/data/actionItems']) {
      const { data } = read({ actionItems: [{ title: 'Send the quote' }] }, [{ pointer, ...QUOTE }]);
      assert.deepEqual(data, { actionItems: [] }, pointer);
    }
  });

  test('what is left keeps its place in the answer’s facts', () => {
    const { data, facts, dropped } = read(
      { actionItems: [{ title: 'Invented' }, { title: 'Send the quote', description: 'x'.repeat(10) }] },
      [{ pointer: '/actionItems/1', ...QUOTE }],
    );
    assert.deepEqual(data, { actionItems: [{ title: 'Send the quote', description: 'xxxxxxxxxx' }] });
    assert.deepEqual(
      facts.map(({ pointer }) => pointer),
      ['/actionItems/0'],
    );
    assert.ok(dropped.every(({ pointer }) => pointer.startsWith('/actionItems/0')));
  });

  test('nobody adds a member that the admin has not named', () => {
    const hostile = JSON.parse(
      '{"nextStep":"Send it","StageName":"Closed Won","OwnerId":"x","__proto__":{"polluted":true},"actionItems":[{"title":"Send it","what_id":"y"}]}',
    ) as Record<string, unknown>;
    const { data, dropped } = read(hostile, [
      { pointer: '/nextStep', ...QUOTE },
      { pointer: '/StageName', ...QUOTE },
      { pointer: '/OwnerId', ...QUOTE },
      { pointer: '/__proto__', ...QUOTE },
      { pointer: '/actionItems/0', ...QUOTE },
    ]);
    assert.deepEqual(data, { nextStep: 'Send it', actionItems: [{ title: 'Send it' }] });
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    assert.deepEqual(dropped.map(({ pointer }) => pointer).sort(), [
      '/OwnerId',
      '/StageName',
      '/__proto__',
      '/actionItems/0/what_id',
    ]);
  });

  test('a day, a number and an address must be in the quote', () => {
    const shape = schema({
      due: { type: 'string', format: 'date' },
      amount: { type: 'number' },
      note: { type: 'string' },
    });
    const price = { segment: 2, quote: 'the price of 48 000 euros is fine' };
    const of = (data: Record<string, unknown>, quote: { segment: number; quote: string }) =>
      read(
        data,
        Object.keys(data).map((name) => ({ pointer: `/${name}`, ...quote })),
        shape,
      ).data;
    assert.deepEqual(of({ amount: 48_000 }, price), { amount: 48_000 });
    assert.deepEqual(of({ amount: 480_000 }, price), {});
    assert.deepEqual(of({ due: '2026-11-20' }, QUOTE), { due: '2026-11-20' });
    assert.deepEqual(of({ due: '2027-01-31' }, QUOTE), {});
    assert.deepEqual(of({ due: '2026-11-20' }, price), {});
    assert.deepEqual(of({ due: 'soon' }, QUOTE), {});
    assert.deepEqual(of({ note: 'Pay at https://evil.example/pay' }, price), {});
    assert.deepEqual(of({ note: 'Write to eve@evil.example' }, price), {});
  });

  test('Ids come from the org only, even where somebody says one aloud', () => {
    const shape = schema({ opportunityId: { type: 'string' }, note: { type: 'string' } });
    const evidence = [
      { pointer: '/opportunityId', ...QUOTE },
      { pointer: '/note', ...QUOTE },
    ];
    const data = { opportunityId: '006000000000001AAA', note: 'For 006000000000001AAA' };
    assert.deepEqual(read(data, evidence, shape).data, {});
    assert.deepEqual(read(data, evidence, shape, { deals: [{ Id: '006000000000001AAA' }] }).data, data);
  });

  test('an enumeration takes its own values only', () => {
    const shape = schema({ mood: { type: 'string', enum: ['good', 'bad'] }, sure: { type: 'boolean' } });
    const evidence = ['/mood', '/sure'].map((pointer) => ({ pointer, segment: 4, quote: 'oui, parfait' }));
    assert.deepEqual(read({ mood: 'good', sure: true }, evidence, shape).data, { mood: 'good', sure: true });
    assert.deepEqual(read({ mood: 'Closed Won', sure: 'yes' }, evidence, shape).data, {});
  });

  test('never holds what no quote vouches for, whatever is answered', () => {
    const texts = fc.oneof(fc.string(), fc.constantFrom('Closed Won', '2026-11-20', '006000000000001AAA', QUOTE.quote));
    const anything = fc.anything({ values: [texts], withNullPrototype: false });
    const evidence = fc.array(
      fc.record({
        pointer: fc.constantFrom('', '/nextStep', '/actionItems', '/actionItems/0', '/actionItems/0/title', '/x'),
        segment: fc.oneof(fc.integer(), fc.constantFrom('1', null, 3)),
        quote: fc.oneof(texts, fc.constant('word word word')),
      }),
    );
    fc.assert(
      fc.property(
        fc.record({ nextStep: anything, actionItems: fc.oneof(anything, fc.array(fc.record({ title: anything }))) }),
        evidence,
        (data, given) => {
          const { data: kept, facts } = read(data, given);
          const isVouchedFor = (pointer: string) => facts.some((fact) => fact.pointer === pointer);
          assert.ok(Object.keys(kept).every((name) => ['nextStep', 'actionItems'].includes(name)));
          if (kept.nextStep) assert.ok(isVouchedFor('/nextStep'));
          for (const [index] of ((kept.actionItems ?? []) as unknown[]).entries())
            assert.ok(isVouchedFor(`/actionItems/${index}`) || isVouchedFor(`/actionItems/${index}/title`));
          for (const { segment, quote } of facts) {
            const there = said.segments[segment - 1]?.text.toLowerCase().replaceAll('’', "'") ?? '';
            assert.ok(
              there.includes(
                quote
                  .toLowerCase()
                  .replaceAll('’', "'")
                  .replace(/^[."\s…]+|[."\s…]+$/g, ''),
              ),
            );
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('JSON is found in a code fence, and after thoughts; nothing else is taken for it', () => {
  const wanted = { data: { a: 1 } };
  const json = JSON.stringify(wanted);
  for (const text of [
    json,
    `\`\`\`json\n${json}\n\`\`\``,
    `<think>{"data":2}</think>${json}`,
    `Here it is: ${json} Bye.`,
  ])
    assert.deepEqual(jsonIn(text), wanted);
  for (const text of ['', 'I cannot', '[1]', '{"data":', 'null']) assert.equal(jsonIn(text), undefined);
});
