import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { build } from './build.ts';

let root = '';
const at = (name: string) => path.join(root, 'force-app/main/lwc', name);
function write(name: string, text: string): void {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
}

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'debrief-build-'));
  write('card/card.ts', "import { api } from 'lwc';\nexport default class Card {\n  @api title: string = 'a';\n}\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('types are erased, decorators and class fields stay as the LWC compiler reads them', () => {
  assert.deepEqual(build(root).problems, []);
  const script = readFileSync(at('card/card.js'), 'utf8');
  assert.match(script, /@api\s+title = 'a';/);
  assert.doesNotMatch(script, /string/);
});

test('GraphQL is emitted without the spaces that it does not need, everything else as it stands', () => {
  const query = '\n  query {\n    a(where: { b: { eq: "c, { d" } }) { e }\n  }\n';
  write('card/query.ts', `export const QUERY = gql\`${query}\`;\nexport const TEXT = \`\n  b { c }\`;\n`);
  build(root);
  const script = readFileSync(at('card/query.js'), 'utf8');
  assert.match(script, /gql ?`\nquery\{\na\(where:\{b:\{eq:"c, \{ d"\}\}\)\{e\}\n\}\n`/);
  assert.match(script, /`\n {2}b \{ c \}`/);
});

test('what did not change is not written again, what changed is', () => {
  build(root);
  const before = statSync(at('card/card.js')).mtimeMs;
  assert.equal(build(root).unchanged, 1);
  assert.equal(statSync(at('card/card.js')).mtimeMs, before);
  const later = new Date(Date.parse('2100-01-01T00:00:00Z'));
  utimesSync(at('card/card.ts'), later, later);
  assert.deepEqual(build(root).written, ['force-app/main/lwc/card/card.js']);
});

test('JavaScript whose TypeScript is gone is removed, tests are left alone', () => {
  write('card/old.js', 'export {};');
  write('card/__tests__/card.test.ts', 'export {};');
  assert.deepEqual(build(root).removed, ['force-app/main/lwc/card/old.js']);
  assert.equal(existsSync(at('card/__tests__/card.test.js')), false);
});

test('a syntax error is named by file and line, and leaves no JavaScript of an earlier run', () => {
  build(root);
  write('card/card.ts', 'export const a = 1;\nexport const = 2;\n');
  const later = new Date(Date.parse('2100-01-01T00:00:00Z'));
  utimesSync(at('card/card.ts'), later, later);
  const [problem] = build(root).problems;
  assert.equal(problem?.file, 'force-app/main/lwc/card/card.ts');
  assert.equal(problem.line, 2);
  assert.equal(existsSync(at('card/card.js')), false);
});

test('a bundle without the module of its name is refused, one of styles alone is not', () => {
  write('empty/empty.html', '<template></template>');
  write('styles/styles.css', ':host { display: block; }');
  assert.deepEqual(
    build(root).problems.map(({ file }) => file),
    ['force-app/main/lwc/empty'],
  );
});
