import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CARD, cardMeta, findings, refuses, SOUND } from '../fixture.ts';
import { compile } from './compile.ts';
import { componentMeta } from './componentMeta.ts';
import { componentReferences } from './componentReferences.ts';
import { componentText } from './componentText.ts';
import { graphql } from './graphql.ts';

const SCRIPT = `${CARD}/talkCard.ts`;
const TEMPLATE = `${CARD}/talkCard.html`;
const META = `${CARD}/talkCard.js-meta.xml`;
const importing = (specifier: string) => ({
  [SCRIPT]: `interface Erased {\n  a: string;\n}\nimport it from '${specifier}';\n${SOUND[SCRIPT] ?? ''}\nexport const used: Erased = { a: String(it) };\n`,
});
const template = (line: string) => ({ [TEMPLATE]: `<template>\n${line}\n</template>\n` });
const config = (target: string, body: string) => ({
  [META]: cardMeta(`<targetConfigs>\n<targetConfig targets="${target}">\n${body}\n</targetConfig>\n</targetConfigs>`),
});

refuses(compile, [
  {
    title: 'an expression that a template does not take',
    changes: template('<p>{one + two}</p>'),
    file: TEMPLATE,
    line: 2,
    message: /\w/,
  },
  {
    title: 'a decorator that the platform does not take, at the line of the TypeScript',
    changes: {
      [SCRIPT]: `interface Erased {\n  a: string;\n}\nimport { api, LightningElement } from 'lwc';\nexport type Kept = Erased;\nexport default class TalkCard extends LightningElement {\n  @api dataThing?: string;\n}\n`,
    },
    file: SCRIPT,
    line: 7,
    message: /data/,
  },
]);

test('lwc-compile: TypeScript without its JavaScript', async () => {
  // what does not parse is not emitted
  const found = await findings([compile], { [`${CARD}/broken.ts`]: 'export const = 1;\n' });
  assert.ok(found.some(({ file, message }) => file === `${CARD}/broken.ts` && /no JavaScript beside it/.test(message)));
});

const ON_DEMAND = {
  [SCRIPT]: `import { api, LightningElement } from 'lwc';
export default class TalkCard extends LightningElement {
  @api recordId?: string;
  part?: typeof LightningElement;
  async handleOpen(): Promise<void> {
    this.part = (await import('c/talkCard')).default;
  }
}
`,
  [TEMPLATE]: '<template>\n<lwc:component lwc:is={part}></lwc:component>\n</template>\n',
};
const CAPABILITY = '<capabilities><capability>lightning__dynamicComponent</capability></capabilities>';

refuses(compile, [
  {
    title: 'a part loaded on demand without the capability',
    changes: ON_DEMAND,
    file: SCRIPT,
    line: 6,
    message: /Dynamic imports are not allowed/,
  },
  {
    title: 'a part loaded on demand by a name that is no literal',
    changes: {
      ...ON_DEMAND,
      [SCRIPT]: String(ON_DEMAND[SCRIPT]).replace("import('c/talkCard')", "import(this.recordId ?? 'c/talkCard')"),
      [META]: cardMeta(CAPABILITY),
    },
    file: SCRIPT,
    line: 6,
    message: /ynamic import/,
  },
]);

test('lwc-compile: a part loaded on demand, with the capability for it', async () => {
  assert.deepEqual(await findings([compile], { ...ON_DEMAND, [META]: cardMeta(CAPABILITY) }), []);
});

refuses(componentMeta, [
  {
    title: 'another API version',
    changes: { [META]: cardMeta().replace('67.0', '58.0') },
    file: META,
    line: 3,
    message: /apiVersion is 58.0/,
  },
  {
    title: 'a target that is none',
    changes: { [META]: cardMeta().replace('lightning__RecordPage', 'lightning__TaskPage') },
    file: META,
    line: 7,
    message: /lightning__TaskPage is no target/,
  },
  {
    title: 'an exposed component without a description',
    changes: { [META]: cardMeta().replace('<description>A talk.</description>\n', '') },
    file: META,
    line: 2,
    message: /needs description/,
  },
  {
    title: 'a property that the class does not make public',
    changes: config('lightning__RecordPage', '<property name="rows" type="Integer" label="Rows"/>'),
    file: META,
    line: 10,
    message: /no @api rows/,
  },
  {
    title: 'a property of a type that its target does not take',
    changes: config('lightning__RecordPage', '<property name="recordId" type="Date" label="When"/>'),
    file: META,
    line: 10,
    message: /Date is no type of a property on lightning__RecordPage/,
  },
  {
    title: 'a component without its configuration',
    changes: { [META]: null },
    file: CARD,
    line: 1,
    message: /talkCard.js-meta.xml is missing/,
  },
]);

refuses(
  componentReferences,
  [
    ['a label that is not there', '@salesforce/label/c.farewell', /no label c.farewell/],
    ['a field that is not there', '@salesforce/schema/Talk__c.Theme__c', /Talk__c has no field Theme__c/],
    ['a component that is not there', 'c/talkList', /no component c\/talkList/],
    ['a module that the platform does not have', 'lightning/uiTaskApi', /no module lightning\/uiTaskApi/],
    ['a package from npm', 'lodash', /lodash can't be imported/],
    ['a file that is not there', './words', /no file .\/words/],
    ['Apex', '@salesforce/apex/Talks.list', /no Apex/],
  ].map(([title, specifier, message]) => ({
    title: title as string,
    changes: importing(specifier as string),
    file: SCRIPT,
    line: 4,
    message: message as RegExp,
  })),
);

refuses(componentReferences, [
  {
    title: 'a base component that does not exist',
    changes: template('<lightning-kanban></lightning-kanban>'),
    file: TEMPLATE,
    line: 2,
    message: /no base component lightning-kanban/,
  },
  {
    title: 'a component of ours that does not exist',
    changes: template('<c-talk-list></c-talk-list>'),
    file: TEMPLATE,
    line: 2,
    message: /no component c\/talkList/,
  },
]);

refuses(componentText, [
  {
    title: 'words in a template',
    changes: template('<p>Hello</p>'),
    file: TEMPLATE,
    line: 2,
    message: /"Hello" belongs in a custom label/,
  },
  {
    title: 'words that a screen reader reads',
    changes: template('<lightning-icon icon-name="utility:call"\n alternative-text="Call"></lightning-icon>'),
    file: TEMPLATE,
    line: 3,
    message: /alternative-text="Call" belongs/,
  },
]);

const query = (body: string) => ({
  [`${CARD}/queries.ts`]: `import { gql } from 'lightning/graphql';\n\nexport const QUERY = gql\`\n  query talks {\n    uiapi { query {\n${body}\n    } }\n  }\n\`;\n`,
});

refuses(graphql, [
  {
    title: 'a field that is not there',
    changes: query('Talk__c { edges { node { Id\nTheme__c { value } } } }'),
    file: `${CARD}/queries.ts`,
    line: 7,
    message: /Talk__c has no field or relationship Theme__c/,
  },
  {
    title: 'a field in the wrong case',
    changes: query('Talk__c { edges { node { topic__c { value } } } }'),
    file: `${CARD}/queries.ts`,
    line: 6,
    message: /no field or relationship topic__c/,
  },
  {
    title: 'a filter by a field that is not there',
    changes: query('Talk__c(where: { Theme__c: { eq: "a" } }) { edges { node { Id } } }'),
    file: `${CARD}/queries.ts`,
    line: 6,
    message: /Talk__c has no field Theme__c/,
  },
  {
    title: 'an object that is not there',
    changes: query('Speech__c { edges { node { Id } } }'),
    file: `${CARD}/queries.ts`,
    line: 6,
    message: /no object Speech__c/,
  },
  {
    title: 'a query that does not parse',
    changes: query('Talk__c { edges { node {'),
    file: `${CARD}/queries.ts`,
    line: 9,
    message: /Syntax Error/,
  },
]);
