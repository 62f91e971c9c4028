/** The utility bar and the Home page that an app names, in a real browser. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../tests/browser.ts';
import { assertAccessible, lookAt } from '../../tests/look.ts';
import { metadataXml, writePackage } from '../src/metadata/testPackage.ts';
import { createLocalOrg, type LocalOrg } from '../src/server.ts';

const probe = `
import { api, LightningElement, wire } from 'lwc';
import { EnclosingUtilityId, getInfo, minimize, onUtilityClick, updateUtility } from 'lightning/platformUtilityBarApi';
export default class Probe extends LightningElement {
  @api heading; @api rows; @api shown; @api recordId;
  @wire(EnclosingUtilityId) utilityId;
  clicks = 0;
  get said() { return [this.heading, this.rows, this.shown].map((value) => typeof value + ' ' + value).join(', '); }
  get inBar() { return this.utilityId !== undefined; }
  renderedCallback() {
    if (!this.utilityId || this.begun) return;
    this.begun = true;
    updateUtility(this.utilityId, { label: this.heading + ' (3)', highlighted: true });
    onUtilityClick(this.utilityId, ({ panelVisible }) => { this.clicks = this.clicks + (panelVisible ? 1 : 0); });
  }
  async tell() { window.info = await getInfo(this.utilityId); }
  close() { minimize(this.utilityId); }
}`;
const probeTemplate = `<template><p>{said}</p>
  <template lwc:if={inBar}>
    <p>Opened {clicks}</p>
    <lightning-button label="Tell" onclick={tell}></lightning-button>
    <lightning-button label="Done" onclick={close}></lightning-button>
  </template></template>`;
const meta = metadataXml(
  'LightningComponentBundle',
  `<apiVersion>67.0</apiVersion><isExposed>true</isExposed>
   <targets><target>lightning__UtilityBar</target><target>lightning__HomePage</target></targets>
   <targetConfigs><targetConfig targets="lightning__UtilityBar,lightning__HomePage">
     <property name="heading" type="String" label="Heading" /><property name="rows" type="Integer" label="Rows" />
     <property name="shown" type="Boolean" label="Shown" />
   </targetConfig></targetConfigs>`,
);

const property = (name: string, value: string, decorator = false) =>
  `<componentInstanceProperties><name>${name}</name>${decorator ? '<type>decorator</type>' : ''}<value>${value}</value></componentInstanceProperties>`;
const item = (name: string, identifier: string, properties: string) =>
  `<itemInstances><componentInstance>${properties}<componentName>${name}</componentName><identifier>${identifier}</identifier></componentInstance></itemInstances>`;
const region = (name: string, items: string) =>
  `<flexiPageRegions>${items}<name>${name}</name><type>Region</type></flexiPageRegions>`;
const page = (label: string, type: string, template: string, regions: string) =>
  metadataXml('FlexiPage', `${regions}<masterLabel>${label}</masterLabel><template><name>${template}</name></template><type>${type}</type>`); // prettier-ignore

const own = (heading: string) => property('heading', heading) + property('rows', '5') + property('shown', 'false');
const files = {
  'lwc/probe/probe.js': probe,
  'lwc/probe/probe.html': probeTemplate,
  'lwc/probe/probe.js-meta.xml': meta,
  'labels/CustomLabels.labels-meta.xml': metadataXml(
    'CustomLabels',
    '<labels><fullName>Ahoy</fullName><language>en_US</language><protected>false</protected><shortDescription>Ahoy</shortDescription><value>Ahoy</value></labels>',
  ),
  'translations/fr.translation-meta.xml': metadataXml(
    'Translations',
    '<customLabels><label>Ohé</label><name>Ahoy</name></customLabels>',
  ),
  'flexipages/Bar.flexipage-meta.xml': page(
    'Bar',
    'UtilityBar',
    'one:utilityBarTemplateDesktop',
    region(
      'utilityItems',
      item(
        'probe',
        'first',
        own('2026') +
          property('label', 'To do', true) +
          property('icon', 'utility:checklist', true) +
          property('eager', 'decorator', true),
      ) + item('probe', 'second', own('Notes') + property('label', 'Ahoy', true)),
    ),
  ),
  'flexipages/Other_Home.flexipage-meta.xml': page('Other', 'HomePage', 'home:desktopTemplate', ''),
  'flexipages/Harbour_Home.flexipage-meta.xml': page(
    'Harbour home',
    'HomePage',
    'home:desktopTemplate',
    region('top', item('probe', 'top', own('{!$Label.Ahoy}'))) +
      region('sidebar', item('home:eventContainer', 'events', '')),
  ),
  'applications/Harbour.app-meta.xml': metadataXml(
    'CustomApplication',
    `<actionOverrides><actionName>Tab</actionName><content>Harbour_Home</content><formFactor>Large</formFactor>
     <skipRecordTypeSelect>false</skipRecordTypeSelect><type>Flexipage</type><pageOrSobjectType>standard-home</pageOrSobjectType></actionOverrides>
     <label>Harbour</label><navType>Standard</navType><tabs>standard-home</tabs><uiType>Lightning</uiType><utilityBar>Bar</utilityBar>`,
  ),
};

const package_ = writePackage(files);
let localOrg: LocalOrg;
let browser: Browser;
before(async () => {
  [localOrg, browser] = await Promise.all([
    createLocalOrg({ home: ':memory:', port: 0, packageDirectories: [package_.directory] }),
    launchBrowser(),
  ]);
});
after(async () => {
  await browser.close();
  await localOrg.close();
  package_.remove();
});

const look = (work: (page: Page) => Promise<void>, more: { user?: string; width?: number } = {}) =>
  lookAt(
    browser,
    {
      baseURL: localOrg.url,
      path: '/lightning/page/home',
      ...(more.user ? { user: more.user } : {}),
      ...(more.width ? { viewport: { width: more.width, height: 800 } } : {}),
    },
    work,
  );
const isFocused = (one: Locator) => one.evaluate((element) => element.matches(':focus'));
const bar = (page: Page) => page.getByRole('contentinfo', { name: 'Utility bar' });

test('Home is the page that the app names, with properties of their own types and texts in the viewer’s language', async () => {
  await look(async (shown) => {
    await shown.getByText('string Ahoy, number 5, boolean false').waitFor();
    await shown.getByRole('heading', { name: 'My meetings' }).waitFor();
    assert.equal(await shown.getByRole('heading', { name: 'My open deals' }).count(), 0);
  });
  const camille = localOrg.org.sessionFor('camille').user.Id;
  await look((shown) => shown.getByText('string Ohé, number 5, boolean false').waitFor(), { user: camille });
});

test('an item opens and closes by keyboard, and the focus comes back', async () => {
  await look(async (shown) => {
    // it began with the page, and has put its count into its label
    const button = bar(shown).getByRole('button', { name: '2026 (3)' });
    await button.focus();
    await shown.keyboard.press('Enter');
    const panel = shown.getByRole('dialog', { name: 'To do' });
    await panel.getByText('string 2026, number 5').waitFor();
    await panel.getByText('Opened 1').waitFor();
    assert.equal(await button.getAttribute('aria-expanded'), 'true');
    await assertAccessible(shown, 'open');
    await shown.keyboard.press('Tab');
    await shown.keyboard.press('Tab');
    await shown.keyboard.press('Enter');
    await shown.waitForFunction(() => 'info' in window);
    const info = await shown.evaluate(() => (window as unknown as { info: Record<string, unknown> }).info);
    assert.equal(info['utilityLabel'], '2026 (3)');
    assert.equal(info['utilityIcon'], 'checklist');
    assert.equal(info['utilityVisible'], true);
    await shown.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    assert.equal(await isFocused(button), true);
    await shown.keyboard.press('Enter');
    await panel.getByText('Opened 2').waitFor();
  });
});

test('one is open at a time, and a component may close its own', async () => {
  await look(async (shown) => {
    await bar(shown).getByRole('button', { name: '2026 (3)' }).click();
    const second = bar(shown).getByRole('button', { name: 'Ahoy' });
    await second.click();
    await shown.getByRole('dialog', { name: 'To do' }).waitFor({ state: 'hidden' });
    const panel = shown.getByRole('dialog', { name: 'Ahoy' });
    await bar(shown).getByRole('button', { name: 'Notes (3)' }).waitFor();
    await panel.getByRole('button', { name: 'Done' }).click();
    await panel.waitFor({ state: 'hidden' });
    assert.equal(await isFocused(bar(shown).getByRole('button', { name: 'Notes (3)' })), true);
  });
});

test('what gets the focus stands clear of the header and of the bar', async () => {
  await look(async (shown) => {
    await bar(shown).waitFor();
    const covered = await shown.evaluate(() => {
      const names = Array.from({ length: 60 }, (_, index) => String(index));
      const buttons = names.map((name) => Object.assign(document.createElement('button'), { textContent: name }));
      for (const button of buttons) button.style.display = 'block';
      document.body.style.paddingBottom = '4rem';
      document.body.append(...buttons);
      return [...buttons, ...buttons.toReversed()].flatMap((button) => {
        button.focus();
        const { top, bottom } = button.getBoundingClientRect();
        const isCovered = [top + 1, bottom - 1].some((y) => document.elementFromPoint(10, y) !== button);
        return isCovered ? [button.textContent] : [];
      });
    });
    assert.deepEqual(covered, []);
  });
});

test('phones have no utility bar', async () => {
  await look(
    async (shown) => {
      await shown.getByText('string Ahoy, number 5').waitFor();
      assert.equal(await bar(shown).count(), 0);
    },
    { width: 390 },
  );
});
