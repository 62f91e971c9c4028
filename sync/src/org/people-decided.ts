/** Rows that have come into the org since it was read, and that people have decided about: no run writes over them. */
import type { RecordWrite } from './collections.ts';
import { bodyOf, sendComposite } from './composite.ts';
import type { OrgHttp } from './http.ts';
import { chunked, isIn } from './soql.ts';

const DECISIONS: Record<string, { field: string; isOpen: (value: unknown) => boolean }> = {
  Conversation__c: { field: 'Match_Status__c', isOpen: (value) => value !== 'Locked' },
  Conversation_Suggestion__c: { field: 'Status__c', isOpen: (value) => value === 'Proposed' || value === null },
};

/** Those of the writes whose row, found by its key, is a person's by now. */
export async function isAPersons(http: OrgHttp, writes: RecordWrite[]): Promise<Set<RecordWrite>> {
  const keyOf = ({ body, keyField = '' }: RecordWrite) => {
    const key = body[keyField];
    return typeof key === 'string' ? key : '';
  };
  const asked = writes.filter(({ object, keyField }) => keyField !== undefined && Object.hasOwn(DECISIONS, object));
  const queries = [...Map.groupBy(asked, ({ object, keyField }) => `${object} ${keyField}`).values()].flatMap(
    (same) => {
      const [{ object = '', keyField = '' } = {}] = same;
      const head = `SELECT ${keyField}, ${DECISIONS[object]?.field} FROM ${object} WHERE `;
      return chunked(same.map(keyOf), head.length).map((keys) => ({
        object,
        keyField,
        soql: `${head}${isIn(keyField, keys)}`,
      }));
    },
  );
  const answers = await sendComposite(
    http,
    queries.map(({ soql }) => ({ method: 'GET', path: `/query?q=${encodeURIComponent(soql)}`, isHeavy: true })),
  );
  const decided = new Set<string>();
  answers.forEach((answer, at) => {
    const { object = '', keyField = '' } = queries[at] ?? {};
    const { records } = bodyOf(answer) as { records: Record<string, unknown>[] };
    for (const row of records) {
      const { field, isOpen } = DECISIONS[object] ?? { field: '', isOpen: () => true };
      if (!isOpen(row[field])) decided.add(`${object} ${String(row[keyField])}`);
    }
  });
  return new Set(asked.filter((write) => decided.has(`${write.object} ${keyOf(write)}`)));
}
