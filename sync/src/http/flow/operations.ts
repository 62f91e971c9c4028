/**
 * What Salesforce Flows can ask of the service, by name. An External Service gives a Flow one action for each operation,
 * and a Flow knows text, numbers and booleans: so every input is one of them, and every answer is a text of JSON.
 */
import { EMAILS_ADMIN, EMAILS_OWN, EMAILS_REP } from './emails-operations.ts';
import {
  BY,
  DRY_RUN,
  KEY,
  USER,
  type FlowAccess,
  type FlowOperation,
  type FlowParameter,
  type Unplaced,
} from './operation.ts';
import { VISITORS_ADMIN } from './visitors-operations.ts';
import { WORKFLOWS_ADMIN } from './workflows-operations.ts';

const link = (name: string, what: string): FlowParameter => ({
  ...{ name, type: 'string' },
  description: `The Id of the ${what}. The word none takes the link away; left empty, it stays.`,
});

const REP: Unplaced[] = [
  {
    id: 'getConversation',
    summary: 'Where a conversation stands, and what it is linked to.',
    parameters: [KEY],
    inner: { method: 'GET', path: '/v1/conversations/{key}' },
  },
  {
    id: 'getReceipt',
    summary: 'What was written for a conversation, field by field, with the reasons.',
    parameters: [KEY],
    inner: { method: 'GET', path: '/v1/conversations/{key}/receipt' },
  },
  {
    id: 'relinkConversation',
    summary: 'Links a conversation to other records by hand, and locks the link.',
    parameters: [
      KEY,
      link('opportunityId', 'opportunity'),
      link('accountId', 'account'),
      link('contactId', 'contact'),
      link('leadId', 'lead'),
      link('activityId', 'event or task'),
      { name: 'unlock', type: 'boolean', description: 'True: give the conversation back to the rules.' },
      DRY_RUN,
      BY,
    ],
    inner: { method: 'POST', path: '/v1/conversations/{key}/relink' },
  },
  {
    id: 'undoConversation',
    summary: 'Takes back what was written for a conversation, where nobody changed it since.',
    parameters: [KEY, DRY_RUN, BY, USER],
    inner: { method: 'POST', path: '/v1/conversations/{key}/undo' },
  },
  {
    id: 'resyncConversation',
    summary: 'Matches and writes a conversation again, also one that was taken back.',
    parameters: [KEY],
    inner: { method: 'POST', path: '/v1/conversations/{key}/resync' },
  },
];

const OWN: Unplaced[] = [
  {
    id: 'restoreConversation',
    summary: 'Matches and writes a conversation again that the user who runs it has taken back.',
    parameters: [KEY, BY, { ...USER, required: true }],
    inner: { method: 'POST', path: '/v1/conversations/{key}/restore' },
  },
];

const ADMIN: Unplaced[] = [
  {
    id: 'getConnection',
    summary: 'Whether the service is connected to this org, as which user, and what is wrong.',
    parameters: [],
    inner: { method: 'GET', path: '/v1/connection' },
  },
  {
    id: 'startConnection',
    summary: 'Begins to connect the service to an org. Answers with the address where an admin logs in.',
    parameters: [
      {
        ...{ name: 'environment', type: 'string', required: true, enum: ['production', 'sandbox'] },
        description: 'production or sandbox: where the admin logs in.',
      },
      { name: 'loginUrl', type: 'string', description: 'The org’s own login address, where it has one (My Domain).' },
      BY,
      { name: 'language', type: 'string', description: 'The language of the pages of the login, for example fr.' },
    ],
    inner: { method: 'POST', path: '/v1/connection/start' },
  },
  {
    id: 'testConnection',
    summary: 'Asks the org now whether the connection works.',
    parameters: [],
    inner: { method: 'POST', path: '/v1/connection/test' },
  },
  {
    id: 'endConnection',
    summary: 'Ends the connection: the service forgets its access. Conversations are kept and wait.',
    parameters: [BY],
    inner: { method: 'DELETE', path: '/v1/connection' },
  },
  {
    id: 'checkHealth',
    summary: 'Every check of the set-up, with what is wrong and how to mend it.',
    parameters: [],
    inner: { method: 'GET', path: '/v1/health-check' },
  },
  {
    id: 'getSettings',
    summary: 'What the service may write, how it maps fields and how it links.',
    parameters: [],
    inner: { method: 'GET', path: '/v1/settings' },
  },
  {
    id: 'putSettings',
    summary: 'Replaces the settings. Send the revision that was read: whoever saves second is told.',
    parameters: [{ ...BY, member: 'changedBy' }],
    body: 'The settings as JSON text, as Get settings answers them.',
    inner: { method: 'PUT', path: '/v1/settings' },
  },
  {
    id: 'simulateRules',
    summary: 'Compares the last days under today’s rules of linking and under changed ones. Nothing is written.',
    parameters: [
      {
        ...{ name: 'dealSteps', type: 'string', reads: 'list', within: 'match' },
        description:
          'The steps of the deal rule that are on, separated by commas: contactRole, owner, onlyOpenDeal. The word none for no step; left empty, as today.',
      },
      {
        ...{ name: 'dealTie', type: 'string', within: 'match' },
        description: 'What chooses between deals that fit alike: off, lastModified, newest, oldest or mostRoles.',
      },
      {
        ...{ name: 'peopleOrder', type: 'string', within: 'match' },
        description: 'contactFirst or leadFirst: whom an address belongs to that both have.',
      },
      {
        ...{ name: 'threshold', type: 'string', reads: 'number', within: 'match' },
        description: 'From which score an activity is linked, 0 to 1, with a point: 0.55.',
      },
      {
        ...{ name: 'margin', type: 'string', reads: 'number', within: 'match' },
        description: 'How far ahead of the runner-up it has to be, 0 to 1, with a point: 0.2.',
      },
      { name: 'days', type: 'integer', description: 'How many days back, 1 to 90; 30 where it is left empty.' },
    ],
    inner: { method: 'POST', path: '/v1/simulations' },
  },
  {
    id: 'listFields',
    summary: 'The fields of an object, as the integration user sees them.',
    parameters: [
      {
        ...{ name: 'object', type: 'string', required: true },
        description: 'The API name of the object, for example Opportunity.',
      },
    ],
    inner: { method: 'GET', path: '/v1/fields' },
  },
  {
    id: 'listUsers',
    summary: 'The reps whom the providers named, and the Salesforce users they stand for.',
    parameters: [],
    inner: { method: 'GET', path: '/v1/users' },
  },
  {
    id: 'matchUser',
    summary: 'Matches a rep to a Salesforce user by hand, or leaves the rep out.',
    parameters: [
      {
        ...{ name: 'email', type: 'string', required: true },
        description: 'The address of the rep at the provider.',
      },
      {
        ...{ name: 'userId', type: 'string' },
        description: 'The Id of an active user. The word none takes the match away; left empty, it stays.',
      },
      {
        ...{ name: 'leftOut', type: 'boolean' },
        description: 'True: keep the conversations of this rep and write none. False: write them again.',
      },
      BY,
    ],
    inner: { method: 'POST', path: '/v1/users/match' },
  },
  {
    id: 'listActivity',
    summary: 'The log, newest first: what came in, what became of it, why something was skipped.',
    parameters: [
      { name: 'limit', type: 'integer', description: 'How many entries, 1 to 500; 50 where it is left empty.' },
      {
        name: 'before',
        type: 'integer',
        description: 'Only entries older than this one: nextBefore of the last page.',
      },
      { name: 'key', type: 'string', description: 'Only entries of the conversation with this key.' },
      { name: 'kind', type: 'string', description: 'Only entries of these kinds, separated by commas.' },
    ],
    inner: { method: 'GET', path: '/v1/activity' },
  },
  {
    id: 'listErrors',
    summary: 'Conversations that were not written, by what was wrong, with the mend.',
    parameters: [],
    inner: { method: 'GET', path: '/v1/errors' },
  },
  {
    id: 'retryErrors',
    summary: 'Tries conversations again that were not written: all, those of one error, or one.',
    parameters: [
      { name: 'code', type: 'string', description: 'Only those of this error.' },
      {
        ...{ name: 'key', type: 'string', member: 'keys', isList: true },
        description: 'Only the conversation with this key.',
      },
      BY,
    ],
    inner: { method: 'POST', path: '/v1/errors/retry' },
  },
  {
    id: 'getBudget',
    summary: 'The daily API requests of the org: what is used, what is left to others, and for how long it lasts.',
    parameters: [],
    inner: { method: 'GET', path: '/v1/budget' },
  },
  {
    id: 'pauseWriting',
    summary: 'Pauses the service: what comes in is kept, and nothing is written.',
    parameters: [],
    inner: { method: 'POST', path: '/v1/pause' },
  },
  {
    id: 'resumeWriting',
    summary: 'Goes on after a pause.',
    parameters: [],
    inner: { method: 'POST', path: '/v1/resume' },
  },
  {
    id: 'tryConversation',
    summary: 'Sends a sample conversation through the whole path. Undo takes it back.',
    parameters: [
      { name: 'opportunityId', type: 'string', description: 'The Id of the opportunity that it is to be linked to.' },
      { name: 'ownerEmail', type: 'string', description: 'The address of the rep who is to own it.' },
      { name: 'language', type: 'string', description: 'The language of its text: en or fr.' },
      BY,
    ],
    inner: { method: 'POST', path: '/v1/try' },
  },
];

const placed = (access: FlowAccess, ...lists: Unplaced[][]): FlowOperation[] =>
  lists.flat().map((operation) => ({ ...operation, access }));

/** Every operation, those for reps first. */
export const FLOW_OPERATIONS: readonly FlowOperation[] = [
  ...placed('rep', REP, EMAILS_REP),
  ...placed('own', OWN, EMAILS_OWN),
  ...placed('admin', ADMIN, EMAILS_ADMIN, VISITORS_ADMIN, WORKFLOWS_ADMIN),
];

/** A Flow reads by GET and changes by POST, whatever the inner request is. */
export function methodOf({ inner }: FlowOperation): 'GET' | 'POST' {
  return inner.method === 'GET' ? 'GET' : 'POST';
}
