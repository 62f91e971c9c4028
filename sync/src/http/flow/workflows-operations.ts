/** Workflows and their runs, as Flows ask for them. */
import { BY, type FlowParameter, type Unplaced } from './operation.ts';

const NAME: FlowParameter = {
  ...{ name: 'name', type: 'string', required: true, goesTo: 'path' },
  description: 'The name of the workflow, for example post-meeting-tasks.',
};
const RUN: FlowParameter = {
  ...{ name: 'id', type: 'string', required: true, goesTo: 'path' },
  description: 'The id of the run.',
};

/** For admins only. */
export const WORKFLOWS_ADMIN: Unplaced[] = [
  {
    id: 'listWorkflows',
    summary: 'The workflows of the tenant, and those that come ready to switch on.',
    parameters: [],
    inner: { method: 'GET', path: '/v1/workflows' },
  },
  {
    id: 'getWorkflow',
    summary: 'One workflow with its definition.',
    parameters: [NAME],
    inner: { method: 'GET', path: '/v1/workflows/{name}' },
  },
  {
    id: 'putWorkflow',
    summary: 'Saves a workflow as a new version, off where it is new.',
    parameters: [NAME, { ...BY, member: 'changedBy' }],
    body: 'The definition as JSON text, as Get workflow answers it, with the version that was read.',
    inner: { method: 'PUT', path: '/v1/workflows/{name}' },
  },
  {
    id: 'switchWorkflow',
    summary: 'Switches a workflow on or off. Conversations that ended before it was on set nothing off.',
    parameters: [NAME, { name: 'on', type: 'boolean', required: true, description: 'True: on. False: off.' }, BY],
    inner: { method: 'POST', path: '/v1/workflows/{name}/switch' },
  },
  {
    id: 'dryRunWorkflow',
    summary: 'Runs a workflow on a past conversation: shows every step, writes nothing and tells nobody.',
    parameters: [
      NAME,
      {
        name: 'key',
        type: 'string',
        required: true,
        description: 'The key of the conversation: Key__c of its record.',
      },
      BY,
    ],
    inner: { method: 'POST', path: '/v1/workflows/{name}/dry-run' },
  },
  {
    id: 'listWorkflowRuns',
    summary: 'Runs of workflows, newest first.',
    parameters: [
      { name: 'workflow', type: 'string', description: 'Only runs of the workflow with this name.' },
      {
        ...{ name: 'state', type: 'string', enum: ['waiting', 'running', 'done', 'failed', 'cancelled'] },
        description: 'Only runs in this state: waiting, running, done, failed or cancelled.',
      },
      { name: 'conversation', type: 'string', description: 'Only runs for the conversation with this key.' },
      { name: 'limit', type: 'integer', description: 'How many runs, 1 to 200; 50 where it is left empty.' },
      { name: 'before', type: 'string', description: 'Only runs made before this one: next of the last page.' },
    ],
    inner: { method: 'GET', path: '/v1/workflow-runs' },
  },
  {
    id: 'getWorkflowRun',
    summary: 'One run with every step: its input, its output, and the receipt of what it wrote.',
    parameters: [RUN],
    inner: { method: 'GET', path: '/v1/workflow-runs/{id}' },
  },
  {
    id: 'retryWorkflowRun',
    summary: 'Goes on with a run from the step that failed; what was done is not done again.',
    parameters: [RUN],
    inner: { method: 'POST', path: '/v1/workflow-runs/{id}/retry' },
  },
];
