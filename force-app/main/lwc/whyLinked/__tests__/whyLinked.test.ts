import { graphql } from '../../../../../config/jest/platform/graphql';
import { fault, service } from '../../../../../config/jest/platform/syncApi';
import { connection, conversation, field } from '../../../../../config/jest/answers';
import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { toDetail } from '../../detailModel/detail';
import type { ConversationDetail } from '../../conversationModel/card';
import WhyLinked from '../whyLinked';

jest.mock('c/syncApi', () => jest.requireActual<object>('../../../../../config/jest/platform/syncApi'));

const BERTH = '006000000000001AAA';
const BOATS = '006000000000002AAA';
const OTHER = '006000000000009AAA';
const EVENT = '00U000000000001AAA';
const candidates = [
  { object: 'Opportunity', id: BERTH, name: 'Berth sensors', score: 1, evidence: 'Dana has a role on it, Tom owns it' },
  { object: 'Opportunity', id: BOATS, name: 'Patrol boats', score: 0.8, evidence: 'Tom owns it' },
];

function detail(fields: Record<string, unknown> = {}, deal?: string): ConversationDetail {
  const node = conversation({
    fields: {
      Key__c: 'zoom:1',
      Match_Status__c: 'Matched',
      Match_Rule__c: 'eventScore, contactRole',
      Match_Evidence__c: "Matched to 'Berth sensors' because Dana has a role; next best: 'Patrol boats' (no role).",
      Match_Candidates__c: JSON.stringify(candidates),
      ...fields,
    },
  });
  return toDetail(deal ? { ...node, Opportunity__r: { Id: deal, Name: field('Berth sensors') } } : node);
}

const seen = (...ids: string[]) => ({
  data: {
    uiapi: {
      query: {
        deals: connection(
          candidates.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ Id: id, Name: field(name) })),
        ),
      },
    },
  },
});

async function open(shown: ConversationDetail, ids = [BERTH, BOATS]) {
  const element = show('c-why-linked', WhyLinked, { conversation: shown });
  await settle();
  graphql.emit(seen(...ids));
  await settle();
  return element;
}
const button = (element: Element, label: string) => {
  const found = all<HTMLButtonElement>(element, 'button').find((each) => textOf(each) === label);
  if (!found) throw new Error(`no button ${label} among ${all(element, 'button').map(textOf).join(', ')}`);
  return found;
};
async function press(element: Element, label: string): Promise<void> {
  button(element, label).click();
  await settle(12);
}
async function choose(element: Element, label: string): Promise<void> {
  const row = all<HTMLElement>(element, '.row').find((each) => textOf(each).startsWith(label));
  const radio = row?.querySelector<HTMLInputElement>('input');
  if (!radio) throw new Error(`no row ${label}`);
  radio.checked = true;
  radio.dispatchEvent(new CustomEvent('change'));
  await settle();
}
const receipt = (more: object = {}) => ({
  outcome: 'written',
  match: { evidence: '', opportunityId: BOATS, chosen: { before: { opportunityId: BERTH } } },
  entries: [
    {
      ...{ object: 'Event', id: EVENT, operation: 'update', outcome: 'planned' },
      fields: [
        { field: 'WhatId', before: BERTH, after: BOATS },
        { field: 'Subject', before: 'a', after: 'b' },
      ],
    },
  ],
  remarks: [],
  names: { [EVENT]: 'Budget', [BERTH]: 'Berth sensors', [BOATS]: 'Patrol boats' },
  ...more,
});

beforeEach(() => service.reset({ relinkConversation: receipt(), getConversation: { opportunityId: BERTH } }));
afterEach(clear);

describe('the reason', () => {
  it('stands with the records, the rule, and the runner-up with its reason', async () => {
    const element = await open(detail({}, BERTH));
    const text = textOf(element);
    for (const words of [
      "Matched to 'Berth sensors' because Dana has a role.",
      'Linked to Berth sensors',
      'Rule: owner, time, title and attendees fit; contact role on an open deal',
      'Also weighed Patrol boats Tom owns it',
    ])
      expect(text).toContain(words);
    expect(all(element, '.evidence strong').map(textOf)).toEqual(['Tom owns it']);
    await expectAccessible(element);
  });

  it('is not told before it is known what the viewer may see', async () => {
    const element = show('c-why-linked', WhyLinked, { conversation: detail({}, BERTH) });
    await settle();
    expect(textOf(element)).not.toContain('Patrol boats');
    expect(graphql.getLastConfig()?.variables).toMatchObject({ deals: { Id: { in: [BERTH, BOATS] } } });
    await expectAccessible(element);
  });

  it('names no record that the viewer may not see', async () => {
    const element = await open(detail({}, BERTH), [BERTH]);
    expect(textOf(element)).not.toContain('Patrol boats');
    expect(textOf(element)).toContain('1 more record was weighed that you can’t see.');
    await press(element, 'Change link');
    expect(textOf(element)).not.toContain('Patrol boats');
  });

  it('asks for nothing where nothing was weighed', async () => {
    await open(detail({ Match_Candidates__c: null }));
    expect(graphql.getLastConfig()?.variables).toBeUndefined();
  });
});

describe('changing the link', () => {
  it('shows what would change, links, tells the card, and takes it back', async () => {
    const element = await open(detail({}, BERTH));
    const changed = jest.fn();
    element.addEventListener('linkchange', changed);
    await press(element, 'Change link');
    expect(all(element, '.row').map(textOf)).toEqual([
      'Berth sensors Linked now Dana has a role on it , Tom owns it',
      'Patrol boats Tom owns it',
      'No deal',
      'Another deal',
    ]);
    await choose(element, 'Patrol boats');
    await expectAccessible(element);
    await press(element, 'See what would change');
    expect(service.calls).toEqual([
      { operation: 'relinkConversation', inputs: { key: 'zoom:1', opportunityId: BOATS, dryRun: true } },
    ]);
    expect(textOf(element)).toContain('Event · Budget Related to: Berth sensors → Patrol boats');
    expect(textOf(element)).toContain('1 more change follows from that.');
    await expectAccessible(element);

    await press(element, 'Link and lock');
    expect(service.calls[2].inputs).toEqual({ key: 'zoom:1', opportunityId: BOATS });
    expect(textOf(element)).toContain('Linked to Patrol boats, and locked: no later run changes it.');
    expect(changed).toHaveBeenCalledTimes(1);
    await expectAccessible(element);

    service.answers.relinkConversation = receipt({ match: { evidence: '', opportunityId: BERTH } });
    await press(element, 'Undo');
    expect(service.calls.slice(3).map(({ inputs }) => inputs)).toEqual([{ key: 'zoom:1', unlock: true }]);
    expect(textOf(element)).toContain('Taken back: it is linked as before.');
    expect(changed).toHaveBeenCalledTimes(2);
    await press(element, 'Close');
    expect(button(element, 'Change link')).toBe(element.shadowRoot?.activeElement);
  });

  it('shows again what would change where somebody has linked it meanwhile, before it is linked', async () => {
    const element = await open(detail({}, BERTH));
    await press(element, 'Change link');
    await choose(element, 'Patrol boats');
    await press(element, 'See what would change');
    expect(textOf(element)).not.toContain('Somebody has linked it since');
    service.answers.getConversation = { opportunityId: OTHER, match: { status: 'Locked' } };
    const match = { evidence: '', opportunityId: BOATS, chosen: { before: { opportunityId: OTHER } } };
    service.answers.relinkConversation = receipt({ match });
    await press(element, 'Link and lock');
    expect(service.calls.at(-1)?.inputs).toEqual({ key: 'zoom:1', opportunityId: BOATS, dryRun: true });
    expect(textOf(element)).toContain('Somebody has linked it since');
    expect(textOf(element.shadowRoot?.activeElement as Element)).toContain('This would change');
    await press(element, 'Link and lock');
    expect(service.calls.at(-1)?.inputs).toEqual({ key: 'zoom:1', opportunityId: BOATS });
    expect(textOf(element)).toContain('Linked to Patrol boats, and locked');
    await press(element, 'Undo');
    expect(service.calls.at(-1)?.inputs).toEqual({ key: 'zoom:1', opportunityId: OTHER });
  });

  it('links as before where the rules would now link it elsewhere', async () => {
    const element = await open(detail({}, BERTH));
    await press(element, 'Change link');
    await choose(element, 'No deal');
    await press(element, 'See what would change');
    await press(element, 'Link and lock');
    service.answers.relinkConversation = receipt({ match: { evidence: '', opportunityId: OTHER } });
    await press(element, 'Undo');
    expect(service.calls.slice(3).map(({ inputs }) => inputs)).toEqual([
      { key: 'zoom:1', unlock: true },
      { key: 'zoom:1', opportunityId: BERTH },
    ]);
  });

  it('finds any other deal, and asks for it while there is none', async () => {
    const element = await open(detail({}, BERTH));
    await press(element, 'Change link');
    await choose(element, 'Another deal');
    await press(element, 'See what would change');
    expect(all(element, '[role="alert"]').map(textOf)).toEqual(['Choose what to link it to first.']);
    const [picker] = all(element, 'lightning-record-picker');
    picker.dispatchEvent(new CustomEvent('change', { detail: { recordId: OTHER } }));
    await settle();
    await press(element, 'See what would change');
    expect(service.calls.map(({ inputs }) => inputs)).toEqual([{ key: 'zoom:1', opportunityId: OTHER, dryRun: true }]);
  });

  it('asks to choose first where nothing would change', async () => {
    const element = await open(detail({}, BERTH));
    await press(element, 'Change link');
    await press(element, 'See what would change');
    expect(service.calls).toEqual([]);
    expect(all(element, '[role="alert"]').map(textOf)).toEqual(['Choose what to link it to first.']);
    await expectAccessible(element);
  });

  it('does it once, however often it is clicked', async () => {
    const element = await open(detail({}, BERTH));
    await press(element, 'Change link');
    await choose(element, 'Patrol boats');
    await press(element, 'See what would change');
    const confirm = button(element, 'Link and lock');
    confirm.click();
    confirm.click();
    await settle(12);
    expect(service.calls).toHaveLength(3);
  });

  it('says when somebody else was faster', async () => {
    service.answers.relinkConversation = receipt({
      match: { evidence: '', chosen: { before: { opportunityId: OTHER } } },
    });
    const element = await open(detail({}, BERTH));
    await press(element, 'Change link');
    await choose(element, 'Patrol boats');
    await press(element, 'See what would change');
    expect(textOf(element)).toContain('Somebody has linked it since this page was read.');
  });

  it('gives a locked link back to the rules', async () => {
    const locked = detail({ Match_Status__c: 'Locked', Match_Candidates__c: null }, BERTH);
    const element = await open(locked);
    await press(element, 'Change link');
    await choose(element, 'Let the rules decide');
    await press(element, 'See what would change');
    await press(element, 'Give it back to the rules');
    const relinks = service.calls.filter(({ operation }) => operation === 'relinkConversation');
    expect(relinks.map(({ inputs }) => inputs)).toEqual([
      { key: 'zoom:1', unlock: true, dryRun: true },
      { key: 'zoom:1', unlock: true },
    ]);
    expect(textOf(element)).toContain('Unlocked: the rules decide the link again.');
  });

  it('stays open while the card reads what was weighed again', async () => {
    const locked = detail({ Match_Status__c: 'Locked', Match_Candidates__c: null }, BERTH);
    const element = show('c-why-linked', WhyLinked, { conversation: locked });
    await settle();
    await press(element, 'Change link');
    await choose(element, 'Let the rules decide');
    await press(element, 'See what would change');
    await press(element, 'Give it back to the rules');
    element.conversation = detail({}, BERTH);
    await settle();
    expect(textOf(element)).toContain('Unlocked: the rules decide the link again.');
    expect(textOf(element)).not.toContain('Patrol boats');
  });

  it('chooses an activity among those that were weighed, and tells the card only once it closes', async () => {
    const activities = [
      { object: 'Event', id: EVENT, name: 'Budget', score: 0.6, evidence: 'same owner' },
      { object: 'Event', id: '00U000000000002AAA', name: 'Budget again', score: 0.5, evidence: 'same start' },
    ];
    const fields = { Match_Status__c: 'Needs review', Match_Candidates__c: JSON.stringify(activities) };
    const element = show('c-why-linked', WhyLinked, { conversation: detail(fields) });
    const changed = jest.fn();
    element.addEventListener('linkchange', changed);
    await settle();
    const events = connection(activities.map(({ id, name }) => ({ Id: id, Subject: field(name) })));
    graphql.emit({ data: { uiapi: { query: { events } } } });
    await settle();
    await press(element, 'Choose the link');
    await choose(element, 'Budget again');
    await press(element, 'See what would change');
    await press(element, 'Link and lock');
    expect(service.calls[2].inputs).toMatchObject({ activityId: '00U000000000002AAA' });
    expect(changed).not.toHaveBeenCalled();
    await press(element, 'Close');
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['refused', 'A conversation with a lead cannot be linked to a deal.'],
    ['offline', 'The Debrief service doesn’t answer. Nothing was changed'],
    ['timeout', 'The Debrief service doesn’t answer. Nothing was changed'],
    ['noFlow', 'the permission set Debrief Connect'],
  ])('says why it was not done: %s', async (kind, words) => {
    service.answers.relinkConversation = fault(kind, 422, 'A conversation with a lead cannot be linked to a deal.');
    const element = await open(detail({}, BERTH));
    await press(element, 'Change link');
    await choose(element, 'Patrol boats');
    await press(element, 'See what would change');
    expect(all(element, '[role="alert"]').map(textOf).join()).toContain(words);
    expect(button(element, 'See what would change').disabled).toBe(false);
    await expectAccessible(element);
  });

  it('says that it is not known whether it was linked where the service is too slow for that', async () => {
    const element = await open(detail({}, BERTH));
    await press(element, 'Change link');
    await choose(element, 'Patrol boats');
    await press(element, 'See what would change');
    service.answers.relinkConversation = fault('timeout');
    await press(element, 'Link and lock');
    expect(textOf(element)).toContain('Whether it was done isn’t known');
  });

  it('says what the org refused of it, and that a choice waits while writing is off', async () => {
    const element = await open(detail({}, BERTH));
    await press(element, 'Change link');
    await choose(element, 'Patrol boats');
    await press(element, 'See what would change');
    service.answers.relinkConversation = receipt({
      outcome: 'planned',
      entries: [{ object: 'Event', operation: 'update', fields: [], outcome: 'planned', note: 'Writing is off.' }],
    });
    await press(element, 'Link and lock');
    expect(textOf(element)).toContain('Kept. It is written as soon as writing is on. Writing is off.');
  });

  it('closes by Escape, and focus goes back', async () => {
    const element = await open(detail({}, BERTH));
    await press(element, 'Change link');
    const [section] = all(element, 'section.change');
    section.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await settle();
    expect(textOf(element.shadowRoot?.activeElement as Element)).toBe('Change link');
  });
});
