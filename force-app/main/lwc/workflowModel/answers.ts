import { wordsOf } from './titles';
import type { Definition, Run, RunState, StepRun, WorkflowRow } from './types';

type Json = Record<string, unknown>;

const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.map(objectOf) : []);
const STATES: readonly RunState[] = ['waiting', 'running', 'done', 'failed', 'cancelled'];
const stateOf = (value: unknown): RunState => STATES.find((state) => state === value) ?? 'waiting';

function rowOf(answer: Json): WorkflowRow {
  const definition = { ...objectOf(answer.definition), ...answer };
  const name = textOf(definition.name);
  return {
    name,
    ...wordsOf({
      ...{ name, ownWords: answer.ownWords !== false },
      ...{ title: textOf(definition.title), description: textOf(definition.description) },
    }),
    trigger: definition.trigger as WorkflowRow['trigger'],
    on: answer.on === true,
    isReady: answer.ready === true,
    version: typeof answer.version === 'number' ? answer.version : 0,
  };
}

export const workflowsOf = (answer: unknown): WorkflowRow[] => listOf(objectOf(answer).workflows).map(rowOf);

export function workflowOf(answer: unknown): { row: WorkflowRow; definition: Definition } {
  const given = objectOf(answer);
  return { row: rowOf(given), definition: objectOf(given.definition) as unknown as Definition };
}

export const stepsOf = (answer: unknown): StepRun[] => listOf(objectOf(answer).steps) as unknown as StepRun[];

export function runOf(answer: unknown): Run {
  const given = objectOf(answer);
  const { error } = given;
  return {
    id: textOf(given.id),
    workflow: textOf(given.workflow),
    conversation: textOf(given.conversation),
    state: stateOf(given.state),
    ...(typeof given.version === 'number' ? { version: given.version } : {}),
    startedAt: textOf(given.startedAt) || textOf(given.createdAt),
    ...(error ? { error: textOf(objectOf(error).message) } : {}),
    steps: stepsOf(answer),
  };
}

export const runsOf = (answer: unknown): Run[] => listOf(objectOf(answer).runs).map(runOf);
