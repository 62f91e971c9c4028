/** From the service's answers about workflows to what the page shows: pure. */
export { runOf, runsOf, stepsOf, workflowOf, workflowsOf } from './answers';
export { outline, stepNames } from './outline';
export type { OutlineLine, OutlineTexts } from './outline';
export { jsonFault, lineOf, placesOf } from './places';
export type { Place } from './places';
export { stepTexts } from './stepTexts';
export { wordsOf } from './titles';
export type { Definition, Draft, Run, RunState, Step, StepRun, Trigger, WorkflowRow } from './types';
