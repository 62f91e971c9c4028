import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { buildApp } from './build/bundle.ts';
import { Compiler } from './build/compile.ts';
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

const build = () => buildApp({ roots: rootsFor([folder]), names, mode: 'production' });

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

test('every fault says file, line and column as its author has them', async () => {
  const place = async (files: Record<string, string>) => {
    component({ 'card/card.ts': card(''), 'card/card.html': '<template></template>', ...files });
    const { file, line, column } = await problem();
    return [path.basename(file), line, column];
  };
  const typed = 'interface Point {\n  x: number;\n}\ntype Points = Point[];\n';
  assert.deepEqual(await place({ 'card/card.html': '<template>\n  <p>{a.b()}</p>\n</template>\n' }), [
    'card.html',
    2,
    6,
  ]);
  assert.deepEqual(await place({ 'card/card.html': '<template>\n  <div>\n</template>\n' }), ['card.html', 3, 1]);
  assert.deepEqual(await place({ 'card/card.html': '<template>\n  <c-absent></c-absent>\n</template>\n' }), [
    'card.html',
    2,
    3,
  ]);
  rmSync(path.join(folder, 'lwc', 'card', 'card.html'));
  assert.deepEqual(await place({ 'card/card.ts': `${card('')}\nconst x = ;\n` }), ['card.ts', 7, 11]);
  assert.deepEqual(await place({ 'card/card.ts': card(typed, '  @api @api x: Points = [];') }), ['card.ts', 8, 8]);
  assert.deepEqual(await place({ 'card/card.ts': card("import t from '@salesforce/label/c.Nope';", 't = t;') }), [
    'card.ts',
    2,
    15,
  ]);
  assert.deepEqual(await place({ 'card/card.ts': card("import { b } from './absent';", 'b = b;') }), [
    'card.ts',
    2,
    19,
  ]);
  assert.deepEqual(
    await place({
      'card/card.ts': card("import { b } from './half';", 'b = b;'),
      'card/half.ts': 'export const a = 1;',
    }),
    ['card.ts', 2, 10],
  );
  assert.deepEqual(await place({ 'card/card.css': 'h1 {\n  color: red;\n}\n  p {' }), ['card.css', 4, 3]);
});

test('a rebuild has what changed since, in markup, script and style, and what a fault left behind is not kept', async () => {
  const compiler = new Compiler(rootsFor([folder]));
  const main = async () =>
    (await buildApp({ roots: rootsFor([folder]), names, mode: 'production', compiler })).files.get('main.js') ?? '';
  const saved = { 'card/card.ts': card('', "  word = 'first';"), 'card/card.html': '<template>{word}</template>' };
  component({ ...saved, 'card/card.css': 'p { margin: 1px; }' });
  const first = await main();
  assert.match(first, /'first'|"first"/);
  component({ ...saved, 'card/card.ts': card('', "  word = 'second';") });
  assert.match(await main(), /'second'|"second"/);
  component({ ...saved, 'card/card.html': '<template><p>third</p></template>' });
  assert.match(await main(), /third/);
  component({ ...saved, 'card/card.html': '<template><p></template>' });
  await assert.rejects(main(), BuildProblem);
  component({ ...saved, 'card/card.css': 'p { margin: 4px; }' });
  assert.match(await main(), /margin: 4px/);
  component({ ...saved, 'card/card.css': 'p { margin: 1px; }' });
  assert.equal(await main(), first);
});
