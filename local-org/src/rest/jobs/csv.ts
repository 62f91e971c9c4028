/**
 * CSV as Bulk API 2.0 takes and gives it.
 * https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/datafiles_prepare_csv.htm
 */
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

export const DELIMITERS = { BACKQUOTE: '`', CARET: '^', COMMA: ',', PIPE: '|', SEMICOLON: ';', TAB: '\t' } as const;
export const LINE_ENDINGS = { LF: '\n', CRLF: '\r\n' } as const;
export type Delimiter = keyof typeof DELIMITERS;
export type LineEnding = keyof typeof LINE_ENDINGS;

export interface Table {
  header: string[];
  rows: string[][];
}

/** A file that cannot be read as a whole: the job fails with these words. */
export class UnreadableCsv extends Error {}

export function readCsv(text: string, delimiter: Delimiter, lineEnding: LineEnding): Table {
  // https://help.salesforce.com/s/articleView?id=000386640 — the file's line ends must be the job's
  const firstEnd = /\r?\n/.exec(withoutQuoted(text))?.[0];
  if (firstEnd !== undefined && firstEnd !== LINE_ENDINGS[lineEnding])
    throw new UnreadableCsv(
      `ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${lineEnding}`,
    );
  let lines: string[][];
  try {
    lines = parse(text, {
      bom: true,
      delimiter: DELIMITERS[delimiter],
      record_delimiter: LINE_ENDINGS[lineEnding],
      skip_empty_lines: true,
      relax_column_count: true,
    });
  } catch (error) {
    throw new UnreadableCsv(`InvalidBatch : ${(error as Error).message}`);
  }
  const [header = [], ...rows] = lines;
  return { header, rows };
}

/** The header line at least: quoted values may hold line ends of any kind. */
function withoutQuoted(text: string): string {
  return text.slice(0, 100_000).replace(/"(?:[^"]|"")*"/g, '');
}

/** Every value in quotes, as Salesforce writes results. */
export function writeCsv(lines: string[][], delimiter: Delimiter, lineEnding: LineEnding): string {
  return stringify(lines, {
    delimiter: DELIMITERS[delimiter],
    record_delimiter: LINE_ENDINGS[lineEnding],
    quoted: true,
    quoted_empty: true,
  });
}
