import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CARD, findings, LABELS, refuses, SOUND, xml } from '../fixture.ts';
import { componentNames } from './componentNames.ts';
import { componentWords } from './componentWords.ts';
import { styles } from './styles.ts';
import { unusedLabels } from './unusedLabels.ts';

const SCRIPT = `${CARD}/talkCard.ts`;
const TEMPLATE = `${CARD}/talkCard.html`;
const STYLES = `${CARD}/talkCard.css`;
const script = (line: string) => ({ [SCRIPT]: `${SOUND[SCRIPT] ?? ''}\n${line}\n` });
const LINE = (SOUND[SCRIPT] ?? '').split('\n').length + 1;
const template = (line: string) => ({ [TEMPLATE]: `<template>\n${line}\n</template>\n` });
const css = (text: string) => ({ [STYLES]: text });
const PICKLIST = 'force-app/main/objects/Talk__c/fields/Status__c.field-meta.xml';

refuses(componentWords, [
  ...[
    ['a sentence', "export const a = 'Nothing was found';"],
    ['a question in a call', "export const a = String('are you sure?');"],
    ['a piece of a template literal', 'export const a = (n: number) => `There are ${n} of them`;'],
    ['one word where it is shown', "export const a = { label: 'Close' };"],
  ].map(([title = '', line = '']) => ({
    title,
    changes: script(line),
    file: SCRIPT,
    line: LINE,
    message: /belongs in a custom label/,
  })),
]);

test('lwc-words: what no page shows stays', async () => {
  const lines = [
    "export const classes = 'row open';",
    "export const tones = { label: 'a' };",
    "export const value = 'Needs review';",
    "import { gql } from 'lightning/graphql';",
    'export const query = gql`query Talks { Id }`;',
    "export function fail(): never { throw new Error('Only a developer reads this.'); }",
  ];
  const value =
    '<valueSetDefinition><value><fullName>Needs review</fullName><label>Needs review</label></value></valueSetDefinition>';
  const field = xml('CustomField', `<fullName>Status__c</fullName><type>Picklist</type><valueSet>${value}</valueSet>`);
  assert.deepEqual(await findings([componentWords], { ...script(lines.join('\n')), [PICKLIST]: field }), []);
});

refuses(componentNames, [
  {
    title: 'an icon that is neither named nor decoration',
    changes: template('<p></p>\n<lightning-icon icon-name="utility:sync"></lightning-icon>'),
    file: TEMPLATE,
    line: 3,
    message: /lightning-icon needs alternative-text or aria-hidden/,
  },
  {
    title: 'a field whose label is empty',
    changes: template('<lightning-input label=""></lightning-input>'),
    file: TEMPLATE,
    line: 2,
    message: /lightning-input needs label/,
  },
]);

test('lwc-name: named by an expression, or decoration', async () => {
  const icons = ['alternative-text={text}', 'aria-hidden="true"'].map(
    (attribute) => `<lightning-icon icon-name="utility:sync" ${attribute}></lightning-icon>`,
  );
  assert.deepEqual(await findings([componentNames], template(icons.join('\n'))), []);
});

refuses(styles, [
  ...(
    [
      ['a raw colour', '.a {\n  color: #fff;\n}', /color: #fff: a colour comes from a hook/],
      [
        'a raw colour as a fallback',
        '.a {\n  fill: var(--slds-g-color-x, rgb(0 0 0));\n}',
        /a colour comes from a hook/,
      ],
      ['a named colour', '.a {\n  border: 1px solid red;\n}', /a colour comes from a hook/],
      ['a side of the screen', '.a {\n  margin-left: 1rem;\n}', /right-to-left/],
      ['a text aligned to a side', '.a {\n  text-align: right;\n}', /right-to-left/],
      ['motion that nobody agreed to', '.a {\n  transition: opacity 1s;\n}', /prefers-reduced-motion/],
    ] as const
  ).map(([title, text, message]) => ({ title, changes: css(text), file: STYLES, line: 2, message })),
]);

test('lwc-style: hooks, logical sides and motion that is agreed to', async () => {
  const text = `/* red, left: #fff; */
.a.left { color: var(--slds-g-color-palette-red-40, inherit); inset-inline-start: 0; text-align: start; }
@media (prefers-reduced-motion: no-preference) { .a { animation: breathe 1s; } }
@media (prefers-reduced-motion: reduce) { .a { animation: none; } }
@keyframes breathe { to { opacity: 0.5; } }`;
  assert.deepEqual(await findings([styles], css(text)), []);
});

test('label-use: a label that nothing shows', async () => {
  const labels = (SOUND[LABELS] ?? '').replaceAll('greeting', 'farewell');
  const [first, ...more] = await findings([unusedLabels], { [LABELS]: labels });
  assert.deepEqual([first?.file, first?.line, more.length], [LABELS, 3, 0]);
  assert.match(first?.message ?? '', /Nothing uses the label farewell/);
  assert.deepEqual(await findings([unusedLabels]), []);
});
