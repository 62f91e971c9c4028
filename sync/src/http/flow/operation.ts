/** How an operation of the Flow face is described, and the inputs that several of them share. */

/** Who may ask: any user who sees the conversation, any user about what is their own doing, or admins only. */
export type FlowAccess = 'rep' | 'own' | 'admin';

export interface FlowParameter {
  name: string;
  type: 'string' | 'boolean' | 'integer';
  /** Shown in Flow Builder. */
  description: string;
  required?: true;
  enum?: readonly string[];
  /** Where the value goes in the inner request; absent: into its JSON body where it has one, else its query. */
  goesTo?: 'path';
  /** Another name in the inner body or query; `isList`: the value as a list of one. */
  member?: string;
  isList?: true;
  /** Of a text: the list that commas part, the word none for an empty one; or the number that it writes out. */
  reads?: 'list' | 'number';
  /** The object in the inner body that it is a member of. */
  within?: string;
}

export interface FlowOperation {
  /** Also the last part of its address: `/v1/flow/<id>`. */
  id: string;
  access: FlowAccess;
  summary: string;
  parameters: FlowParameter[];
  /** What the text body holds, where the operation takes one: the inner request's JSON body. */
  body?: string;
  /** The route that is run: the same that answers over REST. */
  inner: { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string };
}

export const KEY: FlowParameter = {
  ...{ name: 'key', type: 'string', required: true, goesTo: 'path' },
  description: 'The key of the conversation: Key__c of its record.',
};
export const DRY_RUN: FlowParameter = {
  name: 'dryRun',
  type: 'boolean',
  description: 'True: only say what would change.',
};
export const BY: FlowParameter = { name: 'by', type: 'string', description: 'The name of who asks, for the log.' };
/** The Flow fills it in itself: nobody can name another. */
export const USER_EMAIL: FlowParameter = {
  ...{ name: 'userEmail', type: 'string', required: true, member: 'user' },
  description: 'The address of the user who asks.',
};
export const USER: FlowParameter = { name: 'user', type: 'string', description: 'The Id of the user who asks.' };

/** An operation of a list whose access the list's name says. */
export type Unplaced = Omit<FlowOperation, 'access'>;
