/** For tests: an email as its RFC 5322 source. */
export interface TestEmail {
  id: string;
  from: string;
  to: string;
  cc?: string;
  subject: string;
  text: string;
  /** RFC 3339; now where it is not there. */
  at?: string;
  inReplyTo?: string;
}

export function sourceOf({ id, from, to, cc, subject, text, at, inReplyTo }: TestEmail): string {
  return [
    `Message-ID: <${id}>`,
    `From: ${from}`,
    `To: ${to}`,
    ...(cc ? [`Cc: ${cc}`] : []),
    `Subject: ${encoded(subject)}`,
    `Date: ${new Date(at ?? Date.now()).toUTCString()}`,
    ...(inReplyTo ? [`In-Reply-To: <${inReplyTo}>`, `References: <${inReplyTo}>`] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    text,
    '',
  ].join('\r\n');
}

/** RFC 2047. */
function encoded(text: string): string {
  return /^[ -~]*$/.test(text) ? text : `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
}

/** Header fields in their order, unfolded. */
export function headersOf(source: string): { name: string; value: string }[] {
  const head = source.slice(0, source.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ');
  return head.split('\r\n').map((line) => {
    const at = line.indexOf(':');
    return { name: line.slice(0, at), value: line.slice(at + 1).trim() };
  });
}

export function headerOf(source: string, name: string): string {
  return headersOf(source).find((each) => each.name.toLowerCase() === name.toLowerCase())?.value ?? '';
}
