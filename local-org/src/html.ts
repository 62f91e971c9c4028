/** HTML for pages that need no script. */

/** Text that is HTML already. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | false | null | undefined | Part[];

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function written(part: Part): string {
  if (part === false || part === null || part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(written).join('');
  return String(part).replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}

/** Everything put in is escaped, but other HTML; lists are joined, `false`, `null` and `undefined` left out. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(texts.map((text, n) => text + (n < parts.length ? written(parts[n]) : '')).join(''));
}

export interface DocumentOptions {
  language: string;
  title: string;
  style: string;
  body: Html;
}

export function htmlDocument({ language, title, style, body }: DocumentOptions): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="/web/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/slds/styles/salesforce-lightning-design-system.min.css" />
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body class="slds-scope">
        ${body}
      </body>
    </html> `.text;
}

/** Headers of such a page. @param formTargets origins that a form may lead on to, besides this org */
export function htmlHeaders(formTargets: string[] = []): Record<string, string> {
  return {
    'content-type': 'text/html;charset=UTF-8',
    'content-security-policy': [
      "default-src 'none'",
      "style-src 'self' 'unsafe-inline'",
      "font-src 'self'",
      "img-src 'self' data:",
      // browsers hold redirects after a form to the policy too
      `form-action ${["'self'", ...formTargets].join(' ')}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}
