import type { Step } from './types';

/** `{0}` and `{1}` are filled. */
export interface OutlineTexts {
  each: string;
  else: string;
  extract: string;
  if: string;
  load: string;
  notify: string;
  owner: string;
  ownerDeal: string;
  query: string;
  opportunity: string;
  sink: string;
  task: string;
  update: string;
}

export interface OutlineLine {
  key: string;
  /** 0 for the steps of the workflow itself. */
  depth: number;
  text: string;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));

/** A name of the definition as people read it: `actionItems` → `action items`. */
const spaced = (name: string): string =>
  name.replace(/([a-z])([A-Z])/g, (_whole, before: string, after: string) => `${before} ${after.toLowerCase()}`);

/** A template as people read it: `{{ json.item.title }}` → `item title`. */
export function plainTemplate(template: unknown): string {
  return textOf(template)
    .replace(/\{\{-?\s*json\.([\w.]+)[^}]*\}\}/g, (_whole, path: string) => spaced(path.split('.').slice(-2).join(' ')))
    .trim();
}

function fill(text: string, ...values: string[]): string {
  return values.reduce((filled, value, index) => filled.split(`{${index}}`).join(value), text);
}

const names = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : []);

/** `conversation.actionItems` and `extract.actionItems` are the action items. */
const placeOf = (place: unknown): string => spaced(textOf(place).split('.').slice(-1).join(' '));

/** What most workflows ask first. */
const isOfDeal = (condition: unknown): boolean =>
  /^\{\{-?\s*json\.(?:\w+\.)?(?:salesforceO|o)pportunityId\s*-?\}\}$/.test(textOf(condition).trim());

function lineOf(step: Step, texts: OutlineTexts): string {
  switch (step.type) {
    case 'load':
      return texts.load;
    case 'if':
      return fill(texts.if, isOfDeal(step.condition) ? texts.opportunity : plainTemplate(step.condition));
    case 'selectMany':
      return fill(texts.each, placeOf(step.from), textOf(step.most ?? 20));
    case 'aiExtract':
      return fill(
        texts.extract,
        names((step.schema as { properties?: unknown } | undefined)?.properties)
          .map(spaced)
          .join(', '),
      );
    case 'queryRecords':
      return fill(texts.query, textOf(step.object), Array.isArray(step.fields) ? step.fields.join(', ') : '');
    case 'createTask':
      return fill(texts.task, plainTemplate(step.subject));
    case 'updateOpportunity':
      return fill(
        texts.update,
        Object.entries(step.field_values ?? {})
          .map(([field, value]) => `${field} = ${plainTemplate(value)}`)
          .join(', '),
      );
    case 'notify': {
      const to = step.to ?? 'owner';
      const whom = to === 'owner' ? texts.owner : to === 'dealOwner' ? texts.ownerDeal : plainTemplate(to);
      return fill(texts.notify, whom, plainTemplate(step.title));
    }
    case 'sink':
      return texts.sink;
    default:
      return step.type;
  }
}

/** A workflow's steps in words, each below the one that it belongs to. */
export function outline(steps: readonly Step[], texts: OutlineTexts, depth = 0, prefix = ''): OutlineLine[] {
  return steps.flatMap((step, index) => {
    const key = `${prefix}${index}`;
    const below = (list: readonly Step[] | undefined, name: string) =>
      outline(list ?? [], texts, depth + 1, `${key}/${name}/`);
    const otherwise = below(step.else, 'else');
    return [
      { key, depth, text: lineOf(step, texts) },
      ...below(step.then ?? step.steps, 'then'),
      ...(otherwise.length > 0 ? [{ key: `${key}/else`, depth, text: texts.else }, ...otherwise] : []),
    ];
  });
}

/** What each step does, by its id. */
export function stepNames(steps: readonly Step[], texts: OutlineTexts): Map<string, string> {
  return new Map(
    steps.flatMap((step): [string, string][] => [
      [step.id, lineOf(step, texts).replace(/\s*:$/, '')],
      ...[step.then, step.else, step.steps].flatMap((below) => [...stepNames(below ?? [], texts)]),
    ]),
  );
}
