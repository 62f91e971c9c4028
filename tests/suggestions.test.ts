/** Suggestions in a real browser, decided by reps with their own rights: what the org holds afterwards is asked of the org. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { TestDemo } from './demo.ts';
import { assertAccessible, isOfPage, lookAt } from './look.ts';

const HALVORSEN = 'Halvorsen Marine – Fleet telemetry';
const KEY = 'zoom:85277301948';
const PHONE = { width: 320, height: 800 };

let demo: TestDemo;
let browser: Browser;
let deal: string;
let conversation: string;

before(async () => {
  [demo, browser] = await Promise.all([TestDemo.start(), launchBrowser()]);
  deal = (await demo.one(`SELECT Id FROM Opportunity WHERE Name = '${HALVORSEN}'`)).Id;
  conversation = (await demo.one(`SELECT Id FROM Conversation__c WHERE Key__c = '${KEY}'`)).Id;
});
after(async () => {
  await browser.close();
  await demo.stop();
});

interface Viewer {
  alias?: string;
  theme?: string;
  viewport?: { width: number; height: number };
  record?: string;
  refused?: RegExp;
}

async function open({ alias = 'paul', record = deal, ...viewer }: Viewer, look: (page: Page) => Promise<void>) {
  const { Id: user } = await demo.one(`SELECT Id FROM User WHERE Alias = '${alias}'`);
  await lookAt(browser, { baseURL: demo.url, path: `/lightning/r/Opportunity/${record}/view`, user, ...viewer }, look);
}

const list = (page: Page) => page.locator('c-suggestion-list');
const button = (page: Page, name: string) => list(page).getByRole('button', { name, exact: true });
const said = (page: Page, words: string | RegExp) => list(page).getByText(words).last().waitFor();

const dealNow = (fields: string) =>
  demo.one(`SELECT Id, ${fields}, LastModifiedBy.Alias FROM Opportunity WHERE Id = '${deal}'`);
const suggestionOf = (field: string) =>
  demo.one(
    `SELECT Id, Status__c, Proposed__c, Decided_By__r.Alias, Decided_At__c FROM Conversation_Suggestion__c WHERE Field__c = '${field}' AND Conversation__c = '${conversation}'`,
  );
const aliasOf = (person: unknown) => (person as { Alias: string } | null)?.Alias;

/** A suggestion beside those of the samples. */
async function suggest(field: string, proposed: string, more: object = {}): Promise<string> {
  const { id } = (await demo.org('POST', '/sobjects/Conversation_Suggestion__c', {
    ...{ Conversation__c: conversation, Object__c: 'Opportunity', Record_Id__c: deal, Field__c: field },
    ...{ Proposed__c: proposed, Quote__c: 'Said in the weekly.', Status__c: 'Proposed', ...more },
  })) as { id: string };
  return id;
}
const remove = (id: string) => demo.org('DELETE', `/sobjects/Conversation_Suggestion__c/${id}`);

test('a suggestion is accepted as the rep, and undone', async () => {
  const before = await dealNow('Amount');
  await open({}, async (page) => {
    await said(page, 'With the hardware paid in advance, twelve boats come to one hundred and seventy-six thousand.');
    assert.ok((await list(page).getByRole('link').first().getAttribute('href'))?.endsWith('t=1271'));
    await button(page, 'Accept Amount').click();
    await said(page, 'Amount is now €176,000.');
    const accepted = await dealNow('Amount');
    assert.deepEqual([accepted.Amount, aliasOf(accepted.LastModifiedBy)], [176000, 'paul']);
    const applied = await suggestionOf('Amount');
    assert.deepEqual([applied.Status__c, aliasOf(applied.Decided_By__r)], ['Applied', 'paul']);
    await page.locator('body').getByText('€176,000.00').first().waitFor();

    await button(page, 'Undo Amount').click();
    await button(page, 'Accept Amount').waitFor();
    assert.equal((await dealNow('Amount')).Amount, before.Amount);
    const open_ = await suggestionOf('Amount');
    assert.deepEqual([open_.Status__c, open_.Decided_At__c], ['Proposed', null]);
  });
});

test('the keyboard alone edits and rejects, and focus is never lost', async () => {
  const { CloseDate } = await dealNow('CloseDate');
  const { NextStep } = await dealNow('NextStep');
  const focused = (page: Page) =>
    page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return (element?.textContent?.trim() || (element as HTMLInputElement | null)?.value) ?? '';
    });
  await open({}, async (page) => {
    await button(page, 'Edit Next Step').focus();
    await page.keyboard.press('Enter');
    const input = list(page).getByRole('textbox', { name: 'Next Step' });
    await input.waitFor();
    assert.match(await focused(page), /Two-page trial report/);
    await page.keyboard.press('Escape');
    await button(page, 'Edit Next Step').waitFor();
    assert.match(await focused(page), /^Edit/);
    assert.equal((await dealNow('NextStep')).NextStep, NextStep);

    await page.keyboard.press('Enter');
    await input.waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Trial report by the 3rd');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await said(page, 'Next Step is now Trial report by the 3rd.');
    assert.match(await focused(page), /^Undo/);
    const edited = await dealNow('NextStep');
    assert.deepEqual([edited.NextStep, aliasOf(edited.LastModifiedBy)], ['Trial report by the 3rd', 'paul']);
    const suggestion = await suggestionOf('NextStep');
    assert.equal(suggestion.Proposed__c, 'Two-page trial report for Astrid, then signature');
    assert.equal((await demo.sync(`/v1/conversations/${KEY}/resync`, { method: 'POST' })).status, 202);
    await demo.settled(KEY);
    assert.deepEqual(await suggestionOf('NextStep'), suggestion, 'the service leaves what a person decided');
    assert.equal((await dealNow('NextStep')).NextStep, 'Trial report by the 3rd');
    await page.keyboard.press('Enter');
    await button(page, 'Accept Next Step').waitFor();
    assert.match(await focused(page), /^Accept/);

    await button(page, 'Reject Close Date').focus();
    await page.keyboard.press('Enter');
    await said(page, 'Rejected. Close Date stays as it is.');
    assert.equal((await suggestionOf('CloseDate')).Status__c, 'Rejected');
    assert.equal((await dealNow('CloseDate')).CloseDate, CloseDate);
    await page.keyboard.press('Enter');
    await button(page, 'Accept Close Date').waitFor();
    assert.equal((await suggestionOf('CloseDate')).Status__c, 'Proposed');
  });
});

test('a refusal shows the org’s own words, and what was typed stays', async () => {
  await demo.setup('POST', {
    ...{ change: 'validationRule', object: 'Opportunity', name: 'Step_Approved' },
    filters: [{ field: 'NextStep', operation: 'contains', value: 'discount' }],
    errorMessage: 'Discounts are agreed with Ines before they stand on a deal.',
    errorDisplayField: 'NextStep',
  });
  await open({ refused: /status of 400/ }, async (page) => {
    await button(page, 'Edit Next Step').click();
    const input = list(page).getByRole('textbox', { name: 'Next Step' });
    await input.fill('Offer a discount of 15 %');
    await button(page, 'Save Next Step').click();
    await list(page)
      .getByRole('alert')
      .getByText('Discounts are agreed with Ines before they stand on a deal.')
      .waitFor();
    assert.equal(await input.inputValue(), 'Offer a discount of 15 %');
    assert.equal((await suggestionOf('NextStep')).Status__c, 'Proposed');
    await assertAccessible(page);
    await input.fill('Two-page trial report');
    await input.press('Enter');
    await said(page, 'Next Step is now Two-page trial report.');
    await button(page, 'Undo Next Step').click();
    await button(page, 'Accept Next Step').waitFor();
  });
  await demo.setup('DELETE');
});

test('of two reps who decide one suggestion, the second is told who, when and what', async () => {
  await open({ alias: 'tom', refused: /status of 412/ }, async (tom) => {
    await button(tom, 'Accept Amount').waitFor();
    await open({ alias: 'paul' }, async (paul) => {
      await button(paul, 'Accept Amount').click();
      await said(paul, 'Amount is now €176,000.');
      await button(tom, 'Reject Amount').click();
      await said(tom, /^Paul Marchand accepted this on .+, \d{1,2}:\d\d.*\. Amount is now .?176,000/);
      assert.equal((await suggestionOf('Amount')).Status__c, 'Applied');
      await assertAccessible(tom);
      await button(paul, 'Undo Amount').click();
      await button(paul, 'Accept Amount').waitFor();
    });
  });
});

test('a field that somebody changed meanwhile is told, another field of the deal is no obstacle', async () => {
  await open({ refused: /status of 412/ }, async (page) => {
    await button(page, 'Accept Next Step').waitFor();
    const { NextStep, Description } = await dealNow('NextStep, Description');
    // the org tells changes apart by whole seconds
    await sleep(1_000);
    await demo.org('PATCH', `/sobjects/Opportunity/${deal}`, { NextStep: 'Call Ingrid' });
    await button(page, 'Accept Next Step').click();
    await said(page, /Next Step has changed since you opened the page: it is now Call Ingrid, not/);
    assert.equal((await dealNow('NextStep')).NextStep, 'Call Ingrid');
    await demo.org('PATCH', `/sobjects/Opportunity/${deal}`, { Description: 'Twelve hulls.' });
    await button(page, 'Accept Next Step').click();
    await said(page, 'Next Step is now Two-page trial report for Astrid, then signature.');

    await sleep(1_000);
    await demo.org('PATCH', `/sobjects/Opportunity/${deal}`, { NextStep: 'Call Ingrid again' });
    await button(page, 'Undo Next Step').click();
    await said(page, 'Not undone: Next Step has been changed since, and is now Call Ingrid again.');
    assert.equal((await suggestionOf('NextStep')).Status__c, 'Applied');
    await demo.org('PATCH', `/sobjects/Opportunity/${deal}`, { NextStep, Description });
    await demo.org('PATCH', `/sobjects/Conversation_Suggestion__c/${(await suggestionOf('NextStep')).Id}`, {
      Status__c: 'Proposed',
    });
  });
});

test('what was interrupted is offered to be finished, and what the record says already is marked as done', async () => {
  const { Id: paul } = await demo.one("SELECT Id FROM User WHERE Alias = 'paul'");
  const half = await suggest('Type', 'New Customer', {
    ...{ Status__c: 'Accepted', Decided_By__c: paul, Decided_At__c: '2026-11-20T09:00:00.000Z' },
  });
  const edited = await suggest('LeadSource', 'Web', {
    Status__c: 'Accepted',
    Decided_By__c: paul,
    Chosen__c: 'Partner',
  });
  const same = await suggest('StageName', 'Negotiation/Review');
  await open({}, async (page) => {
    await list(page)
      .getByRole('button', { name: /^Show all/ })
      .click();
    await said(page, /Paul Marchand accepted this on .+ but saving was interrupted/);
    await button(page, 'Finish Type').or(button(page, 'Finish Opportunity Type')).click();
    await said(page, /Type is now New Customer\./);
    await said(page, 'The record already says so.');
    await button(page, 'Finish Lead Source').click();
    await said(page, 'Lead Source is now Partner.');
    await button(page, 'Mark as done Stage').click();
    await said(page, 'Stage is now Negotiation/Review.');
  });
  const [done, marked] = await Promise.all(
    [half, same].map((id) => demo.one(`SELECT Id, Status__c FROM Conversation_Suggestion__c WHERE Id = '${id}'`)),
  );
  assert.deepEqual([done?.Status__c, marked?.Status__c], ['Applied', 'Applied']);
  await Promise.all([half, edited, same].map(remove));
});

test('a field that the rep may not edit says who can grant it; other records of the deal take suggestions, too', async () => {
  const account = await demo.one("SELECT Id FROM Account WHERE Name = 'Halvorsen Marine'");
  const astrid = await demo.one("SELECT Id, Title FROM Contact WHERE Name = 'Astrid Halvorsen'");
  const made = [
    await suggest('Website_Domain__c', 'halvorsen.example', { Object__c: 'Account', Record_Id__c: account.Id }),
    await suggest('Title', 'Chief executive', { Object__c: 'Contact', Record_Id__c: astrid.Id }),
  ];
  await open({}, async (page) => {
    await list(page)
      .getByRole('button', { name: /^Show all/ })
      .click();
    await said(page, /You can see .+, but not change it\. Your Salesforce admin can let you edit this field\./);
    await said(page, 'Contact Astrid Halvorsen');
    await assertAccessible(page);
    await button(page, 'Accept Title').click();
    await said(page, 'Title is now Chief executive.');
    const changed = await demo.one(`SELECT Id, Title, LastModifiedBy.Alias FROM Contact WHERE Id = '${astrid.Id}'`);
    assert.deepEqual([changed.Title, aliasOf(changed.LastModifiedBy)], ['Chief executive', 'paul']);
    await button(page, 'Undo Title').click();
    await button(page, 'Accept Title').waitFor();
  });
  await Promise.all(made.map(remove));
});

test('who may not decide is told who can grant it; without suggestions the rest of the page stays', async () => {
  const rights = { change: 'permission', permissionSet: 'Debrief_Rep', object: 'Conversation_Suggestion__c' };
  await demo.setup('POST', { ...rights, read: true, edit: false });
  await open({}, async (page) => {
    await said(page, /ask your Salesforce admin for the permission set “Debrief Rep”/);
    assert.equal(
      await list(page)
        .getByRole('button', { name: /^(Accept|Edit|Reject)/ })
        .count(),
      0,
    );
  });
  await demo.setup('POST', { ...rights, read: false, edit: false });
  await open({}, async (page) => {
    await page.locator('c-topic-trend').waitFor();
    await page.locator('c-conversation-list .title').first().waitFor();
    assert.equal(await list(page).count(), 0);
  });
  await demo.setup('DELETE');
});

test('a rep decides in French', async () => {
  const { Id: record } = await demo.one(
    "SELECT Id FROM Opportunity WHERE Name = 'Traversées d’Iroise – Suivi de flotte'",
  );
  await open({ alias: 'camille', record }, async (page) => {
    await said(page, 'Avant, il nous faut le bilan de l’essai.');
    await button(page, 'Accepter Étape suivante').click();
    await said(page, 'Étape suivante : maintenant Bilan d’essai de deux pages avant le comité de janvier.');
    await button(page, 'Annuler la décision Étape suivante').click();
    await button(page, 'Rejeter Étape suivante').waitFor();
  });
  const { LastModifiedBy } = await demo.one(`SELECT Id, LastModifiedBy.Alias FROM Opportunity WHERE Id = '${record}'`);
  assert.equal(aliasOf(LastModifiedBy), 'camille');
});

test('a topic of the chart lists its conversations, in the one request of the page', async () => {
  const asked: string[] = [];
  await open({}, async (page) => {
    await list(page).waitFor();
    page.on('request', (request) => isOfPage(request) && asked.push(request.postData() ?? ''));
    await page.reload();
    const chart = page.locator('c-topic-trend');
    await chart.getByRole('table').waitFor();
    await list(page).waitFor();
    assert.equal(asked.length, 1);
    const row = chart.getByRole('row', { name: /Sea trial/ });
    assert.equal(await row.getByText('came up').count(), 3);
    await chart.getByRole('button', { name: 'Sea trial' }).press('Enter');
    const titles = page.locator('c-conversation-list .title');
    await titles.filter({ hasText: 'Telemetry demo' }).waitFor({ state: 'detached' });
    assert.equal(await titles.count(), 3);
  });
});

test('axe finds nothing in any theme, and a small phone shows the same without running off its side', async (t) => {
  for (const theme of ['slds', 'cosmos', 'dark'])
    await t.test(theme, () =>
      open({ theme, viewport: PHONE }, async (page) => {
        await button(page, 'Edit Close Date').click();
        await list(page).getByLabel('Close Date').waitFor();
        await page.locator('[data-place="trend"]').scrollIntoViewIfNeeded();
        await page.locator('c-topic-trend').waitFor();
        await assertAccessible(page);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.equal(over, 0);
      }),
    );
});
