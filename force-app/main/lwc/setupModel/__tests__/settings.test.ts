import { settings } from '../../../../../config/jest/setupAnswers';
import { modesOf } from '../fields';
import {
  changedKeys,
  choicesOf,
  choose,
  faultsByKey,
  fieldKey,
  mappingKey,
  mergeChoices,
  objectKey,
  saveChoices,
  settingsWith,
} from '../settings';
import type { Call, SyncFault } from '../types';

const RICH = settings({
  writing: 'on',
  objects: [{ object: 'Opportunity', writing: 'on', fields: [{ field: 'Amount', writing: 'off' }] }],
  fieldMapping: [{ object: 'Opportunity', field: 'NextStep', toField: 'Next__c' }],
});

describe('choices', () => {
  it('name each setting once, and make the document that was read', () => {
    expect(choicesOf(RICH)).toMatchObject({
      writing: 'on',
      [objectKey('Opportunity')]: 'on',
      [fieldKey('Opportunity', 'Amount')]: 'off',
      [mappingKey('Opportunity', 'NextStep')]: 'Next__c',
      apiReservePercent: '20',
      noteOnDeal: 'false',
    });
    expect(settingsWith(RICH, choicesOf(RICH))).toEqual(RICH);
  });

  it('keep what this page does not show', () => {
    const read = { ...RICH, threshold: 0.8, iCalUidField: null, tenant: 'demo' };
    expect(settingsWith(read, choose(choicesOf(read), 'noteOnDeal', 'true'))).toEqual({ ...read, noteOnDeal: true });
  });

  it('give a field’s object what is usual for it', () => {
    const chosen = choose(choicesOf(settings()), fieldKey('Lead', 'Title'), 'on');
    expect(settingsWith(settings(), chosen).objects).toEqual([
      { object: 'Lead', writing: 'suggest', fields: [{ field: 'Title', writing: 'on' }] },
    ]);
  });

  it('are no change where an object stands at what is usual', () => {
    const usual = settings({ objects: [{ object: 'Event', writing: 'on', fields: [] }] });
    expect(changedKeys(choicesOf(settings()), choicesOf(usual))).toEqual([]);
  });
});

describe('two admins at once', () => {
  const base = choicesOf(settings());
  it('both keep what only one of them changed', () => {
    const mine = choose(base, 'dealTie', 'newest');
    const theirs = choose(base, 'writing', 'on');
    expect(mergeChoices(base, mine, theirs)).toEqual({
      merged: { ...base, dealTie: 'newest', writing: 'on' },
      theirs: ['writing'],
      conflicts: [],
    });
  });

  it('find the first one’s value where both changed the same, and the second one’s offered', () => {
    const merge = mergeChoices(base, choose(base, 'writing', 'suggest'), choose(base, 'writing', 'on'));
    expect(merge.merged.writing).toBe('on');
    expect(merge.conflicts).toEqual([{ key: 'writing', mine: 'suggest', theirs: 'on' }]);
  });

  it('have no conflict where they agree', () => {
    const same = choose(base, 'writing', 'on');
    expect(mergeChoices(base, same, same).conflicts).toEqual([]);
  });

  it('take a choice away as well as make one', () => {
    const read = choicesOf(RICH);
    const gone = choose(read, mappingKey('Opportunity', 'NextStep'), undefined);
    expect(mergeChoices(read, gone, choose(read, 'dealTie', 'newest')).merged).not.toHaveProperty(
      mappingKey('Opportunity', 'NextStep'),
    );
  });
});

describe('saving', () => {
  const refuse = (fault: Partial<SyncFault>) => () =>
    Promise.reject<unknown>(Object.assign(new Error(fault.message ?? ''), { kind: 'refused', status: 422, ...fault }));

  it('sends the whole document with its revision', async () => {
    const call = jest.fn<Promise<unknown>, Parameters<Call>>(() => Promise.resolve(settings({ revision: 4 })));
    const answer = await saveChoices(call, settings(), choose(choicesOf(settings()), 'writing', 'on'));
    expect(call.mock.calls[0][0]).toBe('putSettings');
    expect(JSON.parse(String(call.mock.calls[0][1]?.body))).toEqual(settings({ writing: 'on' }));
    expect(answer).toEqual({ kind: 'saved', settings: settings({ revision: 4 }) });
  });

  it.each([409, 412])('where somebody was first (%i) nothing is overwritten', async (status) => {
    const now = settings({ dealTie: 'newest', revision: 4 });
    const call = jest.fn((operation: string) => {
      if (operation === 'getSettings') return Promise.resolve<unknown>(now);
      return refuse({ status, message: 'Somebody else' })();
    });
    const answer = await saveChoices(call, settings(), choose(choicesOf(settings()), 'writing', 'on'));
    expect(answer).toMatchObject({
      kind: 'changed',
      settings: now,
      merge: { theirs: ['dealTie'], conflicts: [], merged: { writing: 'on', dealTie: 'newest' } },
    });
    expect(call.mock.calls.map(([operation]) => operation)).toEqual(['putSettings', 'getSettings']);
  });

  it('puts each fault of the service where it belongs', () => {
    const message =
      'The settings cannot be kept like this. objects/0/fields/0/field The user may not edit Opportunity.Amount. Assign it a set. fieldMapping/0/toField can’t be mapped: too short. defaultCountry is a country’s two letters.';
    expect(faultsByKey(message, RICH)).toEqual({
      rest: 'The settings cannot be kept like this.',
      faults: {
        [fieldKey('Opportunity', 'Amount')]: 'The user may not edit Opportunity.Amount. Assign it a set.',
        [mappingKey('Opportunity', 'NextStep')]: 'can’t be mapped: too short.',
        defaultCountry: 'is a country’s two letters.',
      },
    });
  });

  it('says a fault that names no setting as it is', async () => {
    const answer = await saveChoices(
      refuse({ kind: 'offline', status: 0, message: 'No way' }),
      settings(),
      choicesOf(settings()),
    );
    expect(answer).toMatchObject({ kind: 'refused', fault: { kind: 'offline' }, faults: {}, rest: 'No way' });
  });
});

it('a field that the integration user may not write can still be suggested, where people write it', () => {
  const info = (field: string, writable: boolean) => ({ field, writable, label: field, type: 'string', custom: false });
  expect(modesOf('Opportunity', info('NextStep', true))).toEqual(['off', 'suggest', 'on']);
  expect(modesOf('Opportunity', info('NextStep', false))).toEqual(['off', 'suggest']);
  expect(modesOf('Event', info('Subject', false))).toEqual([]);
  for (const field of ['Id', 'CreatedDate', 'IsClosed', 'LastActivityDate', 'FiscalYear'])
    expect(modesOf('Opportunity', info(field, false))).toEqual([]);
});
