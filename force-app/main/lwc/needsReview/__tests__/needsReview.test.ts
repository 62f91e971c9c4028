import { EnclosingUtilityId, written } from '../../../../../config/jest/platform/platformUtilityBarApi';
import { graphql } from '../../../../../config/jest/platform/graphql';
import { fault, service } from '../../../../../config/jest/platform/syncApi';
import { connection, conversation, field, participant } from '../../../../../config/jest/answers';
import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import NeedsReview from '../needsReview';
import { homeVariables } from 'c/homeQuery';

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '005000000000001AAA' }), { virtual: true });
jest.mock('c/syncApi', () => jest.requireActual<object>('../../../../../config/jest/platform/syncApi'));

const BERTH = '006000000000001AAA';
const BOATS = '006000000000002AAA';
const candidates = [
  { object: 'Opportunity', id: BERTH, name: 'Berth sensors', score: 1, evidence: 'Dana has a role on it, Tom owns it' },
  { object: 'Opportunity', id: BOATS, name: 'Patrol boats', score: 1, evidence: 'Tom owns it' },
];

function waiting(title: string, fields: Record<string, unknown> = {}) {
  const node = conversation({
    people: [participant('Dana Whitfield'), participant('Marcus Bell')],
    fields: {
      ...{ Id: `a00-${title}`, Key__c: `zoom:${title}`, Title__c: title, Match_Status__c: 'Needs review' },
      ...{ Match_Rule__c: 'eventScore, severalDeals', Match_Candidates__c: JSON.stringify(candidates) },
      ...fields,
    },
  });
  return { ...node, Account__r: { Id: '001', Name: field('Calloway') } };
}
const answer = (list: ReturnType<typeof waiting>[], joined: ReturnType<typeof waiting>[] = [], deals = candidates) => ({
  data: {
    uiapi: {
      query: {
        list: connection(list),
        joined: connection(joined),
        deals: connection(deals.map(({ id, name }) => ({ Id: id, Name: field(name) }))),
      },
    },
  },
});

/** Both wires share one adapter: what the list answers reaches the question about candidates, too, and tells it nothing. */
async function open(value: object, properties: { scope?: 'mine' | 'all'; pageSize?: number } = {}) {
  const element = show('c-needs-review', NeedsReview, properties);
  await settle();
  graphql.emit(value);
  await settle(16);
  return element;
}
const rowOf = (element: Element, title: string): HTMLElement => {
  const row = all(element, 'li > [data-id]').find((each) => textOf(each).includes(title));
  if (!row) throw new Error(`no row ${title}`);
  return row;
};
async function press(element: Element, label: string): Promise<void> {
  const found = all<HTMLButtonElement>(element, 'button').find((each) => textOf(each) === label);
  if (!found) throw new Error(`no button ${label} among ${all(element, 'button').map(textOf).join(', ')}`);
  found.click();
  await settle(16);
}
async function select(element: Element, title: string): Promise<void> {
  const [box] = all<HTMLInputElement>(rowOf(element, title), 'input[type="checkbox"]');
  box.checked = true;
  box.dispatchEvent(new CustomEvent('change'));
  await settle();
}
const heading = (element: Element) => textOf(all(element, 'h2')[0]);
const open_ = { status: 'synced', match: { status: 'Needs review', evidence: '' } };
const linked = {
  outcome: 'written',
  match: { opportunityId: BERTH },
  names: { [BERTH]: 'Berth sensors', [BOATS]: 'Patrol boats' },
};

beforeEach(() => service.reset({ getConversation: open_, relinkConversation: linked }));
afterEach(() => {
  clear();
  written.length = 0;
});

describe('the list', () => {
  it('asks for what the viewer owns or took part in, or for all', () => {
    const me = { eq: '005000000000001AAA' };
    const status = { Match_Status__c: { eq: 'Needs review' } };
    const takesPart = { Conversation_Participant__c: { User__c: me }, ApiName: 'Conversation__c' };
    expect(homeVariables('mine', me.eq)).toMatchObject({
      list: { and: [status, { OwnerId: me }] },
      joined: { and: [status, { Id: { inq: takesPart } }] },
    });
    expect(homeVariables('all', me.eq)).toMatchObject({ list: status });
  });

  it('says what, when and who, and offers the candidates with the strongest reason apart', async () => {
    const one = waiting('Budget');
    const two = waiting('Grant', { Started_At__c: '2026-11-18T13:01:00.000Z' });
    const element = await open(answer([one], [two, one]));
    expect(heading(element)).toBe('Needs review (2)');
    expect(all(element, '.title').map(textOf)).toEqual(['Grant', 'Budget']);
    const text = textOf(rowOf(element, 'Budget'));
    expect(text).toContain('14:01 · 40 mins');
    expect(text).toContain('Dana Whitfield, Marcus Bell · Calloway');
    expect(all(rowOf(element, 'Budget'), '.reason strong').map(textOf)).toEqual([
      'Dana has a role on it',
      'Tom owns it',
    ]);
    await expectAccessible(element);
  });

  it('shows so many first, and more on demand', async () => {
    const element = await open(answer(['A', 'B', 'C'].map((title) => waiting(title))), { pageSize: 2 });
    expect(all(element, 'li > [data-id]')).toHaveLength(2);
    await press(element, 'Show more');
    expect(all(element, 'li > [data-id]')).toHaveLength(3);
  });

  it('names no deal that the viewer may not see', async () => {
    const element = await open(answer([waiting('Budget')], [], [candidates[0]]));
    expect(textOf(element)).not.toContain('Patrol boats');
    graphql.emit({ data: { uiapi: { query: { deals: connection([]) } } } });
    await settle();
    expect(textOf(element)).toContain('1 more record was weighed that you can’t see.');
    expect(textOf(element)).not.toContain('Patrol boats');
  });

  it('is told in words while it loads, where it is empty, and where it cannot be read', async () => {
    const element = show('c-needs-review', NeedsReview, {});
    await settle();
    expect(all(element, '[role="status"]').map(textOf)).toContain('Loading');
    await expectAccessible(element);
    graphql.emit(answer([]));
    await settle();
    expect(textOf(element)).toContain('Nothing to review');
    await expectAccessible(element);
    clear();
    const locked = await open({ errors: [{ message: "Cannot query field 'Conversation__c'" }] });
    expect(textOf(locked)).toContain('Debrief Rep');
    await expectAccessible(locked);
  });

  it('keeps its count on the utility bar', async () => {
    const element = show('c-needs-review', NeedsReview, {});
    EnclosingUtilityId.emit('utility-0');
    await settle();
    graphql.emit(answer([waiting('Budget')]));
    await settle();
    expect(written.at(-1)).toEqual({ utilityId: 'utility-0', label: 'Needs review (1)', highlighted: true });
    await press(element, 'Link');
    expect(written.at(-1)).toEqual({ utilityId: 'utility-0', label: 'Needs review', highlighted: false });
  });
});

describe('deciding', () => {
  it('links in one click, says so, counts down, goes to the next, and takes it back', async () => {
    const element = await open(answer([waiting('Budget'), waiting('Grant')]));
    await press(rowOf(element, 'Budget'), 'Link');
    expect(service.calls).toEqual([
      { operation: 'getConversation', inputs: { key: 'zoom:Budget' } },
      { operation: 'relinkConversation', inputs: { key: 'zoom:Budget', opportunityId: BERTH } },
    ]);
    expect(textOf(rowOf(element, 'Budget'))).toContain('Linked to Berth sensors, and locked');
    expect(heading(element)).toBe('Needs review (1)');
    expect(all(element, '.said').map(textOf).join()).toContain('1 is left.');
    expect((element.shadowRoot?.activeElement as HTMLElement).dataset.id).toBe('a00-Grant');
    await expectAccessible(element);
    await press(rowOf(element, 'Budget'), 'Undo');
    expect(service.calls.at(-1)?.inputs).toEqual({ key: 'zoom:Budget', unlock: true });
    expect(heading(element)).toBe('Needs review (2)');
  });

  it('keeps what was decided in its place when the org lists it no more, and puts what is new first', async () => {
    const element = await open(answer([waiting('Budget'), waiting('Grant')]));
    await press(rowOf(element, 'Budget'), 'Link');
    graphql.emit(answer([waiting('Newest'), waiting('Grant')]));
    await settle();
    expect(all(element, '.title').map(textOf)).toEqual(['Newest', 'Budget', 'Grant']);
    expect(heading(element)).toBe('Needs review (2)');
  });

  it('links by Enter on a candidate', async () => {
    const element = await open(answer([waiting('Budget')]));
    const [, boats] = all<HTMLInputElement>(rowOf(element, 'Budget'), 'input[type="radio"]');
    boats.checked = true;
    boats.dispatchEvent(new CustomEvent('change'));
    boats.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await settle(16);
    expect(service.calls.at(-1)?.inputs).toEqual({ key: 'zoom:Budget', opportunityId: BOATS });
  });

  it('links to none of these', async () => {
    const element = await open(answer([waiting('Budget')]));
    await press(element, 'None of these');
    expect(service.calls.at(-1)?.inputs).toEqual({ key: 'zoom:Budget', opportunityId: 'none' });
    expect(textOf(element)).toContain('Linked to none of these, and locked.');
    expect(textOf(element)).toContain('Nothing is left to review.');
  });

  it('takes one out only after asking, and whoever did brings it back, where it stood', async () => {
    const refresh = jest.fn(() => Promise.resolve());
    const states = [open_, fault('notFound', 404), { status: 'processing', match: null }, open_];
    service.answers.undoConversation = {};
    service.answers.restoreConversation = { status: 'accepted' };
    service.answers.getConversation = () => states.shift();
    const element = await open({ ...answer([waiting('Anchor'), waiting('Budget')]), refresh });
    const budget = rowOf(element, 'Budget');
    await press(budget, 'Not a customer conversation');
    expect(service.calls).toEqual([]);
    expect(textOf(element)).toContain('Take this conversation out?');
    await expectAccessible(element);
    await press(element, 'Keep it');
    await press(budget, 'Not a customer conversation');
    await press(budget, 'Take it out');
    expect(service.calls.map(({ operation }) => operation)).toEqual(['getConversation', 'undoConversation']);
    expect(textOf(element)).toContain('Taken out of Salesforce.');
    expect(heading(element)).toBe('Needs review (1)');
    stopClock(Date.now());
    await press(budget, 'Undo');
    const look = async (calls: number) => {
      expect(textOf(budget)).toContain('Working');
      jest.advanceTimersByTime(2_000);
      await settle(16);
      expect(service.calls).toHaveLength(calls);
    };
    await look(4);
    await look(5);
    await look(6);
    expect(service.calls[2]).toEqual({ operation: 'restoreConversation', inputs: { key: 'zoom:Budget' } });
    expect(refresh).toHaveBeenCalledTimes(1);
    graphql.emit(answer([waiting('Anchor'), waiting('Budget', { Id: 'a00-again' })]));
    await settle();
    expect(all(element, '.title').map(textOf)).toEqual(['Anchor', 'Budget']);
    expect(rowOf(element, 'Budget').dataset.id).toBe('a00-again');
    expect(all(element, '.said').map(textOf).join()).toContain('“Budget” is back in Salesforce.');
    jest.useRealTimers();
  });

  it('tells the second of two people, who may still link', async () => {
    const evidence = "Linked to the deal 'Patrol boats' by Maya.";
    service.answers.getConversation = { status: 'synced', match: { status: 'Locked', evidence } };
    const element = await open(answer([waiting('Budget')]));
    await press(element, 'Link');
    expect(all(element, '[role="alert"]').map(textOf)).toEqual(['Maya has linked this meanwhile.']);
    expect(service.calls.map(({ operation }) => operation)).toEqual(['getConversation']);
    await expectAccessible(element);
    await press(element, 'Link anyway');
    expect(service.calls.at(-1)?.inputs).toEqual({ key: 'zoom:Budget', opportunityId: BERTH });
  });

  it('asks for both where both are open, and for an activity alone where only that is', async () => {
    const activity = { object: 'Event', id: '00U000000000001AAA', name: 'Board', score: 0.5, evidence: 'same start' };
    const both = waiting('Both', {
      Match_Rule__c: 'severalClose, severalDeals',
      Match_Candidates__c: JSON.stringify([...candidates, activity]),
    });
    const element = await open(answer([both]));
    graphql.emit({
      data: { uiapi: { query: { events: connection([{ Id: activity.id, Subject: field('Board') }]) } } },
    });
    await settle();
    await press(element, 'Link');
    expect(service.calls[1].inputs).toEqual({ key: 'zoom:Both', opportunityId: BERTH, activityId: activity.id });
    await press(element, 'Undo');
    expect(service.calls.slice(2).map(({ inputs }) => inputs)).toEqual([
      { key: 'zoom:Both', activityId: 'none' },
      { key: 'zoom:Both', unlock: true },
    ]);
  });

  it('stays readable with the service away, and says so at the row', async () => {
    service.answers.getConversation = fault('offline');
    const element = await open(answer([waiting('Budget')]));
    await press(element, 'Link');
    expect(textOf(rowOf(element, 'Budget'))).toContain('The Debrief service doesn’t answer.');
    expect(heading(element)).toBe('Needs review (1)');
    await expectAccessible(element);
  });

  it('does it once, however often it is clicked', async () => {
    const element = await open(answer([waiting('Budget')]));
    const link = all<HTMLButtonElement>(element, 'button.link')[0];
    link.click();
    link.click();
    await settle(16);
    expect(service.calls.filter(({ operation }) => operation === 'relinkConversation')).toHaveLength(1);
  });
});

describe('several at a time', () => {
  it('links what is selected one after another, tells how far it is, and leaves what failed with its reason', async () => {
    const progress: string[] = [];
    const element = await open(answer(['Anchor', 'Budget', 'Cables'].map((title) => waiting(title))));
    service.answers.relinkConversation = ({ key }: { key: string }) => {
      progress.push(textOf(all(element, '.bulk')[0]));
      return key === 'zoom:Budget' ? fault('refused', 422, 'The deal is locked.') : linked;
    };
    await select(element, 'Anchor');
    await select(element, 'Budget');
    await press(element, 'Link 2 selected');
    await settle(40);
    expect(progress.map((words) => /\d of \d/.exec(words)?.[0])).toEqual(['1 of 2', '2 of 2']);
    expect(textOf(rowOf(element, 'Anchor'))).toContain('Linked to Berth sensors');
    expect(textOf(rowOf(element, 'Budget'))).toContain('The deal is locked.');
    expect(all(element, '.said').map(textOf).join()).toContain(
      '1 conversation linked. 1 was not; its reason stands beside it.',
    );
    expect(heading(element)).toBe('Needs review (2)');
    await expectAccessible(element);
  });
});
