/** Fetches a file of a recording: from Zoom over https only, with the token of its event, and never more than a transcript. */
import { SourceError } from '../source.ts';

const MOST_BYTES = 20 * 1024 * 1024;
const MOST_REDIRECTS = 3;
const TIMEOUT_MS = 30_000;

/** Whether an address is Zoom's own: nothing else is ever asked, whoever signed the event that names it. */
export function isZoomAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  return (
    protocol === 'https:' &&
    port === '' &&
    username === '' &&
    password === '' &&
    /^(?:[a-z0-9-]+\.)*zoom\.us$/.test(hostname)
  );
}

/** The text of a file. Throws a `SourceError`: `access` once the token is no longer taken, `passing` while it may come. */
export async function downloadFromZoom(
  address: string,
  token: string | undefined,
  fetch: typeof globalThis.fetch,
): Promise<string> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  let at = address;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (!isZoomAddress(at))
      throw new SourceError('refused', 'The transcript’s address is not an https address at zoom.us: it is not asked.');
    let response: Response;
    try {
      response = await fetch(at, {
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        redirect: 'manual',
        signal,
      });
    } catch {
      throw new SourceError('passing', 'Zoom cannot be reached.');
    }
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location) {
      await response.body?.cancel();
      at = URL.canParse(location, at) ? new URL(location, at).href : '';
      continue;
    }
    if (response.status === 401 || response.status === 403)
      throw new SourceError('access', `Zoom no longer takes the token of the event (${response.status}).`);
    // the file is announced a little before it is there
    if (!response.ok) throw new SourceError('passing', `Zoom answered ${response.status}.`);
    return textOf(response);
  }
  throw new SourceError('refused', 'Zoom sends the request from address to address without end.');
}

async function textOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of response.body ?? []) {
      bytes += (piece as Uint8Array).byteLength;
      if (bytes > MOST_BYTES) throw new SourceError('refused', `The transcript is larger than ${MOST_BYTES} bytes.`);
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError('passing', 'Zoom broke off in the middle of the file.');
  }
  return Buffer.concat(pieces).toString('utf8');
}
