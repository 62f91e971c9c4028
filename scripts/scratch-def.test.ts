import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '..');

test('every setting of the scratch org definition is one that Metadata API knows', () => {
  const types = readFileSync(path.join(root, 'node_modules/@salesforce/types/lib/metadata.d.ts'), 'utf8');
  const { settings } = JSON.parse(readFileSync(path.join(root, 'config/project-scratch-def.json'), 'utf8')) as {
    settings: Record<string, Record<string, unknown>>;
  };
  for (const [name, fields] of Object.entries(settings)) {
    const type = name.charAt(0).toUpperCase() + name.slice(1);
    const declared = new RegExp(`^export type ${type} = Metadata & \\{([^}]*)\\}`, 'm').exec(types)?.[1];
    assert.ok(declared, `Metadata API has no ${type}`);
    for (const field of Object.keys(fields))
      assert.match(declared, new RegExp(`\\b${field}\\??: `), `${type} has no ${field}`);
  }
});
