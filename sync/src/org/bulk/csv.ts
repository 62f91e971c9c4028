/**
 * Records as Bulk API 2.0 takes them ("Prepare CSV Files"): an empty value leaves a field as it is, `#N/A` clears it, and
 * a parent is named in a column of its own, `Conversation__r.Key__c`.
 */
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { FieldValue } from '../../plan/types.ts';
import type { RecordWrite } from '../record-write.ts';

/** 100 MB before base64; characters may take several bytes. */
const MOST_BYTES = 90_000_000;
export const CLEARS = '#N/A';

export interface CsvFile {
  text: string;
  /** Positions, in the list that was given, of its rows. */
  positions: number[];
}

function cellsOf({ body, id }: RecordWrite, keyField: string): Map<string, string> {
  const cells = new Map<string, string>();
  if (keyField === 'Id') cells.set('Id', id ?? '');
  for (const [field, value] of Object.entries(body)) {
    if (value !== null && typeof value === 'object') {
      for (const [key, name] of Object.entries(value)) cells.set(`${field}.${key}`, name);
    } else if (!(keyField === 'Id' && field === 'Id')) {
      cells.set(field, textOf(value, id === undefined));
    }
  }
  return cells;
}

function textOf(value: FieldValue, isNew: boolean): string {
  // a new record has nothing to clear
  if (value === null || value === '') return isNew ? '' : CLEARS;
  return String(value);
}

/** Whether a value cannot be told in CSV from what clears a field. */
export function isUnspeakable({ body }: RecordWrite): boolean {
  return Object.values(body).includes(CLEARS);
}

/** One file, or several where one would be too large. Line ends LF. */
export function csvOf(writes: RecordWrite[], keyField: string, mostBytes = MOST_BYTES): CsvFile[] {
  const rows = writes.map((write) => cellsOf(write, keyField));
  const columns = [...new Set(rows.flatMap((cells) => [...cells.keys()]))];
  const header = stringify([columns]);
  const files: { lines: string[]; bytes: number; positions: number[] }[] = [];
  rows.forEach((cells, position) => {
    const line = stringify([columns.map((column) => cells.get(column) ?? '')], { record_delimiter: '\n' });
    const bytes = Buffer.byteLength(line);
    let file = files.at(-1);
    if (!file || file.bytes + bytes > mostBytes) {
      file = { lines: [header], bytes: Buffer.byteLength(header), positions: [] };
      files.push(file);
    }
    file.lines.push(line);
    file.bytes += bytes;
    file.positions.push(position);
  });
  return files.map(({ lines, positions }) => ({ text: lines.join(''), positions }));
}

/** The rows of a file of results, by the names in its first line. */
export function readCsv(text: string): Record<string, string>[] {
  return parse(text, { columns: true, skip_empty_lines: true, bom: true });
}
