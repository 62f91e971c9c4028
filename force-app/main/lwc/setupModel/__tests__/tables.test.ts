import { csvOf } from '../csv';
import { faultOf, setupUrl, webUrl } from '../faults';
import { countPeople, findReps, usersOf } from '../people';
import { markOf, missingGroups, rightsTable } from '../permissions';
import { health, rep } from '../../../../../config/jest/setupAnswers';
import { isSettled, linesOf, stagesOf } from '../tryout';
import type { ConversationState, Receipt } from '../types';

describe('rights', () => {
  it('tell what is there, needed, recommended, or not needed', () => {
    expect(markOf({ need: 'mandatory', has: true })).toBe('yes');
    expect(markOf({ need: 'none', has: true })).toBe('yes');
    expect(markOf({ need: 'mandatory', has: false })).toBe('needed');
    expect(markOf({ need: 'recommended', has: false })).toBe('recommended');
    expect(markOf({ need: 'none', has: false })).toBe('notNeeded');
    expect(markOf({ need: 'mandatory', has: null })).toBe('unknown');
  });

  it('stand beside the viewer’s own, of whom nothing is needed', () => {
    const [account, task] = rightsTable(health(), { Account: { read: true, edit: false, create: false } });
    expect(account.user.map(({ mark }) => mark)).toEqual(['yes', 'recommended', 'notNeeded']);
    expect(account.viewer.map(({ mark }) => mark)).toEqual(['yes', 'notNeeded', 'notNeeded']);
    expect(task.viewer.map(({ mark }) => mark)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(task.fields).toEqual([
      { field: 'WhatId', label: 'Related To', need: 'edit', user: 'needed', viewer: 'unknown' },
    ]);
  });

  it('that are missing stand under the set that grants them, the needed first', () => {
    const groups = missingGroups(health().missing);
    expect(groups.map(({ permissionSet, mandatory }) => [permissionSet, mandatory])).toEqual([
      ['Debrief_Integration', true],
      ['Debrief_CRM_Filling', false],
    ]);
  });
});

describe('people', () => {
  const reps = [
    rep('paul@sealight.example', { how: 'email', userId: '0051', userName: 'Paul' }),
    rep('x@dialler.example', { how: 'none', name: 'Zoë' }),
    rep('bot@dialler.example', { how: 'leftOut', leftOut: true }),
  ];

  it('without a user come first, those left out last', () => {
    expect(findReps(reps, '').map(({ how }) => how)).toEqual(['none', 'email', 'leftOut']);
    expect(countPeople(reps)).toEqual({ email: 1, hand: 0, leftOut: 1, none: 1 });
  });

  it('are found without accents, by name, address or user', () => {
    expect(findReps(reps, 'zoe')).toHaveLength(1);
    expect(findReps(reps, 'SEALIGHT')).toHaveLength(1);
    expect(findReps(reps, 'nobody')).toEqual([]);
  });

  it('can be any user of the org', () => {
    const users = [{ userId: '0052', name: 'Ana', email: null }];
    expect(usersOf({ reps, users }, 'en').map(({ name }) => name)).toEqual(['Ana', 'Paul']);
  });
});

it('CSV quotes what has to be quoted, and no cell is a formula', () => {
  expect(
    csvOf([
      ['a', 'b "c", d'],
      ['=1+1', 'two\nlines'],
    ]),
  ).toBe('a,"b ""c"", d"\r\n\'=1+1,"two\nlines"\r\n');
});

it('only pages of this org open from a set-up path, and only web addresses from a link', () => {
  expect(setupUrl('/lightning/setup/NotesSetupPage/home')).toBe('/lightning/setup/NotesSetupPage/home');
  const script = ['javascript', 'alert(1)'].join(':');
  for (const path of ['//evil.example', '/\\evil.example', 'https://evil.example', script, null])
    expect(setupUrl(path)).toBeUndefined();
  expect(webUrl('https://sync.example/a')).toBe('https://sync.example/a');
  expect(webUrl(script)).toBeUndefined();
});

it('whatever is thrown is a fault', () => {
  expect(faultOf(Object.assign(new Error('no'), { kind: 'key', status: 401 }))).toEqual({
    kind: 'key',
    status: 401,
    message: 'no',
  });
  expect(faultOf('lost')).toEqual({ kind: 'unknown', status: 0, message: 'lost' });
});

describe('a conversation on trial', () => {
  const at = (status: ConversationState['status'], isMatched = false): ConversationState => ({
    key: 'try:1',
    status,
    conversationId: null,
    activityId: null,
    opportunityId: null,
    match: isMatched ? { status: 'Created', rule: null, evidence: '' } : null,
    error: null,
  });
  const receipt = (outcome: Receipt['outcome'], entries: Receipt['entries'] = []): Receipt => ({
    outcome,
    match: { evidence: '', activity: { object: 'Event' } },
    entries,
    remarks: [],
  });
  const states = (...given: Parameters<typeof stagesOf>) => stagesOf(...given).map(({ state }) => state);

  it('goes from stage to stage', () => {
    expect(states(undefined, undefined)).toEqual(['running', 'waiting', 'waiting']);
    expect(states(at('accepted'), undefined)).toEqual(['done', 'running', 'waiting']);
    expect(states(at('processing', true), undefined)).toEqual(['done', 'done', 'running']);
    expect(states(at('synced', true), receipt('written'))).toEqual(['done', 'done', 'done']);
  });

  it('is held where writing is off, and stops where the org refuses', () => {
    expect(states(at('synced', true), receipt('planned'))).toEqual(['done', 'done', 'held']);
    expect(states(at('parked'), undefined)).toEqual(['done', 'failed', 'failed']);
    expect(states(at('failed', true), receipt('failed'))).toEqual(['done', 'done', 'failed']);
    expect(isSettled(at('processing'))).toBe(false);
    expect(isSettled(at('parked'))).toBe(true);
  });

  it('says object by object what it would write', () => {
    const entry = (object: string, field: string) => ({
      object,
      operation: 'create' as const,
      outcome: 'planned' as const,
      fields: [{ field }],
    });
    expect(
      linesOf(receipt('planned', [entry('Event', 'StartDateTime'), entry('M__c', 'Due_Day__c'), entry('M__c', 'B')])),
    ).toEqual([
      { object: 'Event', records: 1, fields: ['Start Date Time'] },
      { object: 'M__c', records: 2, fields: ['Due Day', 'B'] },
    ]);
  });
});
