/** Workflows that come with the product: off until an admin switches them on, and theirs to change. */
import { WorkflowDefinition } from '../definition.ts';
import { NEXT_STEP } from './next-step.ts';
import { OPPORTUNITY_STAGE } from './opportunity-stage.ts';
import { POST_MEETING_TASKS } from './post-meeting-tasks.ts';

export const READY: WorkflowDefinition[] = [POST_MEETING_TASKS, OPPORTUNITY_STAGE, NEXT_STEP].map((source) =>
  WorkflowDefinition.parse(source),
);
