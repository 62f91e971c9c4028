import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { build } from '../build.ts';
import { readContext, RULES, run } from './check.ts';
import { render } from './finding.ts';
import { FIELD, findings } from './fixture.ts';

test('a sound package passes every rule', async () => {
  assert.deepEqual(await findings(RULES), []);
});

test('the package of this project passes every rule', async () => {
  const root = path.resolve(import.meta.dirname, '../..');
  assert.deepEqual(build(root).problems, []);
  const { context, findings: unreadable } = readContext(root);
  assert.deepEqual([...unreadable, ...(await run(RULES, context))], []);
  assert.ok(context.source.metadata.length > 100);
});

test('XML that is not well-formed is named with its line', async () => {
  const [first] = await findings([], { [FIELD]: '<CustomField>\n<label>a</type>\n</CustomField>' });
  assert.equal(first?.rule, 'metadata-xml');
  assert.equal(first.file, FIELD);
  assert.equal(first.line, 2);
});

test('a file whose ending no type has is refused', async () => {
  const file = 'force-app/main/tabs/Talk__c.tabs-meta.xml';
  const found = await findings([], { [file]: '<CustomTab/>' });
  assert.deepEqual(found, [
    { file, line: 1, rule: 'metadata-file', message: '.tabs-meta.xml is not the ending of a known type' },
  ]);
});

test('findings are printed by file and line, with a closing count', () => {
  const text = render(
    [
      { file: 'b.xml', line: 2, rule: 'x', message: 'second' },
      { file: 'a.xml', line: 10, rule: 'x', message: 'first' },
    ],
    '2 files',
  );
  assert.equal(text, 'a.xml:10  x  first\nb.xml:2  x  second\n2 files: 2 errors');
});
