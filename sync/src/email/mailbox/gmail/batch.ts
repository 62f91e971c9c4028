/**
 * Many calls of the Gmail API in one request: multipart/mixed, one HTTP request a part.
 * https://developers.google.com/workspace/gmail/api/guides/batch
 */
import { randomBytes } from 'node:crypto';

/** "Sending batches larger than 50 requests is not recommended"; each part counts as a call all the same. */
export const MOST_IN_BATCH = 50;

export interface BatchPart {
  status: number;
  body: string;
}

/** The body of a batch of GETs, and its content type. Paths begin with `/gmail/v1/`. */
export function batchOf(paths: string[]): { contentType: string; body: string } {
  const boundary = `batch_${randomBytes(12).toString('hex')}`;
  const parts = paths.map(
    (path, index) =>
      `--${boundary}\r\nContent-Type: application/http\r\nContent-ID: <item${index}>\r\n\r\nGET ${path}\r\n\r\n`,
  );
  return { contentType: `multipart/mixed; boundary=${boundary}`, body: `${parts.join('')}--${boundary}--\r\n` };
}

/**
 * The answers in the order of the questions, which is not that of the parts: a part answers `<item3>` as
 * `<response-item3>`. Undefined where one has no answer.
 */
export function partsOf(contentType: string, body: string, count: number): (BatchPart | undefined)[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  const answers = new Array<BatchPart | undefined>(count).fill(undefined);
  if (!boundary) return answers;
  for (const piece of body.split(`--${boundary}`).slice(1)) {
    const index = Number(/^Content-ID:\s*<response-item(\d+)>/im.exec(piece)?.[1] ?? NaN);
    const status = /^HTTP\/[\d.]+ (\d{3})/m.exec(piece);
    if (!status || !(index < count)) continue;
    const head = piece.slice(status.index);
    const start = /\r?\n\r?\n/.exec(head);
    answers[index] = {
      status: Number(status[1]),
      body: start ? head.slice(start.index + start[0].length).trim() : '',
    };
  }
  return answers;
}
