import {
  conversation,
  connection,
  field,
  moment,
  opportunityAnswer,
  participant,
} from '../../../../../config/jest/answers';
import { toDetail } from '../../detailModel/detail';
import { choicesOf } from '../../choiceModel/choices';
import { toDealStory } from '../../listModel/deal';
import type { Viewer } from '../format';

const paul: Viewer = { language: 'en-US', locale: 'en-GB', timeZone: 'Europe/Paris', currency: 'EUR' };
const now = Date.parse('2026-11-20T18:00:00Z');

describe('toDetail', () => {
  it('adds to the action items only the next steps they do not say', () => {
    const node = conversation({
      fields: { Next_Steps__c: '- Send the Iridium quote.\nBook the sea trial\n\n* book the sea trial' },
      moments: [moment('Action item', 'Send the Iridium quote', { id: 'a01X', who: 'Paul', due: '2026-11-21' })],
    });
    const conversationId = node.Id;
    expect(toDetail(node).commitments).toEqual([
      {
        ...{ id: 'a01X', recordId: 'a01X', conversationId, text: 'Send the Iridium quote' },
        ...{ owner: 'Paul', due: '2026-11-21', done: false },
      },
      { id: 'step-book the sea trial', conversationId, text: 'Book the sea trial', done: false },
    ]);
  });
  it('stands on what the viewer may see', () => {
    const detail = toDetail({ Id: 'a00000000000001AAA' });
    expect(detail).toMatchObject({ status: 'Ready', highlights: [], commitments: [], people: [], tags: [] });
    expect(detail.link).toBeUndefined();
  });
  it('takes topic names from the text where no topic is timed', () => {
    const detail = toDetail(conversation({ fields: { Topics__c: 'Pricing; Sea trial', Tags__c: 'demo; hot' } }));
    expect(detail.topics.map((topic) => topic.text)).toEqual(['Pricing', 'Sea trial']);
    expect(detail.tags).toEqual(['demo', 'hot']);
  });
  it('puts the newest comment last, leaves out what was taken back, and times only what was written here', () => {
    const comment = (text: string, at: string, by: string, who: string) => ({
      ...moment('Comment', text, { who }),
      CreatedDate: field(at),
      CreatedBy: { Name: field(by) },
    });
    const node = conversation({
      moments: [
        comment('Second', '2026-11-19T09:00:00.000Z', 'Paul', 'Paul'),
        comment('First', '2026-11-18T09:00:00.000Z', 'Debrief Integration', 'Maya'),
        comment('', '2026-11-20T09:00:00.000Z', 'Paul', 'Paul'),
      ],
    });
    expect(toDetail(node).comments.map(({ text, who, at }) => [text, who, at])).toEqual([
      ['First', 'Maya', undefined],
      ['Second', 'Paul', '2026-11-19T09:00:00.000Z'],
    ]);
  });

  it('puts their people before ours', () => {
    const detail = toDetail(
      conversation({
        people: [participant('Paul', { side: 'Ours', talk: 900 }), participant('Astrid', { talk: 300 })],
      }),
    );
    expect(detail.people.map((person) => person.name)).toEqual(['Astrid', 'Paul']);
  });
});

describe('toDealStory', () => {
  const deal = {
    StageName: field('Proposal'),
    Amount: field(120000, '€120,000'),
    CloseDate: field('2027-04-30'),
    OpportunityContactRoles: connection([{ Id: '00K1', ContactId: field('003A'), Role: field('Decision Maker') }]),
  };
  it('tells only what changed, and nothing it was not told', () => {
    const last = conversation({ fields: { Stage_Then__c: 'Qualification', Amount_Then__c: 120000 } });
    expect(toDealStory(opportunityAnswer({ deal, list: [last] }), paul, now).changes).toEqual([
      { field: 'stage', then: 'Qualification', now: 'Proposal' },
    ]);
  });
  it('tells the year of both close dates where they differ, and of neither where both are this year', () => {
    const change = (then: string, current: string) =>
      toDealStory(
        opportunityAnswer({
          deal: { CloseDate: field(current) },
          list: [conversation({ fields: { Close_Date_Then__c: then } })],
        }),
        paul,
        now,
      ).changes.map((item) => [item.then, item.now]);
    expect(change('2027-01-29', '2026-12-22')).toEqual([['29 Jan 2027', '22 Dec 2026']]);
    expect(change('2026-11-30', '2026-12-22')).toEqual([['30 Nov', '22 Dec']]);
  });
  it('counts conversations, not appearances, and knows who holds no role', () => {
    const people = [
      participant('Astrid', { contact: '003A', conversation: 'c1' }),
      participant('Astrid', { contact: '003A', conversation: 'c1' }),
      participant('Astrid', { contact: '003A', conversation: 'c2' }),
      participant('Jonas', { contact: '003B', conversation: 'c1' }),
      participant('Guest', { email: 'Guest@x.example', conversation: 'c1' }),
      participant('Guest', { email: 'guest@x.example', conversation: 'c2' }),
    ];
    const choices = choicesOf(opportunityAnswer({ deal, people }));
    expect(choices.people.map(({ name, conversations, role }) => [name, conversations, role])).toEqual([
      ['Astrid', 2, { id: '00K1', words: 'Decision Maker' }],
      ['Guest', 2, undefined],
      ['Jonas', 1, {}],
    ]);
    expect(choices.silentRoles).toBe(0);
    expect(choicesOf(opportunityAnswer({ deal })).silentRoles).toBe(1);
  });
  it('puts the longest overdue first and the undated last', () => {
    const commitments = [
      moment('Action item', 'no date'),
      moment('Action item', 'later', { due: '2026-12-01' }),
      moment('Action item', 'late', { due: '2026-11-01' }),
    ];
    expect(toDealStory(opportunityAnswer({ commitments }), paul, now).commitments.map((item) => item.text)).toEqual([
      'late',
      'later',
      'no date',
    ]);
  });
});
