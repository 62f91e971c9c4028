/** Text in whatever character set it really is in, as emails often name the wrong one. */
import { Transform, type TransformCallback } from 'node:stream';

/** More of one part is no letter that anybody wrote. */
export const MOST_TEXT_BYTES = 4_000_000;

function decoderFor(label: string, fatal: boolean): TextDecoder | undefined {
  try {
    return new TextDecoder(label.trim().replace(/^["']|["']$/g, ''), { fatal });
  } catch {
    return undefined;
  }
}

function strictly(bytes: Uint8Array, label: string): string | undefined {
  try {
    return decoderFor(label, true)?.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Names under which anything may come: what they say is asked for last. */
const ANYTHING = /^(?:|us-ascii|ascii|ansi_x3\.4-1968|unknown(?:-8bit)?|x-unknown|8bit|binary|default)$/i;
/** A decoder that takes every byte says nothing of whether it is the right one. */
const TAKES_ALL = /^(?:iso-?8859-|windows-125|latin|l\d|cp125|x-mac|macintosh)/i;

/**
 * UTF-8 that calls itself something else, and Windows text that calls itself UTF-8 or nothing, are read as what they are.
 * UTF-7 is never read: it hides markup.
 */
export function decodeText(bytes: Uint8Array, label: string): string {
  const name = label.trim();
  const isVague = ANYTHING.test(name) || /utf-?7/i.test(name);
  // bytes beyond ASCII that happen to be well-formed UTF-8 are UTF-8
  const utf8 = isVague || TAKES_ALL.test(name) || /^utf-?8$/i.test(name) ? strictly(bytes, 'utf-8') : undefined;
  if (utf8 !== undefined) return utf8;
  const named = isVague ? undefined : strictly(bytes, name);
  return named ?? strictly(bytes, 'utf-8') ?? strictly(bytes, 'windows-1252') ?? Buffer.from(bytes).toString('latin1');
}

/** As `mailparser` wants its decoder (option `Iconv`): given the bytes of one text, it gives them back as UTF-8. */
export class TextOf extends Transform {
  readonly #label: string;
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(label: string) {
    super();
    this.#label = label;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (this.#size < MOST_TEXT_BYTES) this.#chunks.push(chunk.subarray(0, MOST_TEXT_BYTES - this.#size));
    this.#size += chunk.length;
    done();
  }

  override _flush(done: TransformCallback): void {
    const bytes = Buffer.concat(this.#chunks);
    // half a character at the end would make the whole look like another character set
    this.push(decodeText(this.#size > MOST_TEXT_BYTES ? withoutHalf(bytes) : bytes, this.#label));
    done();
  }
}

function withoutHalf(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes.length - end < 4 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  if (end > 0 && (bytes[end - 1] ?? 0) >= 0xc0) end -= 1;
  else end = bytes.length;
  return bytes.subarray(0, end);
}

/** The names that say no more than "text": such a part is read as what it is. */
export const ANY_TEXT = 'unknown-8bit';
export const saysLittle = (label: string): boolean =>
  ['', 'ascii', 'usascii', 'utf8'].includes(label.toLowerCase().replace(/[^a-z0-9]+/g, ''));

/** Longer headers are no header. */
const LONGEST_HEADER = 1_000_000;

/** The source with its header in UTF-8: some programs write theirs in bytes of any character set, RFC 6532 in UTF-8. */
export async function* withReadableHeader(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of source) {
    if (!held) {
      yield chunk;
      continue;
    }
    held = Buffer.concat([held, chunk]);
    const end = endOfHeader(held);
    if (end === -1 && held.length < LONGEST_HEADER) continue;
    yield* [readable(held.subarray(0, end === -1 ? held.length : end)), held.subarray(end === -1 ? held.length : end)];
    held = undefined;
  }
  if (held) yield readable(held);
}

function endOfHeader(bytes: Buffer): number {
  const ends = ['\r\n\r\n', '\n\n'].map((end) => bytes.indexOf(end)).filter((at) => at !== -1);
  return ends.length > 0 ? Math.min(...ends) : -1;
}

const readable = (bytes: Buffer): Buffer => Buffer.from(decodeText(bytes, ANY_TEXT));
