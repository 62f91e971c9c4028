import type { Conversation } from '../../conversation/conversation.ts';
import { cut, cutAtLine, oneLine, plainText, shortClock } from './text.ts';
import { ALL_MARKS, wordsFor, type Marks } from './words.ts';

/** With less room than this a digest says nothing worth reading. */
const LEAST_ROOM = 200;

function at(startMs: number | undefined): string {
  return startMs === undefined ? '' : `${shortClock(startMs)} `;
}

function section(heading: string, items: string[]): string[] {
  return items.length > 0 ? ['', heading, ...items.map((item) => `• ${item}`)] : [];
}

/** Also those that are left when others are taken out of their midst. */
function withoutMarks(line: string): string {
  const left = ALL_MARKS.reduce((text, { start, end }) => text.replaceAll(start, '').replaceAll(end, ''), line);
  return left === line ? line : withoutMarks(left);
}

/** The conversation in short, for people who read the activity and not the card; empty where there is nothing to say. */
export function digestLines(conversation: Conversation): string[] {
  const words = wordsFor(conversation);
  const actions = conversation.actionItems.map(({ text, owner, due }) => {
    const details = [owner && oneLine(owner), due && words.by(due)].filter((part) => part);
    return `${oneLine(text)}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
  });
  const steps = conversation.nextSteps.map(oneLine).filter((step) => step !== '');
  const lines = [
    ...plainText(conversation.summary).split('\n'),
    ...section(words.nextSteps, [...steps, ...actions]),
    ...section(
      words.highlights,
      conversation.highlights.map(
        ({ text, startMs, speaker }) => `${at(startMs)}${speaker ? `${oneLine(speaker)}: ` : ''}${oneLine(text)}`,
      ),
    ),
    ...section(
      words.comments,
      conversation.comments.map(
        ({ text, startMs, author }) => `${at(startMs)}${author ? `${oneLine(author)}: ` : ''}${oneLine(text)}`,
      ),
    ),
  ];
  // a mark in the text would be taken for the block's own
  const said = lines.map(withoutMarks).filter((line, at) => line !== '' || lines[at] === '');
  while (said[0] === '') said.shift();
  return said;
}

function compose(conversation: Conversation, room: number): string | undefined {
  const lines = digestLines(conversation);
  const link = oneLine(conversation.link);
  if (lines.length === 0 && link === '') return undefined;
  const { recording, marks } = wordsFor(conversation);
  const footer = link ? `${lines.length > 0 ? '\n\n' : ''}${recording} ${link}` : '';
  const space = room - marks.start.length - marks.end.length - 2 - footer.length;
  if (space < 0) return undefined;
  const text = cutAtLine(lines.join('\n'), space);
  return `${marks.start}\n${text.length <= space ? text : cut(text, space)}${footer}\n${marks.end}`;
}

export interface Digest {
  description: string | null;
  remark?: string;
}

/** The last start that its end follows with no other mark between; what stands beside a broken mark is a person's. */
function blockOf(text: string, marks: Marks): { start: number; end: number } | undefined {
  for (let end = text.lastIndexOf(marks.end); end >= 0; end = end === 0 ? -1 : text.lastIndexOf(marks.end, end - 1)) {
    const start = text.lastIndexOf(marks.start, end);
    if (start < 0) return undefined;
    if (!text.slice(start, end).includes(marks.end)) return { start, end: end + marks.end.length };
  }
  return undefined;
}

const findBlock = (text: string) =>
  ALL_MARKS.flatMap((marks) => blockOf(text, marks) ?? [])
    .sort((a, b) => a.start - b.start)
    .at(-1);

/** The description with the marked block put in or renewed. What stands around the block is a person's and stays. */
export function placeDigest(current: string | null, conversation: Conversation, length: number): Digest {
  const text = current ?? '';
  const block = findBlock(text);
  const before = block ? text.slice(0, block.start) : text === '' ? '' : `${text}\n\n`;
  const after = block ? text.slice(block.end) : '';
  const room = length - before.length - after.length;
  const full = compose(conversation, Number.MAX_SAFE_INTEGER);
  if (full === undefined) return { description: block ? `${before}${after}`.trim() || null : current };
  if (full.length <= room) return { description: `${before}${full}${after}` };
  const shortened = room >= LEAST_ROOM ? compose(conversation, room) : undefined;
  if (shortened === undefined)
    return { description: current, remark: 'The description has no room left for the notes; it was left as it is.' };
  return {
    description: `${before}${shortened}${after}`,
    remark: `The notes in the description were shortened to fit ${length} characters.`,
  };
}

/** The description without the marked block. What a person typed before and after it stays, character for character. */
export function withoutDigest(current: string | null): string | null {
  const text = current ?? '';
  const block = findBlock(text);
  if (!block) return current;
  // the empty line before the block came with it
  const before = text.slice(0, block.start).replace(/\r?\n\r?\n$/, '');
  const after = text.slice(block.end);
  const joint = before !== '' && after !== '' && !/^\s/.test(after) ? '\n' : '';
  return `${before}${joint}${before === '' ? after.replace(/^[\r\n]+/, '') : after}`.trimEnd() || null;
}
