import HIDDEN_RECORD from '@salesforce/label/c.Link_Hidden_Record';
import type { Viewer } from 'c/conversationModel';
import { ACTIVITY_GRAMMAR } from './activity';
import { AGAIN_GRAMMAR } from './again';
import { DEAL_GRAMMAR } from './deal';
import { figuresFor } from './figures';
import { speaker, together } from './grammar';
import { JOINTS_GRAMMAR } from './joints';
import { PEOPLE_GRAMMAR } from './people';
import { REMARKS_GRAMMAR } from './remarks';
import { ROLES_GRAMMAR } from './roles';

/** A line of evidence; `lang` where it stays as the service wrote it, in English. */
export interface Line {
  key: number;
  text: string;
  lang?: string;
}

const GRAMMAR = together(
  JOINTS_GRAMMAR,
  ACTIVITY_GRAMMAR,
  DEAL_GRAMMAR,
  PEOPLE_GRAMMAR,
  ROLES_GRAMMAR,
  AGAIN_GRAMMAR,
  REMARKS_GRAMMAR,
);
/** A name may hold line ends: so many lines are tried as one. */
const MOST_LINES = 3;
/** Longer than anything the service composes of one conversation's candidates. */
const LONGEST = 8000;

/** What was said already: pages ask for the same again each time they render. */
const KNOWN = new Map<string, Line[]>();

export function readerFor(viewer: Viewer): (evidence: string) => Line[] {
  return (evidence) => {
    const lines = KNOWN.get(evidence) ?? inWords(evidence, viewer);
    KNOWN.set(evidence, lines);
    return lines;
  };
}

/** The service's English sentences, or the parts of them that a candidate has, in the viewer's language. */
export function inWords(evidence: string, viewer: Viewer, now = Date.now()): Line[] {
  const figures = figuresFor(viewer, now, HIDDEN_RECORD);
  const lines = evidence.split(/\r?\n/);
  const said: Omit<Line, 'key'>[] = [];
  for (let from = 0; from < lines.length;) {
    const found = longest(lines.slice(from, from + MOST_LINES));
    said.push(found ?? { text: lines[from] ?? '', lang: 'en' });
    from += found?.lines ?? 1;
  }
  return said.map(({ text, lang }, key) => ({ key, text, ...(lang ? { lang } : {}) }));

  function longest(some: readonly string[]): { text: string; lang?: string; lines: number } | undefined {
    for (let count = 1; count <= some.length; count += 1) {
      const line = some.slice(0, count).join('\n');
      const say = line.length > LONGEST ? undefined : speaker(GRAMMAR, figures, viewer);
      const text = say?.('line', line) ?? say?.('evidence', line) ?? say?.('remark', line);
      if (text !== undefined) return { text, lines: count };
    }
    return undefined;
  }
}
