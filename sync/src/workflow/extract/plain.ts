/** What a conversation lists by itself, without a language model: its action items, next steps and summary. */
import type { Conversation } from '../../conversation/conversation.ts';
import { daysSaid } from './dates.ts';
import { passagesOf } from './passages.ts';
import { isObject, itemSchema, pointerTo, requiredOf, typesOf, valueReader } from './schema.ts';
import type { Dropped, ExtractOutput, Passage, Schema, SupportedFact } from './types.ts';

const LISTS = /^(?:action_?items?|tasks?|to_?dos?|follow_?ups?|commitments?|next_?steps)$/i;
const NEXT_STEP = /^next_?steps?$/i;
const SUMMARY = /^summary$/i;
const MOST_TITLE = 255;
const MOST_QUOTE = 500;

/** One thing to do, and the passage that says it. */
interface ToDo {
  passage: Passage;
  text: string;
  owner?: string;
  due?: string;
}

/** "Next steps:" and the lines after it, in a summary that lists them. */
const HEADING = /^\W*(?:next steps?|action items?|to do|prochaines? étapes?|suites?|actions? à mener|à faire)\W*$/i;
const INLINE = /^\W*(?:next steps?|prochaines? étapes?)\s*[:–-]\s*(.{3,})$/i;
const BULLET = /^\s*(?:[-*•–]|\d+[.)])\s+(.+)$/;

function listedIn(passage: Passage): string[] {
  const found: string[] = [];
  let isListing = false;
  for (const line of passage.text.split('\n')) {
    const inline = INLINE.exec(line)?.[1];
    const item = BULLET.exec(line)?.[1];
    if (inline) found.push(inline.trim());
    else if (isListing && item) found.push(item.trim());
    else if (line.trim() !== '') isListing = HEADING.test(line);
  }
  return found;
}

function toDosOf(conversation: Conversation): { actionItems: ToDo[]; nextSteps: ToDo[] } {
  const passages = passagesOf(conversation);
  const { startedAt, language } = conversation;
  const of = (from: Passage['from']) => passages.filter((passage) => passage.from === from);
  const toDo = (passage: Passage, text: string): ToDo => {
    const due = daysSaid(text, startedAt, language)[0]?.day;
    return { passage, text, ...(due ? { due } : {}) };
  };
  const actionItems = of('actionItem').map((passage, index): ToDo => {
    const { text, owner, due } = conversation.actionItems[index] ?? { text: passage.text };
    return { ...toDo(passage, text), ...(owner ? { owner } : {}), ...(due ? { due } : {}) };
  });
  const listed = of('summary')
    .concat(of('notes'))
    .flatMap((passage) => listedIn(passage).map((text) => toDo(passage, text)));
  const nextSteps = of('nextStep').map((passage) => toDo(passage, passage.text));
  return { actionItems, nextSteps: nextSteps.length > 0 ? nextSteps : listed };
}

function itemOf(toDo: ToDo, schema: Schema): Record<string, unknown> | string | undefined {
  if (typesOf(schema).includes('string')) return toDo.text;
  if (!isObject(schema.properties)) return undefined;
  const title = toDo.text.replace(/\s+/g, ' ').trim();
  const short = title.length > MOST_TITLE ? `${title.slice(0, MOST_TITLE - 1)}…` : title;
  const misfit = valueReader();
  const found: [string, unknown][] = [];
  for (const [name, member] of Object.entries(schema.properties)) {
    const value = /^(?:title|subject|name|text|task)$/i.test(name)
      ? short
      : /^(?:description|details?|body)$/i.test(name)
        ? toDo.text
        : /^(?:due|due_?date|date|activity_?date|deadline)$/i.test(name)
          ? toDo.due
          : /^(?:owner|assignee|who)$/i.test(name)
            ? toDo.owner
            : undefined;
    if (value !== undefined && misfit(member as Schema, value) === undefined) found.push([name, value]);
  }
  const lacks = requiredOf(schema).some((name) => !found.some(([other]) => other === name));
  return lacks || found.length === 0 ? undefined : Object.fromEntries(found);
}

const factOf = (pointer: string, { passage, text }: ToDo): SupportedFact => ({
  ...{ pointer, segment: passage.number, quote: text.slice(0, MOST_QUOTE), from: passage.from },
  ...(passage.startMs === undefined ? {} : { startMs: passage.startMs }),
});

/** Recommends nothing and concludes nothing: members that ask for more are dropped, and why is said. */
export function plainExtract(schema: Schema, conversation: Conversation): ExtractOutput {
  const { actionItems, nextSteps } = toDosOf(conversation);
  const data: Record<string, unknown> = {};
  const facts: SupportedFact[] = [];
  const dropped: Dropped[] = [];
  const properties = isObject(schema.properties) ? schema.properties : {};
  for (const [name, member] of Object.entries(properties) as [string, Schema][]) {
    const pointer = pointerTo('', name);
    const types = typesOf(member);
    if (types.includes('array') && LISTS.test(name)) {
      const toDos = /^next_?steps$/i.test(name) || actionItems.length === 0 ? nextSteps : actionItems;
      const most = typeof member.maxItems === 'number' ? member.maxItems : Infinity;
      const items = toDos.flatMap((toDo) => {
        const item = itemOf(toDo, itemSchema(member));
        return item === undefined ? [] : [{ item, toDo }];
      });
      data[name] = items.slice(0, most).map(({ item }) => item);
      items.slice(0, most).forEach(({ toDo }, index) => facts.push(factOf(pointerTo(pointer, index), toDo)));
      continue;
    }
    const first = nextSteps[0] ?? actionItems[0];
    const summary = passagesOf(conversation).find(({ from }) => from === 'summary');
    const found =
      types.includes('string') && NEXT_STEP.test(name)
        ? first
        : types.includes('string') && SUMMARY.test(name) && summary
          ? { passage: summary, text: summary.text }
          : undefined;
    if (!types.includes('string') || !(NEXT_STEP.test(name) || SUMMARY.test(name)))
      dropped.push({
        pointer,
        why: `A plain extract cannot tell ${name}: it takes only action items, next steps and the summary that the conversation lists, and recommends nothing. A language model can (DEBRIEF_AI_URL and DEBRIEF_AI_MODEL of the service).`,
      });
    else if (!found)
      dropped.push({ pointer, why: `The conversation lists no ${SUMMARY.test(name) ? 'summary' : 'next step'}.` });
    else {
      const most = typeof member.maxLength === 'number' ? member.maxLength : Infinity;
      data[name] = found.text.length > most ? `${found.text.slice(0, most - 1)}…` : found.text;
      facts.push(factOf(pointer, found));
    }
  }
  return {
    ...{ data, facts, dropped, by: 'plain' },
    note: 'Plain extract, without a language model: what the conversation itself lists, word for word.',
  };
}
