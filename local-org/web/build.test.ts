import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { buildApp } from './build/bundle.ts';
import { BuildProblem } from './build/problem.ts';
import { rootsFor } from './build/roots.ts';
import type { OrgNames } from './build/scoped.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'debrief-web-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const names: OrgNames = {
  hasLabel: (name) => name === 'Known',
  schemaProblem: (reference) => (reference === 'Account.Name' ? null : `There is no ${reference}.`),
  exposedComponents: () => ['card'],
};

function component(files: Record<string, string>): void {
  for (const [name, text] of Object.entries({ 'card/card.html': '<template></template>', ...files })) {
    const file = path.join(folder, 'lwc', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
const card = (imports: string, body = '') =>
  `import { LightningElement, api } from 'lwc';\n${imports}\nexport default class Card extends LightningElement {\n${body}\n}\n`;

const build = () => buildApp({ roots: rootsFor(folder), names, mode: 'production' });

async function problem(): Promise<BuildProblem> {
  const error: unknown = await build().then(
    () => new Error('It built.'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof BuildProblem, String(error));
  return error;
}

test('a component in TypeScript builds with its label, schema, permission and sibling modules', async () => {
  component({
    'card/card.ts': card(
      `import known from '@salesforce/label/c.Known';
import name from '@salesforce/schema/Account.Name';
import may from '@salesforce/customPermission/Debrief_Admin';
import userId from '@salesforce/user/Id';
import locale from '@salesforce/i18n/locale';
import { graphql, gql } from 'lightning/graphql';
import { half } from './half';
import type { Nothing } from './types';`,
      '@api size: number = half(3);\nvalues: unknown[] = [known, name, may, userId, locale, graphql, gql] satisfies unknown[];',
    ),
    'card/half.ts': 'export const half = (n: number): number => n / 2;',
  });
  const { files, permissions } = await build();
  const main = files.get('main.js') ?? '';
  assert.match(main, /viewer\.labels\["Known"\]/);
  assert.match(main, /"fieldApiName":\s*"Name"|fieldApiName:\s*"Name"/);
  assert.deepEqual([...permissions.customPermission], ['Debrief_Admin']);
  assert.ok(files.has('lightning/graphql.js'), 'platform modules are entries of their own');
  assert.match(main, /from "lwc"/, 'the engine stays outside');
});

test('an unknown label is named, with the file that asks for it', async () => {
  component({ 'card/card.ts': card("import text from '@salesforce/label/c.Nope';", 'text = text;') });
  const { message, file } = await problem();
  assert.match(message, /no custom label Nope/);
  assert.match(file, /lwc\/card\/card\.ts$/);
});

test('an unknown field is named', async () => {
  component({ 'card/card.ts': card("import f from '@salesforce/schema/Account.Nope';", 'f = f;') });
  assert.match((await problem()).message, /Account\.Nope/);
});

test('what the local org lacks is named: a base component, Apex, a missing component', async () => {
  component({
    'card/card.ts': card(''),
    'card/card.html': '<template><lightning-record-form></lightning-record-form></template>',
  });
  assert.match((await problem()).message, /does not implement lightning\/recordForm/);
  component({ 'card/card.ts': card("import run from '@salesforce/apex/Some.run';", 'run = run;') });
  assert.match((await problem()).message, /does not implement @salesforce\/apex\/Some\.run/);
  component({ 'card/card.ts': card(''), 'card/card.html': '<template><c-absent></c-absent></template>' });
  assert.match((await problem()).message, /no component or module c\/absent/);
});

test('a fault in markup and one in TypeScript say file and line', async () => {
  component({ 'card/card.ts': card(''), 'card/card.html': '<template>\n  <div>\n</template>\n' });
  const markup = await problem();
  assert.match(markup.file, /card\.html$/);
  assert.equal(markup.line, 3);
  component({ 'card/card.ts': `${card('')}\nconst x = ;\n` });
  const script = await problem();
  assert.match(script.file, /card\.ts$/);
  assert.equal(script.line, 7);
});
