import { graphql } from '../../../../../config/jest/platform/graphql';
import {
  connection,
  conversation,
  conversationAnswer,
  field,
  moment,
  opportunityAnswer,
  participant,
} from '../../../../../config/jest/answers';
import type { DealFacts } from '../../../../../config/jest/answers';
import { all, clear, expectAccessible, stopClock, settle, show, textOf } from '../../../../../config/jest/page';
import OpportunityConversations from '../opportunityConversations';

const DEAL = '006000000000001AAA';
const NOW = Date.parse('2026-11-20T18:00:00Z');

async function open(properties: object = {}): Promise<HTMLElement> {
  const element = show('c-opportunity-conversations', OpportunityConversations, { recordId: DEAL, ...properties });
  await settle();
  return element;
}
async function answer(facts: DealFacts): Promise<void> {
  graphql.emit({ data: opportunityAnswer(facts), refresh: () => Promise.resolve() });
  await settle(20);
}
const variables = () => graphql.getLastConfig()?.variables as Record<string, unknown>;

const list = () => [
  conversation({ fields: { Stage_Then__c: 'Qualification', Close_Date_Then__c: '2027-03-31' } }),
  conversation({
    fields: {
      Title__c: 'Call with Astrid',
      Kind__c: 'Call',
      Duration__c: 360,
      Started_At__c: '2026-11-12T10:00:00.000Z',
      Match_Status__c: 'Needs review',
      Summary__c: null,
    },
  }),
];
const deal = () => ({
  StageName: field('Proposal'),
  CloseDate: field('2027-04-30'),
  OpportunityContactRoles: connection(
    [
      ['003A', 'Decision Maker'],
      ['003X', 'Evaluator'],
      ['003Y', null],
    ].map(([contact, role], index) => ({ Id: `00K${index}`, ContactId: field(contact), Role: field(role) })),
  ),
});

beforeEach(() => stopClock(NOW));
afterEach(() => {
  clear();
  jest.useRealTimers();
});

describe('the story of the deal', () => {
  it('is read in one request of at most ten subqueries', async () => {
    await open();
    const { text } = graphql.getLastConfig()?.query as { text: string };
    const connections = text.match(/(?:__c|__r|: Opportunity|OpportunityContactRoles)\(/g) ?? [];
    expect(connections.length).toBeLessThanOrEqual(10);
    expect(text.match(/first: (?:\d+|\$rows)/g)).toHaveLength(connections.length);
  });

  it('says how many, how long ago, what changed, what is promised, and who took part', async () => {
    const element = await open();
    await answer({
      deal: deal(),
      list: list(),
      total: 15,
      recent: 12,
      commitments: [moment('Action item', 'Send the Iridium quote', { who: 'Paul', due: '2026-11-18' })],
      people: [
        participant('Astrid', { contact: '003A', conversation: 'c1' }),
        participant('Jonas', { contact: '003B', conversation: 'c1' }),
      ],
    });
    const text = textOf(element);
    for (const words of [
      '12 in 90 days · 15 in all · last 3 days ago',
      'Since the last conversation Stage: Qualification → Proposal Close date: 31 Mar 2027 → 30 Apr 2027',
      'Open commitments (1)',
      'Send the Iridium quote Paul overdue 2 days',
      'Astrid 1 conversation Decision Maker',
      'Jonas 1 conversation no role',
      '2 others have a role and took part in none',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('Amount');
    await expectAccessible(element);
  });

  it('lists the conversations newest first with their facts and one line of outcome', async () => {
    const element = await open();
    await answer({ list: list() });
    const rows = all(element, 'button.summary').map(textOf);
    expect(rows).toEqual([
      '17 Nov Telemetry demo Meeting · 40 mins Astrid wants telemetry on twelve hulls before the May regatta.',
      '12 Nov Call with Astrid Call · 6 mins Needs review',
    ]);
  });

  it('opens a row in place into the card of that conversation', async () => {
    const element = await open();
    const [first] = list();
    await answer({ list: [first] });
    const [row] = all<HTMLButtonElement>(element, 'button.summary');
    row.click();
    await settle();
    expect(row.getAttribute('aria-expanded')).toBe('true');
    expect(variables()).toMatchObject({ shown: { Id: { eq: first.Id } } });
    graphql.emit({
      data: conversationAnswer(
        conversation({ fields: { Id: first.Id }, moments: [moment('Highlight', 'Twelve', { start: 250 })] }),
      ),
    });
    await settle();
    expect(all(element, 'c-conversation-card')).toHaveLength(1);
    expect(all(element, 'h2')).toHaveLength(1);
    await expectAccessible(element);
  });

  it.each([undefined, null])('names people without a word about roles where the org tells none (%s)', async (roles) => {
    const people = [participant('Astrid', { contact: '003A' }), participant('Jonas', { contact: '003B' })];
    const element = await open();
    await answer({ deal: { ...deal(), OpportunityContactRoles: roles }, list: list(), people });
    expect(all(element, '.person').map(textOf)).toEqual(['Astrid 1 conversation', 'Jonas 1 conversation']);
    expect(textOf(element)).not.toContain('role');
  });

  it('marks with an icon what is late, failed or was not recorded', async () => {
    const element = await open();
    const statuses = ['Processing', 'Failed', 'Not recorded'];
    await answer({ list: statuses.map((status) => conversation({ fields: { Status__c: status } })) });
    expect(all(element, '.mark').map(textOf)).toEqual(statuses);
    const icons = all<HTMLElement & { iconName: string }>(element, '.mark lightning-icon');
    expect(icons.map((icon) => icon.iconName)).toEqual(['utility:sync', 'utility:error', 'utility:ban']);
  });

  it('has no section with nothing in it', async () => {
    const element = await open();
    await answer({ list: [conversation()] });
    expect(all(element, 'section, lightning-combobox, lightning-input')).toEqual([]);
  });

  it('leaves out what App Builder switched off', async () => {
    const element = await open({ showChanges: false, showCommitments: false, showPeople: false, showFilters: false });
    const commitments = [moment('Action item', 'Send the Iridium quote')];
    await answer({ deal: deal(), list: list(), commitments, people: [participant('Astrid', { contact: '003A' })] });
    expect(all(element, 'section, lightning-combobox, lightning-input')).toEqual([]);
    expect(all(element, 'button.summary')).toHaveLength(2);
  });

  it('counts all of them where none is of the last 90 days', async () => {
    const element = await open();
    await answer({ list: list().slice(1), total: 3, recent: 0 });
    expect(all(element, '.pulse').map(textOf)).toEqual(['3 conversations · last 8 days ago']);
  });
});

describe('the list', () => {
  it.each([
    [10, 20],
    [500, 100],
    [0, 10],
  ])('reads twice as many as App Builder says, within bounds (%s)', async (pageSize, rows) => {
    await open({ pageSize });
    expect(variables().rows).toBe(rows);
  });

  it('is filtered by the topic that was chosen in the chart', async () => {
    const element = await open();
    const conversations = list();
    await answer({ list: conversations, topics: { [conversations[1].Id]: 'Iridium' } });
    const chart = all(element, 'c-conversation-browser')[0];
    chart.dispatchEvent(new CustomEvent('topicselect', { detail: { topic: 'Iridium' }, bubbles: true }));
    await settle();
    expect(variables().scope).toEqual({
      and: [{ Opportunity__c: { eq: DEAL } }, { Id: { in: [conversations[1].Id] } }],
    });
  });
});

describe('states', () => {
  it('loading has the card’s own shape', async () => {
    const element = await open();
    expect(all(element, '.bone').length).toBeGreaterThan(5);
    await expectAccessible(element);
  });
  it('no conversation yet', async () => {
    const element = await open();
    await answer({});
    expect(textOf(element)).toContain('No conversations yet');
    await expectAccessible(element);
  });
  it('no access, and who grants it', async () => {
    const element = await open();
    graphql.emit({
      errors: [{ message: 'Validation error of type UnknownType: Unknown type Conversation__c_Filter' }],
    });
    await settle();
    expect(textOf(element)).toContain('“Debrief Rep”');
    await expectAccessible(element);
  });
  it('any other fault in the org’s words, and trying again', async () => {
    const element = await open();
    const refresh = jest.fn(() => Promise.resolve());
    graphql.emit({ errors: [{ message: 'REQUEST_LIMIT_EXCEEDED' }], refresh });
    await settle();
    expect(textOf(element)).toContain('REQUEST_LIMIT_EXCEEDED');
    all<HTMLButtonElement>(element, 'button.retry')[0].click();
    await settle();
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(all(element, '.bone').length).toBeGreaterThan(5);
    await answer({ list: list() });
    expect(all(element, 'button.summary')).toHaveLength(2);
    await expectAccessible(element);
  });
});
