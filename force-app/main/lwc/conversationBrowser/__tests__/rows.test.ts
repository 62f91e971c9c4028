import { conversation } from '../../../../../config/jest/answers';
import { toOtherRow } from 'c/listModel';
import { mergeRows } from '../rows';

describe('conversations beside the list', () => {
  const other = (Id: string, day: string, fields: object = {}) =>
    toOtherRow(conversation({ fields: { Id, Started_At__c: `2026-${day}T09:00:00.000Z`, ...fields } }));

  it('wait until the list has come so far, and stand in it once', () => {
    const rows = [other('a', '11-10'), other('b', '11-05')];
    const others = [other('n', '11-07'), other('b', '11-05'), other('o', '10-01')];
    const ids = (hasMore: boolean) => mergeRows(rows, others, hasMore).map(({ id }) => id);
    expect(ids(true)).toEqual(['a', 'n', 'b']);
    expect(ids(false)).toEqual(['a', 'n', 'b', 'o']);
  });
});
