/**
 * A run as a pure stepper: from the definition and from what steps have given it follows which step is next. What a step
 * does is an effect, and what it gave is kept before the next one begins: a run that ended anywhere goes on from there.
 */
import { MOST_STEPS, type IfStep, type SelectManyStep, type Step, type WorkflowDefinition } from './definition.ts';
import { renderTemplate, TemplateFault, type Json } from './liquid.ts';
import { inputOf } from './inputs.ts';
import { StepFailure, type Doing, type Done, type RunFrame, type StepFault, type StepRecord } from './step.ts';
import type { Span } from './extract/quote.ts';

export type Records = ReadonlyMap<string, StepRecord>;

export interface NextStep {
  kind: 'step';
  step: Step;
  path: string;
  json: Json;
}
export type Next = NextStep | { kind: 'ended' };

export interface Effects {
  /** Has to be kept when it resolves. Throws where another process has taken the run over. */
  save: (record: StepRecord) => Promise<void>;
  /** Throws a `StepFailure` for what is wrong with this step; anything else ends the try, and the step comes again. */
  perform: (doing: Doing) => Promise<Done>;
}

export type RunEnd = { state: 'done' } | { state: 'failed'; path: string; error: StepFault };

const isOver = (record: StepRecord | undefined): record is StepRecord =>
  record?.state === 'done' || record?.state === 'skipped';

/** What stands in `json` before the first step. */
function baseOf({ name, title, trigger }: WorkflowDefinition, { id, startedAt }: RunFrame): Json {
  return { workflow: { name, title, trigger }, run: { id, startedAt } };
}

/** The list at a path; nothing where there is none. */
export function listAt(json: Json, from: string): unknown[] {
  let found: unknown = json;
  for (const name of from.replace(/^json\./, '').split('.'))
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, name) ? (found as Json)[name] : undefined;
  return Array.isArray(found) ? found : [];
}

/** Output of a step as templates see it: under its id, and for what stands for itself also without. */
function withOutput(json: Json, step: Step, { output }: StepRecord): Json {
  if (!output) return { ...json, [step.id]: {} };
  if (step.type === 'load') return { ...output, ...json, [step.id]: output };
  if (step.type !== 'aiExtract') return { ...json, [step.id]: output };
  const data = (output.data ?? {}) as Json;
  // what load gave is not to be said otherwise by a conversation
  return { ...json, ...withoutTaken(data, json), [step.id]: data, [PASSAGES]: passagesBy(json, output) };
}

/** Not a name that a template can say: which passages vouch for a member of an extract. */
const PASSAGES = ' passages';

/** The passage that vouches for a fact, by its number, and where in it the quote stands. */
export interface Place {
  segment: number;
  span?: Span;
}

function passagesBy(json: Json, output: Json): Record<string, Place[]> {
  const found = { ...(json[PASSAGES] as Record<string, Place[]> | undefined) };
  for (const { pointer, segment, span } of (output.facts ?? []) as (Place & { pointer: string })[]) {
    const member = pointer.split('/')[1] ?? '';
    found[member] = [...(found[member] ?? []), { segment, ...(span ? { span } : {}) }];
  }
  return found;
}

/** Places that vouch for a value that an extract gave; empty where none gave it. */
export function passagesOfValue(json: Json, value: unknown): Place[] {
  const by = (json[PASSAGES] ?? {}) as Record<string, Place[]>;
  return Object.keys(by).flatMap((member) => (json[member] === value ? (by[member] ?? []) : []));
}

/** A later extract says a member anew, but nothing says what another kind of step gave. */
function withoutTaken(data: Json, json: Json): Json {
  const extracted = new Set(json[EXTRACTED] as string[] | undefined);
  const open = Object.keys(data).filter((name) => !Object.hasOwn(json, name) || extracted.has(name));
  return { ...Object.fromEntries(open.map((name) => [name, data[name]])), [EXTRACTED]: [...extracted, ...open] };
}
/** Not a name that a template can say. */
const EXTRACTED = ' extracted';

type Walked = { next: NextStep } | { ended: true } | { json: Json };

function walk(steps: Step[], prefix: string, given: Json, records: Records): Walked {
  let json = given;
  for (const step of steps) {
    const path = `${prefix}${step.id}`;
    const record = records.get(path);
    if (!isOver(record)) return { next: { kind: 'step', step, path, json } };
    switch (step.type) {
      case 'sink':
        return { ended: true };
      case 'if': {
        const walked = walk(record.output?.taken === 'then' ? step.then : step.else, prefix, json, records);
        if (!('json' in walked)) return walked;
        json = walked.json;
        break;
      }
      case 'selectMany': {
        const items = listAt(json, step.from).slice(0, step.most);
        for (const [position, item] of items.entries()) {
          const walked = walk(step.steps, `${path}/${position}/`, { ...json, [step.as]: item }, records);
          // a sink ends what is done with its item
          if ('next' in walked) return walked;
        }
        break;
      }
      default:
        json = withOutput(json, step, record);
    }
  }
  return { json };
}

/** The step that a run is at. */
export function nextOf(definition: WorkflowDefinition, frame: RunFrame, records: Records): Next {
  const walked = walk(definition.steps, '', baseOf(definition, frame), records);
  return 'next' in walked ? walked.next : { kind: 'ended' };
}

const isTrue = (text: string) => !['', 'false', 'nil', '0'].includes(text.trim());

function decide(step: IfStep | SelectManyStep, path: string, json: Json, now: string): StepRecord {
  if (step.type === 'if') {
    const condition = rendered('condition', () =>
      renderTemplate(step.condition, json, { ...zoneOf(json), now }),
    ).trim();
    const taken = isTrue(condition) ? 'then' : 'else';
    return { path, type: 'if', state: 'done', input: { condition }, output: { taken } };
  }
  const items = listAt(json, step.from);
  const taken = Math.min(items.length, step.most);
  return {
    ...{ path, type: 'selectMany', state: 'done', input: { from: step.from }, output: { found: items.length, taken } },
    ...(items.length > taken
      ? { note: `${items.length} were found and the first ${taken} taken: most is ${step.most}.` }
      : {}),
  };
}

const zoneOf = ({ timeZone }: Json) => (typeof timeZone === 'string' ? { timeZone } : {});

class InputFault extends Error {
  readonly fault: StepFault;
  constructor(template: string, { message, line }: TemplateFault) {
    super(message);
    this.fault = { message: `The template of ${template} (line ${line}) ${message}.`, template, line };
  }
}

function rendered<T>(template: string, render: () => T): T {
  try {
    return render();
  } catch (error) {
    throw error instanceof TemplateFault ? new InputFault(template, error) : error;
  }
}

/**
 * Goes on with a run until it ends or a step fails. `records` is what was kept of it, and is added to. Throws what an
 * effect throws that is no `StepFailure`: the run is then where it was, and can go on later.
 */
export async function drive(
  definition: WorkflowDefinition,
  frame: RunFrame,
  records: Map<string, StepRecord>,
  effects: Effects,
): Promise<RunEnd> {
  const save = async (record: StepRecord) => {
    await effects.save(record);
    records.set(record.path, record);
  };
  const fail = async (record: StepRecord, error: StepFault): Promise<RunEnd> => {
    const { intent: _, ...rest } = record;
    await save({ ...rest, state: 'failed', error });
    return { state: 'failed', path: record.path, error };
  };
  for (;;) {
    const next = nextOf(definition, frame, records);
    if (next.kind === 'ended') return { state: 'done' };
    const { step, path, json } = next;
    const kept = records.get(path);
    const empty: StepRecord = { path, type: step.type, state: 'begun', input: {}, output: null };
    if (!kept && records.size >= MOST_STEPS)
      return fail(empty, { message: `The run took ${MOST_STEPS} steps, which is the most: it goes no further.` });
    let input: Json = {};
    try {
      if (step.type === 'if' || step.type === 'selectMany') {
        await save(decide(step, path, json, frame.startedAt));
        continue;
      }
      input = inputOf(step, frame, (name, text) =>
        rendered(name, () => renderTemplate(text, json, { ...zoneOf(json), now: frame.startedAt })),
      );
    } catch (error) {
      if (error instanceof InputFault) return fail(empty, error.fault);
      throw error;
    }
    if (step.type === 'sink') {
      await save({ ...empty, state: 'done' });
      continue;
    }
    const begun: StepRecord = {
      ...empty,
      input,
      ...(kept?.state === 'begun' && kept.intent ? { intent: kept.intent } : {}),
    };
    await save(begun);
    let done: Done;
    try {
      done = await effects.perform({
        ...{ step, path, input, json },
        ...(kept?.state === 'begun' ? { interrupted: kept.intent ? { intent: kept.intent } : {} } : {}),
        keep: (intent) => save({ ...begun, intent }),
      });
    } catch (error) {
      if (error instanceof StepFailure) return fail(begun, { message: error.message });
      throw error;
    }
    const { output = null, note, receipt, error, isSkipped } = done;
    const over: StepRecord = {
      ...{ path, type: step.type, input, output, state: isSkipped ? 'skipped' : 'done' },
      ...(note ? { note } : {}),
      ...(receipt ? { receipt } : {}),
    };
    if (error) return fail(over, error);
    await save(over);
  }
}
