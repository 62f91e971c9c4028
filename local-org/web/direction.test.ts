/** Pages for viewers whose language is read from right to left, in a real browser. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../tests/browser.ts';
import { assertAccessible, lookAt } from '../../tests/look.ts';
import { metadataXml, tabForReps, writePackage } from '../src/metadata/testPackage.ts';
import { createLocalOrg, type LocalOrg } from '../src/server.ts';

const component = `
import { LightningElement } from 'lwc';
import label from '@salesforce/label/c.Ahoy';
import dir from '@salesforce/i18n/dir';
import formFactor from '@salesforce/client/formFactor';
export default class Probe extends LightningElement {
  said = label + ' ' + dir + ' ' + formFactor;
}`;
const template = `<template><p>{said}</p>
  <lightning-input type="date" label="Due" value="2026-11-21"></lightning-input>
  <lightning-button label="Next" icon-name="utility:chevronright" icon-position="right"></lightning-button></template>`;
const targets = '<target>lightning__Tab</target><target>lightning__UtilityBar</target>';
const decorator =
  '<componentInstanceProperties><name>label</name><type>decorator</type><value>To do</value></componentInstanceProperties>';

const package_ = writePackage({
  'lwc/probe/probe.js': component,
  'lwc/probe/probe.html': template,
  'lwc/probe/probe.js-meta.xml': metadataXml('LightningComponentBundle', `<apiVersion>67.0</apiVersion><isExposed>true</isExposed><targets>${targets}</targets>`),
  'labels/CustomLabels.labels-meta.xml': metadataXml('CustomLabels', '<labels><fullName>Ahoy</fullName><language>en_US</language><protected>false</protected><shortDescription>Ahoy</shortDescription><value>Ahoy</value></labels>'),
  'flexipages/Bar.flexipage-meta.xml': metadataXml('FlexiPage', `<flexiPageRegions><itemInstances><componentInstance>${decorator}<componentName>probe</componentName><identifier>probe</identifier></componentInstance></itemInstances><name>utilityItems</name><type>Region</type></flexiPageRegions><masterLabel>Bar</masterLabel><template><name>one:utilityBarTemplateDesktop</name></template><type>UtilityBar</type>`),
  'tabs/Probe.tab-meta.xml': metadataXml('CustomTab', '<label>Probe</label><lwcComponent>probe</lwcComponent><motif>Custom41: Boat</motif>'),
  ...tabForReps('Probe'),
  'applications/Harbour.app-meta.xml': metadataXml('CustomApplication', '<label>Harbour</label><navType>Standard</navType><tabs>Probe</tabs><uiType>Lightning</uiType><utilityBar>Bar</utilityBar>'),
}); // prettier-ignore

let localOrg: LocalOrg;
let browser: Browser;
before(async () => {
  [localOrg, browser] = await Promise.all([
    createLocalOrg({ home: ':memory:', port: 0, packageDirectories: [package_.directory] }),
    launchBrowser(),
  ]);
  const { user } = localOrg.org.sessionFor('paul');
  localOrg.org.sessionFor('ines').update('User', user.Id, { LanguageLocaleKey: 'ar', LocaleSidKey: 'ar_AE' });
});
after(async () => {
  await browser.close();
  await localOrg.close();
  package_.remove();
});

const look = (work: (page: Page) => Promise<void>, width = 1280) =>
  lookAt(browser, { baseURL: localOrg.url, path: '/lightning/n/Probe', viewport: { width, height: 800 } }, work);
const middle = async (one: Locator) => {
  const box = await one.boundingBox();
  assert.ok(box);
  return box.x + box.width / 2;
};

test('the page is laid out from the right, in English where nothing is translated, and nothing overflows', async () => {
  await look(async (page) => {
    await page.getByText('Ahoy rtl Large').waitFor();
    assert.deepEqual(await page.evaluate(() => [document.documentElement.dir, document.documentElement.lang]), [
      'rtl',
      'ar',
    ]);
    assert.ok((await middle(page.getByText('Harbour', { exact: true }))) > 640, 'the app’s name is on the right');
    assert.ok((await middle(page.getByRole('button', { name: /Paul Marchand/ }))) < 640, 'the user is on the left');
    const item = page.getByRole('contentinfo').getByRole('button', { name: 'To do' });
    assert.ok((await middle(item)) > 640, 'the utility bar begins on the right');
    await item.click();
    assert.ok((await middle(page.getByRole('dialog', { name: 'To do' }))) > 640, 'and so does its panel');
    await assertAccessible(page, 'rtl');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false);
  });
});

test('dates are read in the viewer’s own words', async () => {
  await look(async (page) => {
    const due = page.getByRole('textbox', { name: 'Due' });
    const shown = await due.inputValue();
    assert.match(shown, /نوفمبر/);
    assert.match(shown, /21.*2026|2026.*21/);
  });
});

test('a narrow window is a phone', async () => {
  await look(async (page) => {
    await page.getByText('Ahoy rtl Small').waitFor();
    assert.equal(await page.getByRole('contentinfo').count(), 0);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false);
  }, 320);
});

test('a list on a phone reads from the right, and a date stays beside its label', async () => {
  const paul = localOrg.org.sessionFor('paul');
  paul.create('Opportunity', { Name: 'Twelve hulls', StageName: 'Qualification', CloseDate: '2027-03-31' });
  const where = { path: '/lightning/o/Opportunity/list', viewport: { width: 390, height: 800 } };
  await lookAt(browser, { baseURL: localOrg.url, ...where }, async (page) => {
    const title = await page.getByRole('link', { name: 'Twelve hulls' }).boundingBox();
    assert.ok(title && title.x + title.width > 340, 'the title begins on the right');
    const date = page.getByRole('cell').filter({ hasText: '2027' });
    const [cell, words] = [await date.boundingBox(), await date.locator('shell-cell').boundingBox()];
    assert.ok(cell && words && words.x + words.width < cell.x + cell.width - 20, 'the date is left of its label');
  });
});
