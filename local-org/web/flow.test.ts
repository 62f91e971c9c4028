/** `lightning-flow` in a real browser. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../tests/browser.ts';
import { assignment, element, fieldsXml, flowFile, flowXml, formula, variable } from '../src/flow/testFlow.ts';
import { metadataXml, tabForReps, writePackage } from '../src/metadata/testPackage.ts';
import { createLocalOrg, type LocalOrg } from '../src/server.ts';

const component = `
import { LightningElement } from 'lwc';
export default class Probe extends LightningElement {
  runs = [];
  connectedCallback() {
    window.run = (flow, inputs) => new Promise((resolve) => {
      const told = [];
      this.tell = (detail) => {
        told.push(JSON.parse(JSON.stringify(detail)));
        if (detail.status === 'STARTED') return;
        this.runs = [];
        resolve(told);
      };
      this.runs = [{ key: flow, flow, inputs }];
    });
  }
  handle(event) { this.tell(event.detail); }
}`;
const template = `<template><template for:each={runs} for:item="run">
  <lightning-flow key={run.key} flow-api-name={run.flow} flow-input-variables={run.inputs} onstatuschange={handle}></lightning-flow>
</template></template>`;

const package_ = writePackage({
  'lwc/probe/probe.js': component,
  'lwc/probe/probe.html': template,
  'lwc/probe/probe.js-meta.xml': metadataXml('LightningComponentBundle', '<apiVersion>67.0</apiVersion><isExposed>true</isExposed><targets><target>lightning__Tab</target></targets>'),
  'tabs/Probe.tab-meta.xml': metadataXml('CustomTab', '<label>Probe</label><lwcComponent>probe</lwcComponent><motif>Custom41: Boat</motif>'),
  ...tabForReps('Probe'),
  'applications/Harbour.app-meta.xml': metadataXml('CustomApplication', '<label>Harbour</label><navType>Standard</navType><tabs>Probe</tabs><uiType>Lightning</uiType>'),
  [flowFile('Greet')]: flowXml(
    variable('name', { as: 'in' }) + variable('hulls', { type: 'Number', as: 'in out' }) + variable('inner') +
      formula('words', 'String', '"Hello, " & {!name}') + variable('greeting', { as: 'out' }) +
      assignment('Go', [['greeting', 'Assign', 'words']]),
    'Go',
  ),
  [flowFile('Break')]: flowXml(element('recordCreates', 'Make', `<object>Contact</object>${fieldsXml({ FirstName: "'Anna'" })}`), 'Make'),
  [flowFile('Asleep')]: flowXml('').replace('Active', 'Draft'),
}); // prettier-ignore

let localOrg: LocalOrg;
let browser: Browser;
let page: Page;
before(async () => {
  [localOrg, browser] = await Promise.all([
    createLocalOrg({ home: ':memory:', port: 0, packageDirectories: [package_.directory] }),
    launchBrowser(),
  ]);
  page = await browser.newPage();
  await page.goto(`${localOrg.url}/lightning/n/Probe`);
  await page.waitForSelector('c-probe', { state: 'attached' });
});
after(async () => {
  await browser.close();
  await localOrg.close();
  package_.remove();
});

interface Told {
  status: string;
  errorMessage?: string;
  outputVariables: { flowName: string; name: string; dataType: string; value: unknown }[];
}

/** What a Flow tells until it has ended. */
function run(flow: string, inputs: unknown[] = []): Promise<Told[]> {
  type Probe = { run(flow: string, inputs: unknown[]): Promise<Told[]> };
  return page.evaluate(([name, given]) => (window as unknown as Probe).run(name, given), [flow, inputs] as const);
}

test('a Flow runs as the viewer: STARTED, then FINISHED_SCREEN with the variables for output alone', async () => {
  const told = await run('Greet', [
    { name: 'name', type: 'String', value: 'Paul' },
    { name: 'hulls', type: 'Number', value: 12 },
  ]);
  assert.deepEqual(
    told.map(({ status }) => status),
    ['STARTED', 'FINISHED_SCREEN'],
  );
  assert.deepEqual(told[1]?.outputVariables, [
    { flowName: 'Greet', name: 'hulls', dataType: 'NUMBER', value: 12 },
    { flowName: 'Greet', name: 'greeting', dataType: 'STRING', value: 'Hello, Paul' },
  ]);
});

test('a fault without a path ends in ERROR with its words', async () => {
  const [started, failed] = await run('Break');
  assert.equal(started?.status, 'STARTED');
  assert.equal(failed?.status, 'ERROR');
  assert.match(failed.errorMessage ?? '', /REQUIRED_FIELD_MISSING/);
});

test('a Flow that is not there, or not active, never starts', async () => {
  for (const flow of ['Nothing', 'Asleep']) {
    const [told, ...more] = await run(flow);
    assert.deepEqual([told?.status, told?.errorMessage, more], ['ERROR', `The org has no active Flow ${flow}.`, []]);
  }
});
