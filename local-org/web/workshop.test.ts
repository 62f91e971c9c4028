import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { openOrg } from '../src/data/org.ts';
import type { Org } from '../src/data/types.ts';
import { type State, Workshop } from './workshop.ts';

let folder: string;
let org: Org;
let workshop: Workshop;

const META = `<?xml version="1.0" encoding="UTF-8"?>
<LightningComponentBundle xmlns="http://soap.sforce.com/2006/04/metadata">
    <apiVersion>67.0</apiVersion>
    <isExposed>true</isExposed>
</LightningComponentBundle>`;
const labels = (text: string) => `<?xml version="1.0" encoding="UTF-8"?>
<CustomLabels xmlns="http://soap.sforce.com/2006/04/metadata">
    <labels>
        <fullName>Greeting</fullName>
        <language>en_US</language>
        <protected>true</protected>
        <shortDescription>Greeting</shortDescription>
        <value>${text}</value>
    </labels>
</CustomLabels>`;

function save(name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'debrief-workshop-'));
  save('lwc/card/card.js-meta.xml', META);
  save('lwc/card/card.html', '<template>{text}</template>');
  save(
    'lwc/card/card.ts',
    `import { LightningElement } from 'lwc';
import text from '@salesforce/label/c.Greeting';
export default class Card extends LightningElement {
  text: string = text;
}
`,
  );
  save('labels/CustomLabels.labels-meta.xml', labels('Hello'));
  org = openOrg({ file: ':memory:', packageDirectories: [folder] });
  workshop = new Workshop(org, 'production');
});
afterEach(() => {
  workshop.close();
  org.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The first state that fits, after a change is made. */
function stateAfter(change: () => void, fits: (state: State) => boolean): Promise<State> {
  return new Promise((resolve) => {
    const stop = workshop.onState((state) => {
      if (!fits(state)) return;
      stop();
      resolve(state);
    });
    change();
  });
}

test('open pages learn of a changed component, of a fault with its place, and of its mending', async () => {
  await workshop.app();
  const { key } = workshop.state();
  workshop.watch();
  const changed = await stateAfter(
    () => save('lwc/card/card.html', '<template><p>{text}</p></template>'),
    (state) => state.key !== key,
  );
  assert.equal(changed.problem, null);

  const { problem } = await stateAfter(
    () => save('lwc/card/card.html', '<template>\n  <p>{text()}</p>\n</template>'),
    (state) => state.problem !== null,
  );
  assert.deepEqual([path.basename(problem?.file ?? ''), problem?.line, problem?.column], ['card.html', 2, 6]);

  const mended = await stateAfter(
    () => save('lwc/card/card.html', '<template>{text}</template>'),
    (state) => state.problem === null,
  );
  assert.equal(mended.key, key, 'what was built before is built again');
});

test('a changed label is a new state though no code changed; labels that do not parse are a fault', async () => {
  await workshop.app();
  const { key } = workshop.state();
  workshop.watch();
  const { problem } = await stateAfter(
    () => save('labels/CustomLabels.labels-meta.xml', '<CustomLabels>'),
    (state) => state.problem !== null,
  );
  assert.match(problem?.file ?? '', /CustomLabels\.labels-meta\.xml$/);
  const changed = await stateAfter(
    () => save('labels/CustomLabels.labels-meta.xml', labels('Good morning')),
    (state) => state.problem === null,
  );
  assert.notEqual(changed.key, key);
  assert.equal(org.metadata.labels.get('en_US')?.get('Greeting'), 'Good morning');
});
