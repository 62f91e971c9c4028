/** Rows that have come into the org since it was read: the ones to change where creating them was refused for their key. */
import type { RecordWrite } from './record-write.ts';
import { bodyOf, sendComposite } from './composite.ts';
import type { OrgHttp } from './http.ts';
import { chunked, isIn } from './soql.ts';

/** What people decide on a row: no run writes over it. */
const DECISIONS: Record<string, { field: string; isOpen: (value: unknown) => boolean }> = {
  Conversation__c: { field: 'Match_Status__c', isOpen: (value) => value !== 'Locked' },
  Conversation_Suggestion__c: { field: 'Status__c', isOpen: (value) => value === 'Proposed' || value === null },
};

export interface KnownRow {
  id: string;
  isDecided: boolean;
}

/** The row that each write's key belongs to; absent where the integration user sees none. */
export async function rowsOfKeys(http: OrgHttp, writes: RecordWrite[]): Promise<Map<RecordWrite, KnownRow>> {
  const keyOf = ({ body, keyField = '' }: RecordWrite) => {
    const key = body[keyField];
    return typeof key === 'string' ? key : '';
  };
  const groups = Map.groupBy(writes, ({ object, keyField }) => `${object} ${keyField}`);
  const queries = [...groups.values()].flatMap((same) => {
    const [{ object = '', keyField = '' } = {}] = same;
    const fields = ['Id', keyField, DECISIONS[object]?.field].filter((field) => field);
    const head = `SELECT ${fields.join(', ')} FROM ${object} WHERE `;
    return chunked(same.map(keyOf), head.length).map((keys) => ({
      object,
      keyField,
      soql: `${head}${isIn(keyField, keys)}`,
    }));
  });
  const answers = await sendComposite(
    http,
    queries.map(({ soql }) => ({ method: 'GET', path: `/query?q=${encodeURIComponent(soql)}`, isHeavy: true })),
  );
  const rows = new Map<string, KnownRow>();
  answers.forEach((answer, at) => {
    const { object = '', keyField = '' } = queries[at] ?? {};
    const decision = DECISIONS[object];
    const { records } = bodyOf(answer) as { records: (Record<string, unknown> & { Id: string })[] };
    for (const row of records)
      rows.set(`${object} ${String(row[keyField])}`, {
        id: row.Id,
        isDecided: decision !== undefined && !decision.isOpen(row[decision.field]),
      });
  });
  return new Map(
    writes.flatMap((write) => {
      const row = rows.get(`${write.object} ${keyOf(write)}`);
      return row ? [[write, row] as const] : [];
    }),
  );
}
