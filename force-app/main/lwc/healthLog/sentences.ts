import { fill, plural, viewer } from 'c/conversationModel';
import { sentenceTexts as texts } from './sentenceTexts';

const MATCHES: Readonly<Record<string, string>> = {
  Matched: texts.matched,
  Created: texts.created,
  'Needs review': texts.review,
  Locked: texts.locked,
};

/** What the service's log mostly says, in English, and the same in the viewer's words. */
const SENTENCES: readonly [RegExp, (...parts: string[]) => string][] = [
  [/^Took in whole\.$/, () => texts.whole],
  [/^The org already says all of it: nothing was written\.$/, () => texts.unchanged],
  [
    /^Wrote (\d+) records? \(([\w ]+)\)\.$/,
    (count, match) =>
      fill(
        plural(Number(count), { one: texts.writtenOne, other: texts.writtenOther }, viewer),
        '',
        MATCHES[match] ?? match,
      ),
  ],
  [
    /^Writing is off: (\d+) records? would be written\.$/,
    (count) => plural(Number(count), { one: texts.writingOffOne, other: texts.writingOffOther }, viewer),
  ],
  [/^To be matched again: a deal was changed\.$/, () => texts.dealChanged],
  [/^To be matched again: a deal was opened\.$/, () => texts.dealOpened],
  [/^To be matched again: a deal was closed\.$/, () => texts.dealClosed],
  [
    /^To be matched again: a contact (?:was given a role on a deal|role was changed|was taken off a deal)\.$/,
    () => texts.role,
  ],
  [/^To be matched again: the org has changed\.$/, () => texts.again],
  [/^Paused by an admin: conversations are kept\.$/, () => texts.paused],
  [/^Resumed by an admin\.$/, () => texts.resumed],
  [/^Asked to be synced again\.$/, () => texts.asked],
  [/^A sample conversation was sent(?:, says (.+))?\.$/, (who) => fill(texts.tried, inBrackets(who))],
  [/^The workflow (\S+) has run for it already and does not run again/, (name) => fill(texts.workflowAgain, name)],
  [
    /^Workflow (\S+) switched (on|off)(?: by (.+))?\.$/,
    (name, how, who) => fill(how === 'on' ? texts.workflowOn : texts.workflowOff, name, inBrackets(who)),
  ],
  [
    /^Workflow (\S+) saved as version (\d+)(?: by (.+))?\.$/,
    (name, version, who) => fill(texts.workflowSaved, name, version, inBrackets(who)),
  ],
];

function inBrackets(who: string | undefined): string {
  return who ? ` (${who})` : '';
}

export interface Sentence {
  text: string;
  /** The language of what the service said itself: names, the org's own words, and what this version does not know. */
  lang?: string;
}

export function sentenceOf(message: string): Sentence {
  for (const [pattern, say] of SENTENCES) {
    const found = pattern.exec(message);
    if (found) return { text: say(...found.slice(1)) };
  }
  return { text: message, lang: 'en' };
}
