/** Base components and modules that pages use, in a real browser: those that come with the package, and ours beside them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../tests/browser.ts';
import { assertAccessible, lookAt } from '../../tests/look.ts';
import { metadataXml, tabForReps, writePackage } from '../src/metadata/testPackage.ts';
import { createLocalOrg, type LocalOrg } from '../src/server.ts';
import { queryOf, whereOf } from './platform/lightning/recordPicker/where.ts';

const bundle = (targets: string) =>
  metadataXml('LightningComponentBundle', `<apiVersion>67.0</apiVersion><isExposed>${targets !== ''}</isExposed><targets>${targets}</targets>`); // prettier-ignore

const probe = `
import { LightningElement } from 'lwc';
import Confirm from 'lightning/confirm';
import Choice from 'c/choice';
export default class Probe extends LightningElement {
  said = '';
  asksTasks = false;
  askTasks() { this.asksTasks = true; }
  filter = { criteria: [
    { fieldPath: 'StageName', operator: 'ne', value: 'Closed Lost' },
    { fieldPath: 'Account.Name', operator: 'like', value: 'Halv%' },
    { fieldPath: 'Amount', operator: 'gt', value: 1 },
  ], filterLogic: '1 AND (2 OR 3)' };
  display = { primaryField: 'Name', additionalFields: ['Account.Name'] };
  matching = { primaryField: { fieldPath: 'Name' }, additionalFields: [{ fieldPath: 'Account.Name', mode: 'startsWith' }] };
  options = [{ label: 'One', value: '1' }, { label: 'Two', value: '2' }];
  failed({ detail }) { this.said = 'failed ' + detail.error.message; }
  picked({ detail }) { this.said = 'picked ' + detail.recordId; }
  chosen({ detail }) { this.said = 'chosen ' + detail.value; }
  typed({ detail, target }) { this.said = 'typed ' + (detail.value ?? target.value); }
  async open() { this.said = 'answered ' + await Choice.open({ size: 'small', label: 'Choose', content: 'Which?' }); }
  async sure() { this.said = 'sure ' + await Confirm.open({ label: 'Undo', message: 'Take it back?' }); }
}`;
const probeTemplate = `<template>
  <p role="status">{said}</p>
  <lightning-record-picker label="Deal" object-api-name="Opportunity" filter={filter} display-info={display}
    matching-info={matching} onchange={picked} onerror={failed}></lightning-record-picker>
  <template lwc:if={asksTasks}>
    <lightning-record-picker label="Task" object-api-name="Task" onerror={failed}></lightning-record-picker>
  </template>
  <lightning-button label="Tasks" onclick={askTasks}></lightning-button>
  <lightning-button label="Open" onclick={open}></lightning-button>
  <lightning-button label="Undo" onclick={sure}></lightning-button>
  <lightning-button-menu alternative-text="More" onselect={chosen}>
    <lightning-menu-item value="edit" label="Edit"></lightning-menu-item>
    <lightning-menu-item value="remove" label="Remove"></lightning-menu-item>
  </lightning-button-menu>
  <lightning-radio-group name="r" label="Number" options={options} onchange={chosen}></lightning-radio-group>
  <lightning-textarea label="Comment" onchange={typed}></lightning-textarea>
  <lightning-input type="date" label="Due" onchange={typed}></lightning-input>
  <lightning-progress-bar value="40" aria-label="Done"></lightning-progress-bar>
  <lightning-pill label="Astrid"></lightning-pill>
  <lightning-helptext content="Why it matters"></lightning-helptext>
</template>`;
const choice = `
import { api } from 'lwc';
import LightningModal from 'lightning/modal';
export default class Choice extends LightningModal {
  @api content;
  yes() { this.close('yes'); }
}`;
const choiceTemplate = `<template>
  <lightning-modal-header label={label}></lightning-modal-header>
  <lightning-modal-body><p>{content}</p></lightning-modal-body>
  <lightning-modal-footer><lightning-button label="Yes" variant="brand" onclick={yes}></lightning-button></lightning-modal-footer>
</template>`;

const package_ = writePackage({
  'lwc/probe/probe.js': probe,
  'lwc/probe/probe.html': probeTemplate,
  'lwc/probe/probe.js-meta.xml': bundle('<target>lightning__Tab</target>'),
  'lwc/choice/choice.js': choice,
  'lwc/choice/choice.html': choiceTemplate,
  'lwc/choice/choice.js-meta.xml': bundle(''),
  'tabs/Probe.tab-meta.xml': metadataXml('CustomTab', '<label>Probe</label><lwcComponent>probe</lwcComponent><motif>Custom41: Boat</motif>'),
  ...tabForReps('Probe'),
  'applications/Harbour.app-meta.xml': metadataXml('CustomApplication', '<label>Harbour</label><navType>Standard</navType><tabs>Probe</tabs><uiType>Lightning</uiType>'),
}); // prettier-ignore

let localOrg: LocalOrg;
let browser: Browser;
const ids = { deal: '' };
before(async () => {
  [localOrg, browser] = await Promise.all([
    createLocalOrg({ home: ':memory:', port: 0, packageDirectories: [package_.directory] }),
    launchBrowser(),
  ]);
  const paul = localOrg.org.sessionFor('paul');
  const account = paul.create('Account', { Name: 'Halvorsen Marine' });
  const deal = { StageName: 'Prospecting', CloseDate: '2027-03-31' };
  ids.deal = paul.create('Opportunity', { ...deal, Name: 'Twelve hulls', AccountId: account });
  paul.create('Opportunity', { ...deal, Name: 'Spares 100%', Amount: 5 });
  paul.create('Opportunity', { ...deal, Name: 'Small fry' });
});
after(async () => {
  await browser.close();
  await localOrg.close();
  package_.remove();
});

const look = (work: (page: Page) => Promise<void>, more: { user?: string; theme?: string } = {}) =>
  lookAt(browser, { baseURL: localOrg.url, path: '/lightning/n/Probe', ...more }, work);
const said = (page: Page, words: string) => page.getByText(words, { exact: true }).waitFor();

test('a filter’s logic: AND before OR, parentheses, NOT; terms match literally', () => {
  const criteria = ['A', 'B', 'C.D'].map((fieldPath) => ({ fieldPath, operator: 'eq', value: 1 }));
  const [a, b, c] = [{ A: { eq: 1 } }, { B: { eq: 1 } }, { C: { D: { eq: 1 } } }];
  const logic = (filterLogic?: string) => whereOf('', { criteria, ...(filterLogic ? { filterLogic } : {}) }, []);
  assert.deepEqual(logic(), { and: [a, b, c] });
  assert.deepEqual(logic('1 OR 2 AND 3'), { and: [{ or: [a, { and: [b, c] }] }] });
  assert.deepEqual(logic('(1 or 2) and not 3'), { and: [{ and: [{ or: [a, b] }, { not: c }] }] });
  for (const wrong of ['1 AND', '4', '1 2', '(1']) assert.throws(() => logic(wrong), /can't be read/);
  assert.deepEqual(whereOf(' 5_% ', undefined, [{ fieldPath: 'Name' }, { fieldPath: 'A.Name', mode: 'startsWith' }]), {
    and: [{ or: [{ Name: { like: '%5\\_\\%%' } }, { A: { Name: { like: '5\\_\\%%' } } }] }],
  });
  assert.match(
    queryOf('Account', ['Name', 'Owner.Name'], 'Name: { order: ASC }'),
    /Owner \{ Name \{ value displayValue \} \}/,
  );
});

test('a record is picked by keyboard and given back', async () => {
  await look(async (page) => {
    const input = page.getByRole('combobox', { name: 'Deal' });
    await input.pressSequentially('hul');
    const option = page.getByRole('option', { name: /Twelve hulls/ });
    await option.waitFor();
    assert.match(await option.innerText(), /Halvorsen Marine/);
    await assertAccessible(page, 'options');
    // a list that comes anew takes the highlight away
    for (let tries = 0; tries < 40 && (await input.inputValue()) !== 'Twelve hulls'; tries += 1) {
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForTimeout(250);
    }
    await said(page, `picked ${ids.deal}`);
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Clear Deal Selection' }).click();
    await said(page, 'picked null');
    assert.equal(await input.evaluate((one) => one.matches(':focus')), true);
    await input.pressSequentially('100%');
    await page.getByRole('option', { name: 'Spares 100%' }).waitFor();
    await input.fill('');
    await input.pressSequentially('fry');
    await page.getByRole('option', { name: 'No results for “fry”' }).waitFor();
  });
});

test('what is chosen is shown by its name, and activities can’t be picked from', async () => {
  await lookAt(browser, { baseURL: localOrg.url, path: '/lightning/n/Probe', refused: /400/ }, async (page) => {
    await page.getByRole('button', { name: 'Tasks' }).click();
    await said(page, 'failed Object Task is not supported in UI API');
    assert.equal(await page.getByRole('combobox', { name: 'Task' }).isDisabled(), true);
    await page.getByRole('combobox', { name: 'Deal' }).click();
    // before anything is typed: what the filter lets through, changed last on top
    await page.getByRole('option').nth(1).waitFor();
    assert.equal(await page.getByRole('option').count(), 2);
    await page.getByRole('option', { name: /Twelve hulls/ }).click();
    await said(page, `picked ${ids.deal}`);
    assert.equal(await page.getByRole('combobox', { name: 'Deal' }).inputValue(), 'Twelve hulls');
  });
});

test('modals and confirmations open, close by Escape and give the focus back', async () => {
  await look(async (page) => {
    const open = page.getByRole('button', { name: 'Open' });
    await open.click();
    const modal = page.getByRole('dialog');
    await modal.getByText('Which?').waitFor();
    await assertAccessible(page, 'modal');
    await modal.getByRole('button', { name: 'Yes' }).click();
    await said(page, 'answered yes');
    await open.click();
    await modal.getByText('Which?').waitFor();
    await modal.getByRole('button', { name: 'Yes' }).press('Escape');
    await said(page, 'answered undefined');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'OK' }).click();
    await said(page, 'sure true');
    assert.equal(await page.getByRole('button', { name: 'Undo' }).evaluate((one) => one.matches(':focus')), true);
  });
});

test('menus, radio groups, text areas, dates, bars, pills and help texts work', async () => {
  await look(async (page) => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await said(page, 'chosen remove');
    await page.getByText('Two', { exact: true }).click();
    await said(page, 'chosen 2');
    await page.getByRole('textbox', { name: 'Comment' }).fill('Send it');
    await said(page, 'typed Send it');
    await page.getByRole('textbox', { name: 'Due' }).fill('21 Nov 2026');
    await page.keyboard.press('Tab');
    await said(page, 'typed 2026-11-21');
    await page.getByRole('textbox', { name: 'Due' }).click();
    await page.getByRole('grid').getByText('24', { exact: true }).click();
    await said(page, 'typed 2026-11-24');
    assert.equal(await page.getByRole('progressbar').getAttribute('aria-valuenow'), '40');
    await page.getByText('Astrid', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Help' }).focus();
    await page.getByText('Why it matters').waitFor();
  });
});

test('dates are typed and chosen in the viewer’s own words', async () => {
  const user = localOrg.org.sessionFor('camille').user.Id;
  await look(
    async (page) => {
      await page.getByRole('textbox', { name: 'Due' }).fill('21 nov. 2026');
      await page.keyboard.press('Tab');
      await said(page, 'typed 2026-11-21');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /novembre/ }).waitFor();
    },
    { user },
  );
});
