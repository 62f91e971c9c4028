import type { Definition, Run, RunState, StepRun, WorkflowRow } from './types';

type Json = Record<string, unknown>;

const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.map(objectOf) : []);
const STATES: readonly RunState[] = ['waiting', 'running', 'done', 'failed'];
const stateOf = (value: unknown): RunState => STATES.find((state) => state === value) ?? 'waiting';

function rowOf(answer: Json): WorkflowRow {
  const definition = { ...objectOf(answer.definition), ...answer };
  const last = objectOf(answer.lastRun);
  const at = textOf(last.at) || textOf(last.startedAt);
  return {
    name: textOf(definition.name),
    title: textOf(definition.title) || textOf(definition.name),
    description: textOf(definition.description),
    trigger: definition.trigger as WorkflowRow['trigger'],
    on: answer.on === true,
    isReady: answer.ready === true,
    version: typeof answer.version === 'number' ? answer.version : 0,
    ...(at ? { lastRun: { at, state: stateOf(last.state) } } : {}),
  };
}

export const workflowsOf = (answer: unknown): WorkflowRow[] => listOf(objectOf(answer).workflows).map(rowOf);

export function workflowOf(answer: unknown): { row: WorkflowRow; definition: Definition } {
  const given = objectOf(answer);
  return { row: rowOf(given), definition: objectOf(given.definition) as unknown as Definition };
}

export const stepsOf = (answer: unknown): StepRun[] => {
  const given = objectOf(answer);
  return listOf(given.steps ?? objectOf(given.run).steps) as unknown as StepRun[];
};

export function runOf(answer: unknown): Run {
  const given = objectOf(answer);
  const error = given.error;
  return {
    id: textOf(given.id),
    conversation: textOf(given.conversation) || textOf(given.key),
    ...(given.title ? { title: textOf(given.title) } : {}),
    state: stateOf(given.state),
    ...(typeof given.version === 'number' ? { version: given.version } : {}),
    startedAt: textOf(given.startedAt) || textOf(given.at),
    ...(error ? { error: typeof error === 'string' ? error : textOf(objectOf(error).message) } : {}),
    steps: stepsOf(answer),
  };
}

export const runsOf = (answer: unknown): Run[] => listOf(objectOf(answer).runs).map(runOf);
