import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { accept, settle, undo } from '../decision';
import type { Change, Org } from '../decision';

const STALE = Object.assign(new Error('stale'), { status: 412 });
const REFUSED = new Error('Amount is locked.');
const claim = { id: 'S', since: 's0', openStatus: 'Proposed' as const };
const record = (amount: number, lastModifiedDate: string): RecordRepresentation => ({
  ...{ apiName: 'Opportunity', id: 'D', lastModifiedDate },
  fields: { Amount: { value: amount, displayValue: null } },
});
const change: Change = { recordId: 'D', field: 'Amount', value: 176, expected: 182, record: record(182, 'd0') };

/** An org that answers each write in turn: the second it is saved, or what it throws. */
function org(answers: (string | Error)[], fresh?: RecordRepresentation): Org & { log: string[] } {
  const log: string[] = [];
  return {
    ...{ log, viewerId: '005P', now: () => 'now', same: (a: unknown, b: unknown) => a === b },
    reread: () => Promise.resolve(fresh),
    update: (fields, since) => {
      const value = fields.Status__c ?? fields.Amount;
      log.push(`${fields.Id} ${String(value)} since ${since} by ${String(fields.Decided_By__c)}`);
      const answer = answers.shift() ?? 'later';
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(record(0, answer));
    },
  };
}

it('claims the suggestion, writes the record, and says so', async () => {
  const at = org(['s1', 'd1', 's2']);
  expect(await accept(at, claim, change)).toMatchObject({ kind: 'done', saved: { status: 'Applied', at: 's2' } });
  expect(at.log).toEqual(['S Accepted since s0 by 005P', 'D 176 since d0 by undefined', 'S Applied since s1 by 005P']);
});

it('of two who decide, the second writes nothing', async () => {
  const at = org([STALE]);
  expect(await accept(at, claim, change)).toEqual({ kind: 'overtaken', saved: undefined });
  expect(at.log).toHaveLength(1);
  expect(await settle(org([STALE]), claim, 'Rejected')).toMatchObject({ kind: 'overtaken' });
});

it('a refusal of the org opens the suggestion again', async () => {
  const at = org(['s1', REFUSED, 's2']);
  const outcome = await accept(at, claim, change);
  expect(outcome).toEqual({ kind: 'refused', error: REFUSED, saved: { status: 'Proposed', at: 's2' } });
  expect(at.log[2]).toBe('S Proposed since s1 by null');
});

it('one that the service could not write goes back to Failed', async () => {
  const outcome = await accept(org(['s1', REFUSED, 's2']), { ...claim, openStatus: 'Failed' }, change);
  expect(outcome.saved?.status).toBe('Failed');
});

it('a change of another field does not stand in the way, one of this field does', async () => {
  const other = org(['s1', STALE, 'd2', 's2'], record(182, 'd1'));
  expect(await accept(other, claim, change)).toMatchObject({ kind: 'done' });
  expect(other.log[2]).toBe('D 176 since d1 by undefined');
  const same = org(['s1', STALE, 's2'], record(190, 'd1'));
  const outcome = await accept(same, claim, change);
  expect(outcome).toEqual({ kind: 'changed', value: 190, saved: { status: 'Proposed', at: 's2' } });
});

it('what stops half-way stays Accepted', async () => {
  const cut = new Error('Failed to fetch');
  expect(await accept(org(['s1', cut, cut]), claim, change)).toMatchObject({ saved: { status: 'Accepted', at: 's1' } });
  expect(await accept(org(['s1', 'd1', cut]), claim, change)).toMatchObject({
    ...{ kind: 'done', saved: { status: 'Accepted', at: 's1' } },
  });
});

describe('undo', () => {
  const back: Change = { ...change, value: 182, expected: 176, record: record(176, 'd1') };

  it('opens the suggestion, then puts the old value back', async () => {
    const at = org(['s3', 'd2']);
    expect(await undo(at, { ...claim, since: 's2' }, back)).toMatchObject({ kind: 'done', saved: { at: 's3' } });
    expect(at.log).toEqual(['S Proposed since s2 by null', 'D 182 since d1 by undefined']);
  });

  it('leaves a value that somebody changed since', async () => {
    const at = org(['s3', STALE, 's4'], record(150, 'd5'));
    const outcome = await undo(at, { ...claim, since: 's2' }, back);
    expect(outcome).toEqual({ kind: 'changed', value: 150, saved: { status: 'Applied', at: 's4' } });
  });
});

it('what is chosen instead is kept with the claim, and taken off where the suggestion is opened again', async () => {
  const writes: object[] = [];
  const at = org(['s1', REFUSED, 's2']);
  const update: Org['update'] = (fields, since) => {
    writes.push(fields);
    return at.update(fields, since);
  };
  await accept({ ...at, update }, { ...claim, chosen: '170' }, { ...change, value: 170 });
  expect(writes).toMatchObject([
    { Status__c: 'Accepted', Chosen__c: '170' },
    {},
    { Status__c: 'Proposed', Chosen__c: null },
  ]);
  await settle({ ...org(['s3']), update }, { ...claim, chosen: '170' }, 'Applied');
  expect(writes.at(-1)).not.toHaveProperty('Chosen__c');
});
