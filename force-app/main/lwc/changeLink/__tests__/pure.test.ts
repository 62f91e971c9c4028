import { changesOf, problemsOf } from '../changes';
import type { Receipt } from '../changes';
import { KEEP, linksOf, NONE, relinkInputs, RULES, undoInputs } from '../wish';
import { toDetail } from '../../detailModel/detail';
import { conversation } from '../../../../../config/jest/answers';

const DEAL = '006000000000001AAA';
const EVENT = '00U000000000001AAA';

describe('what a person wants, as the service takes it', () => {
  it.each([
    [{ deal: DEAL, activity: KEEP }, { opportunityId: DEAL }],
    [
      { deal: NONE, activity: EVENT },
      { opportunityId: 'none', activityId: EVENT },
    ],
    [{ deal: KEEP, activity: NONE }, { activityId: 'none' }],
    [{ deal: RULES, activity: EVENT }, { unlock: true }],
    [{ deal: KEEP, activity: KEEP }, undefined],
    [{ deal: undefined, activity: KEEP }, undefined],
  ])('%j is %j', (wish, inputs) => expect(relinkInputs(wish)).toEqual(inputs));
});

describe('taking it back', () => {
  it('gives what the rules had linked back to them', () => {
    const before = { isLocked: false, dealId: DEAL, activityId: EVENT };
    expect(undoInputs(before, { deal: NONE, activity: KEEP })).toEqual([{ unlock: true }]);
    expect(undoInputs(before, { deal: KEEP, activity: NONE })).toEqual([{ activityId: EVENT }, { unlock: true }]);
  });

  it('links what a person had chosen as before', () => {
    const before = { isLocked: true, dealId: DEAL };
    expect(undoInputs(before, { deal: RULES, activity: KEEP })).toEqual([{ opportunityId: DEAL }]);
    expect(undoInputs(before, { deal: KEEP, activity: EVENT })).toEqual([{ activityId: 'none' }]);
  });

  it('knows what stood before from the conversation', () => {
    const fields = { Match_Status__c: 'Locked', Activity_Id__c: EVENT };
    const node = { ...conversation({ fields }), Opportunity__r: { Id: DEAL, Name: { value: 'Fleet' } } };
    expect(linksOf(toDetail(node))).toEqual({ isLocked: true, dealId: DEAL, activityId: EVENT });
  });
});

describe('what would change', () => {
  const entry = (more: Partial<Receipt['entries'][number]>): Receipt['entries'][number] => ({
    ...{ object: 'Event', id: EVENT, operation: 'update', fields: [] },
    ...more,
  });
  const receipt = (...entries: Receipt['entries']): Receipt => ({
    ...{ outcome: 'planned', match: { evidence: '' }, entries, remarks: [] },
    names: { [DEAL]: 'Fleet', [EVENT]: 'Demo' },
  });

  it('is told by records and links, by their names; the rest is counted, the bookkeeping is not', () => {
    const fields = [
      { field: 'WhatId', before: null, after: DEAL },
      { field: 'Match_Status__c', before: 'Matched', after: 'Locked' },
      { field: 'Last_Synced_At__c', before: 1, after: 2 },
      { field: 'Stage_Then__c', before: null, after: 'Proposal' },
    ];
    expect(changesOf(receipt(entry({ fields })), {})).toEqual({
      changes: [
        {
          ...{ key: '0-WhatId', object: 'Event', record: 'Demo', operation: 'update' },
          ...{ field: 'relatedTo', before: undefined, after: 'Fleet' },
        },
      ],
      others: 1,
    });
  });

  it('names what stood there before only where the viewer sees it', () => {
    const fields = [{ field: 'Opportunity__c', before: DEAL, after: '006000000000002AAA' }];
    const told = (seen: Record<string, string>) => changesOf(receipt(entry({ fields })), seen).changes[0];
    expect(told({})).toMatchObject({ before: '', after: '' });
    expect(told({ [DEAL]: 'Fleet' })).toMatchObject({ before: 'Fleet', after: '' });
  });

  it('tells of a record that comes or goes as a whole', () => {
    const gone = entry({ operation: 'delete', fields: [{ field: 'WhatId', before: DEAL, after: null }] });
    expect(changesOf(receipt(gone), {}).changes).toEqual([
      { key: '0', object: 'Event', record: 'Demo', operation: 'delete' },
    ]);
  });

  it('counts what follows the conversation', () => {
    const child = entry({ object: 'Conversation_Suggestion__c', operation: 'delete' });
    expect(changesOf(receipt(child), {})).toEqual({ changes: [], others: 1 });
  });

  it('is told with the words of the org where it refused, and of the setting that holds it back', () => {
    const refused = entry({ error: { message: 'Locked by approval' } });
    expect(problemsOf({ ...receipt(refused, refused), outcome: 'failed' })).toEqual(['Locked by approval']);
    expect(problemsOf(receipt(entry({ note: 'Writing is off.' })))).toEqual(['Writing is off.']);
    expect(problemsOf({ ...receipt(entry({ note: 'Cut.' })), outcome: 'written' })).toEqual([]);
  });
});
