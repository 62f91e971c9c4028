import { SalesforceError } from '../data/faults/errors.ts';

export interface Part {
  name: string;
  contentType: string;
  content: Buffer;
}

/** The parts of a `multipart/form-data` body. RFC 7578. */
export function partsOf(contentType: string, body: Buffer): Part[] {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  if (!/^multipart\/form-data/i.test(contentType) || !boundary)
    throw new SalesforceError(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send multipart/form-data with a boundary.');
  const delimiter = Buffer.from(`--${boundary[1] ?? boundary[2]}`);
  const parts: Part[] = [];
  let from = body.indexOf(delimiter);
  while (from >= 0) {
    const start = from + delimiter.length;
    const end = body.indexOf(delimiter, start);
    if (end < 0) break;
    const part = partOf(body.subarray(start, end));
    if (part) parts.push(part);
    from = end;
  }
  return parts;
}

/** Between two delimiters: a line's end, headers, an empty line, the content, a line's end. */
function partOf(bytes: Buffer): Part | undefined {
  const split = bytes.indexOf('\r\n\r\n');
  if (split < 0) return undefined;
  const headers = bytes.subarray(0, split).toString('utf8');
  return {
    name: /content-disposition:[^\r\n]*\bname="([^"]*)"/i.exec(headers)?.[1] ?? '',
    contentType: (/content-type:\s*([^\r\n;]+)/i.exec(headers)?.[1] ?? '').trim().toLowerCase(),
    content: bytes.subarray(split + 4, bytes.length - 2),
  };
}
