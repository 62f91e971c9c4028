/** A deal as its rep works with it: filters, suggestions in each state, people without a role. */
import type { Page } from 'playwright-core';
import type { TestDemo } from '../../tests/demo.ts';
import { deal, FLEET, record, shown, type Picture } from './list.ts';

const IROISE = 'Traversées d’Iroise – Suivi de flotte';

/** What one picture has decided is open again for the next. */
async function undecided(demo: TestDemo): Promise<void> {
  const decided = await demo.query(
    `SELECT Id FROM Conversation_Suggestion__c WHERE Conversation__r.Opportunity__r.Name = '${FLEET}' AND Status__c != 'Proposed'`,
  );
  const open = { Status__c: 'Proposed', Decided_By__c: null, Decided_At__c: null, Error__c: null };
  const { Id: sampled } = await demo.one(`SELECT Id FROM Opportunity WHERE Name = '${FLEET}'`);
  const before = { NextStep: 'Data annex, then the trial report' };
  await demo.org('PATCH', `/sobjects/Opportunity/${sampled}`, before);
  for (const { Id } of decided) await demo.org('PATCH', `/sobjects/Conversation_Suggestion__c/${Id}`, open);
}

/** The deal's next step may not be what is suggested. */
async function refusing(demo: TestDemo): Promise<() => Promise<void>> {
  await undecided(demo);
  await demo.setup('POST', {
    ...{ change: 'validationRule', object: 'Opportunity', name: 'Step_Approved' },
    filters: [{ field: 'NextStep', operation: 'contains', value: 'report' }],
    errorMessage: 'Reports are agreed with Ines before they stand on a deal.',
    errorDisplayField: 'NextStep',
  });
  return async () => {
    await demo.setup('DELETE');
  };
}

const suggestion = (page: Page, name: RegExp) => page.locator('c-suggestion-list').getByRole('button', { name });
const ACCEPT_STEP = /^(Accept|Accepter) (Next Step|Étape suivante)/;

/** On phones the filters are folded. */
async function filtered(page: Page, words: string): Promise<void> {
  await page.locator('c-conversation-browser [data-place]').scrollIntoViewIfNeeded();
  const filters = page.locator('c-conversation-filters');
  await filters.waitFor();
  if (await filters.locator('.fold').isVisible()) await filters.locator('.fold').click();
  await filters.getByRole('searchbox').fill(words);
  await page.locator('c-conversation-browser').locator('.found:not(:empty), .message').first().waitFor();
}

export const DEALS: Picture[] = [
  {
    name: 'deal-in-french',
    viewer: 'camille',
    path: record('Opportunity', `Name = '${IROISE}'`),
    work: shown('c-suggestion-row'),
  },
  { name: 'filtered', path: deal, work: (page) => filtered(page, 'trial') },
  { name: 'nothing-found', path: deal, work: (page) => filtered(page, 'submarine') },
  {
    name: 'suggestion-edited',
    path: deal,
    before: undecided,
    work: async (page) => {
      await suggestion(page, /^(Edit|Modifier) (Next Step|Étape suivante)/).click();
      await page.locator('c-suggestion-input').waitFor();
    },
  },
  {
    name: 'suggestion-refused',
    path: deal,
    before: refusing,
    refused: /status of 400/,
    work: async (page) => {
      await suggestion(page, ACCEPT_STEP).click();
      await page.locator('c-suggestion-row [role=alert]').waitFor();
    },
  },
  {
    name: 'suggestion-decided',
    path: deal,
    before: async (demo) => {
      await undecided(demo);
      return () => undecided(demo);
    },
    work: async (page) => {
      await suggestion(page, ACCEPT_STEP).click();
      await suggestion(page, /^(Undo|Annuler la décision)/).waitFor();
      await suggestion(page, /^(Reject|Rejeter) (Close Date|Date de fermeture)/).click();
      await suggestion(page, /^(Undo|Annuler la décision)/)
        .nth(1)
        .waitFor();
    },
  },
  {
    name: 'role-picker',
    path: deal,
    work: async (page) => {
      await page.locator('[data-place="people"]').scrollIntoViewIfNeeded();
      await page.locator('c-deal-people .add').first().click();
      await page.locator('c-contact-role-picker').waitFor();
    },
  },
];
