/** A record that the org has already, in place of one that a duplicate rule keeps from being created. */
import type { RecordResult, RecordWrite } from './record-write.ts';
import { sendComposite, type Subanswer } from './composite.ts';
import type { Describer } from './describe.ts';
import type { OrgHttp } from './http.ts';
import { readRows } from './rows.ts';

/** Records of people and companies: the one that is there is the one that was meant. Of ours none stands for another. */
const ADOPTABLE = new Set(['Account', 'Contact', 'Lead']);

interface DuplicateError {
  errorCode?: unknown;
  /** REST spells the second one. */
  duplicateResult?: DuplicateResult;
  duplicateResut?: DuplicateResult;
}
interface DuplicateResult {
  matchResults?: { matchRecords?: { record?: { Id?: unknown } }[] }[];
}

export function isAdoptable({ object, operation, id, keyField }: RecordWrite): boolean {
  return ADOPTABLE.has(object) && operation === 'upsert' && id === undefined && keyField === undefined;
}

/**
 * Collections don't say which records a duplicate rule matched, a single creation does: it is asked once more, alone.
 * Exactly one match of the same object is adopted: its empty fields are filled, what people entered stays.
 */
export async function adopt(
  http: OrgHttp,
  describer: Describer,
  write: RecordWrite,
): Promise<RecordResult | undefined> {
  const [answer] = await sendComposite(http, [
    { method: 'POST', path: `/sobjects/${write.object}`, body: write.body, isHeavy: false, isKeyed: false },
  ]);
  if (!answer) return undefined;
  if (answer.status < 300) return { id: (answer.body as { id: string }).id, created: true };
  const ids = matchedIds(answer);
  const [id] = ids;
  if (ids.length !== 1 || id === undefined) return undefined;
  const given = Object.entries(write.body).filter(([, value]) => value !== null && typeof value !== 'object');
  const rows = await readRows(http, describer, [{ object: write.object, id, fields: given.map(([field]) => field) }]);
  const row = rows.get(id);
  if (!row) return undefined;
  const empty = given.filter(([field]) => Object.hasOwn(row, field) && row[field] === null);
  const left = given.map(([field]) => field).filter((field) => !empty.some(([filled]) => filled === field));
  if (empty.length > 0) {
    const [update] = await sendComposite(http, [
      { method: 'PATCH', path: `/sobjects/${write.object}/${id}`, body: Object.fromEntries(empty), isHeavy: false },
    ]);
    if (!update || update.status >= 300) return undefined;
  }
  return {
    id,
    created: false,
    adopted: `The org has this ${write.object} already (${id}): it was taken in place of a new one, and what it says stays.`,
    repairs: left.map((field) => ({ field, what: 'was left as it is.' })),
  };
}

function matchedIds({ body }: Subanswer): string[] {
  const [error] = (Array.isArray(body) ? body : []) as DuplicateError[];
  if (error?.errorCode !== 'DUPLICATES_DETECTED') return [];
  const { matchResults = [] } = error.duplicateResult ?? error.duplicateResut ?? {};
  const ids = matchResults.flatMap(({ matchRecords = [] }) => matchRecords.map(({ record }) => record?.Id));
  return [...new Set(ids.filter((id): id is string => typeof id === 'string'))];
}
