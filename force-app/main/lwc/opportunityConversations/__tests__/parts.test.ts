import { conversation, opportunityAnswer, suggestion } from '../../../../../config/jest/answers';
import type { DealFacts } from '../../../../../config/jest/answers';
import { graphql } from '../../../../../config/jest/platform/graphql';
import { all, clear, settle, show, textOf } from '../../../../../config/jest/page';
import OpportunityConversations from '../opportunityConversations';

const DEAL = '006000000000001AAA';
const refresh = jest.fn(() => Promise.resolve());
const talk = (Topics__c: string | null) => conversation({ fields: { Topics__c } });

async function open(facts: DealFacts, properties: object = {}): Promise<HTMLElement> {
  const element = show('c-opportunity-conversations', OpportunityConversations, { recordId: DEAL, ...properties });
  await settle();
  graphql.emit({ data: opportunityAnswer({ list: [conversation()], ...facts }), refresh });
  await settle(20);
  return element;
}
const parts = (element: HTMLElement) => all(element, 'h3').map(textOf).sort();
const both = () => ({ suggestions: [suggestion('Amount', '1')], trend: [talk('Price'), talk('Price;Trial')] });

beforeEach(() => refresh.mockClear());
afterEach(clear);

it('suggestions and topics stand where there are some', async () => {
  expect(parts(await open(both()))).toEqual(['Suggestions (1)', 'Topics over time']);
  clear();
  expect(parts(await open({ trend: [talk('Price'), talk(null)] }))).toEqual([]);
});

it('an admin may leave either out', async () => {
  expect(parts(await open(both(), { showSuggestions: false, showTopics: false }))).toEqual([]);
});

it('what was decided is read again with the rest of the page', async () => {
  const [heading] = all(await open(both()), 'h3');
  heading.dispatchEvent(new CustomEvent('suggestionchange', { bubbles: true, composed: true }));
  await settle();
  expect(refresh).toHaveBeenCalledTimes(1);
});
