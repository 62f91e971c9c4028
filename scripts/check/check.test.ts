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

for (const [title, text, line, message] of [
  ['a control character', '<CustomField>\n<label>a\u0001b</label>\n</CustomField>', 2, /control character/],
  ['an entity of HTML', '<CustomField>\n<label>a&nbsp;b</label>\n</CustomField>', 2, /&nbsp; is no entity/],
  ['a comment with two dashes inside', '<CustomField>\n\n<!-- a -- b -->\n</CustomField>', 3, /no --/],
  ['another encoding', '<?xml version="1.0" encoding="UTF-16"?>\n<CustomField/>', 1, /says UTF-16/],
] as const)
  test(`XML with ${title} is refused`, async () => {
    const [first] = await findings([], { [FIELD]: text });
    assert.deepEqual([first?.rule, first?.file, first?.line], ['metadata-xml', FIELD, line]);
    assert.match(first?.message ?? '', message);
  });

test('what XML allows is read: entities of its own, comments, CDATA', async () => {
  const label =
    '<!-- a - b --><label>a &amp; b &#233; &#xe9;</label><description><![CDATA[a & b &nbsp;]]></description>';
  assert.deepEqual(await findings([], { [FIELD]: `<CustomField>${label}</CustomField>` }), []);
});

test('a file that source format does not know is refused', async () => {
  const file = 'force-app/main/permissionsets/Reader.permissionset.xml';
  assert.deepEqual(await findings([], { [file]: '<PermissionSet/>' }), [
    { file, line: 1, rule: 'metadata-file', message: 'Source format has no such file' },
  ]);
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
