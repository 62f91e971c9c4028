/** Records by Id, whatever their object: what the org says now, for undo and for what is adopted. */
import { toId18 } from '../match/ids.ts';
import type { Describer } from './describe.ts';
import type { OrgHttp } from './http.ts';
import { runQueries, type Query, type Row } from './query.ts';
import { chunked, isIn } from './soql.ts';

/** A query answers with 2,000 rows a page; Ids of 18 characters stay far below a statement's length. */
const MOST_IDS = 2000;
const OBJECT_NAME = /^[A-Za-z]\w*$/;

/** Records as they are now, or nothing where one is gone or unseen. */
export interface RecordWanted {
  object: string;
  id: string;
  fields: string[];
}

/**
 * The wanted fields of each record, by 18-character Id. A record that is gone or unseen is absent; so is a field that
 * the integration user does not see. Records of one object are read together, with the fields that any of them wants.
 */
export async function readRows(http: OrgHttp, describer: Describer, wanted: RecordWanted[]): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  if (wanted.length === 0) return rows;
  for (const { object } of wanted)
    if (!OBJECT_NAME.test(object)) throw new TypeError(`rows: object is "${object}", which is no API name.`);
  const byObject = Map.groupBy(wanted, ({ object }) => object);
  const shapes = await describer.of(byObject.keys());
  const queries = [...byObject].flatMap(([object, records]): Query[] => {
    const shape = shapes[object];
    if (!shape) return [];
    const fields = new Set(['Id', ...records.flatMap((record) => record.fields)]);
    const head = `SELECT ${[...fields].filter((field) => Object.hasOwn(shape, field)).join(', ')} FROM ${object} WHERE `;
    return chunked(
      records.map(({ id }) => toId18(id)),
      head.length,
      MOST_IDS,
    ).map((ids) => ({ name: 'rows', object, soql: `${head}${isIn('Id', ids)}` }));
  });
  const answers = await runQueries(http, queries, shapes);
  const fieldsOf = new Map<string, Set<string>>();
  for (const { id, fields } of wanted)
    fieldsOf.set(toId18(id), new Set([...(fieldsOf.get(toId18(id)) ?? []), 'Id', ...fields]));
  for (const row of answers.get('rows') ?? []) {
    const id = toId18(String(row.Id));
    const asked = fieldsOf.get(id);
    rows.set(id, Object.fromEntries(Object.entries(row).filter(([field]) => asked?.has(field))));
  }
  return rows;
}
