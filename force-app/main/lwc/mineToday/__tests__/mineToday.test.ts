import { graphql } from '../../../../../config/jest/platform/graphql';
import { connection, conversation, field, moment } from '../../../../../config/jest/answers';
import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import MineToday from '../mineToday';
import { homeVariables } from 'c/homeQuery';

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '005000000000001AAA' }), { virtual: true });

const at = (id: string, title: string, time: string, deal?: string) => ({
  ...conversation({ fields: { Id: id, Title__c: title, Started_At__c: `2026-11-20T${time}:00.000Z` } }),
  ...(deal ? { Opportunity__r: { Id: '006000000000001AAA', Name: field(deal) } } : {}),
});
const step = (text: string, of: string, due?: string) => ({
  ...moment('Action item', text, { due }),
  Conversation__c: field(of),
});

async function open(query: object, properties: { hideSteps?: boolean } = {}) {
  const element = show('c-mine-today', MineToday, properties);
  await settle();
  graphql.emit({ data: { uiapi: { query } } });
  await settle();
  return element;
}

beforeEach(() => stopClock(Date.parse('2026-11-20T18:00:00Z')));
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('asks for the viewer’s own day, which the org reckons in their time zone', () => {
  expect(homeVariables('all', '005')).toMatchObject({
    today: { and: [{ Started_At__c: { eq: { literal: 'TODAY' } } }, { OwnerId: { eq: '005' } }] },
  });
});

it('shows what was owned or joined, each once, from the morning on, with time, outcome and deal', async () => {
  const late = at('a1', 'Pricing', '15:30', 'Fleet telemetry');
  const early = at('a2', 'Stand-up', '08:05');
  const element = await open({ today: connection([late]), todayJoined: connection([early, late]) });
  expect(all(element, 'ol .title').map(textOf)).toEqual(['Stand-up', 'Pricing']);
  expect(all(element, 'ol .day').map(textOf)).toEqual(['9:05', '16:30']);
  expect(textOf(element)).toContain('Astrid wants telemetry');
  expect(all(element, '.deal').map(textOf)).toEqual(['Fleet telemetry']);
  await expectAccessible(element);
});

it('lists what is still to be done of these conversations, the soonest first, unless an admin leaves it out', async () => {
  const steps = connection([
    step('Send the quote', 'a1', '2026-11-27'),
    step('Book the trial', 'a1', '2026-11-24'),
    step('Of somebody else', 'a9'),
  ]);
  const list = connection([at('a1', 'Pricing', '15:30')]);
  const element = await open({ today: list, steps });
  expect(textOf(element)).toContain('Open next steps (2)');
  expect(all(element, '.text').map(textOf)).toEqual(['Book the trial', 'Send the quote']);
  clear();
  expect(textOf(await open({ today: list, steps }, { hideSteps: true }))).not.toContain('Send the quote');
});

it('is told in words while it loads, where there is nothing, and where it cannot be read', async () => {
  const element = show('c-mine-today', MineToday, {});
  await settle();
  expect(all(element, '[role="status"]').map(textOf)).toContain('Loading');
  clear();
  const empty = await open({ today: connection([]) });
  expect(textOf(empty)).toContain('No conversations yet today');
  await expectAccessible(empty);
  clear();
  const locked = show('c-mine-today', MineToday, {});
  await settle();
  graphql.emit({ errors: [{ message: "Cannot query field 'Conversation__c'" }] });
  await settle();
  expect(textOf(locked)).toContain('Debrief Rep');
});
