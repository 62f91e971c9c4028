/** The text of an email that is written in HTML: what a reader sees, quotes marked by `>` as in a plain one. */
import { convert, type FormatCallback, type HtmlToTextOptions } from 'html-to-text';

/** Beyond these an email is no letter that anybody wrote: what is beyond is left out. */
const MOST_CHARACTERS = 1_000_000;
const DEEPEST = 150;
/** Elements within each other that a reader of HTML still goes through quickly. */
const DEEPEST_READ = 400;

/** One mark is enough: what is quoted within a quote is quoted. */
const quote: FormatCallback = (element, walk, builder) => {
  let above = element.parent as { name?: string; parent?: unknown } | null;
  while (above && above.name !== 'blockquote') above = above.parent as typeof above;
  builder.openBlock({ leadingLineBreaks: 2, reservedLineLength: 2 });
  walk(element.children, builder);
  const marked = (text: string) => text.trim().replace(/^/gm, '> ');
  builder.closeBlock({ trailingLineBreaks: 2, ...(above ? {} : { blockTransform: marked }) });
};

const OPTIONS: HtmlToTextOptions = {
  formatters: { quote },
  wordwrap: false,
  decodeEntities: true,
  limits: {
    maxDepth: DEEPEST,
    maxChildNodes: 50_000,
    maxBaseElements: 1,
    maxInputLength: MOST_CHARACTERS,
    ellipsis: '…',
  },
  selectors: [
    { selector: 'img', format: 'skip' },
    // the address behind a link is most often one that counts who follows it
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'blockquote', format: 'quote' },
    { selector: 'table', format: 'block' },
    { selector: 'tr', format: 'block' },
    { selector: 'td', format: 'inline' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ...['head', 'style', 'script', 'title', 'object', 'svg', 'template'].map((selector) => ({
      selector,
      format: 'skip',
    })),
  ],
};

/** Words that only machines are to see: a preview's first line, a tracking text. */
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i;

const UNSEEN = ['display:none', 'display: none', 'visibility:hidden', 'visibility: hidden', 'mso-hide:all'].map(
  (style) => ({
    selector: `*[style*="${style}"]`,
    format: 'skip',
  }),
);

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (end) depth = Math.max(0, depth - 1);
    else if (!VOID.has(name.toLowerCase())) depth += 1;
    if (depth > DEEPEST_READ) return true;
  }
  return false;
}

/** The words alone, for HTML that is only made to be slow, or broken beyond its form. */
const flat = (html: string): string => html.replace(/<(style|script)\b[^<>]*>[^<]*/gi, '').replace(/<[^<>]*>/g, '<br>');

export function textOfHtml(html: string): string {
  const cut = html.length > MOST_CHARACTERS ? html.slice(0, MOST_CHARACTERS) : html;
  const shown = isTooDeep(cut) ? flat(cut) : cut;
  const text = textOf(shown);
  return text
    .replace(/\u00a0/g, ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim();
}

function textOf(html: string): string {
  try {
    return convert(html, {
      ...OPTIONS,
      selectors: [
        ...(OPTIONS.selectors ?? []),
        ...(HIDDEN.test(html) ? UNSEEN : []),
        { selector: '*[hidden]', format: 'skip' },
      ],
    });
  } catch {
    // no email is worth a fault: its words are there in any case
    return flat(html).replace(/<br>/g, '\n');
  }
}
