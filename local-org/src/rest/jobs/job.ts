/** The ingest jobs of an org. They live as long as the server runs; Salesforce keeps them for seven days. */
import { instance, recordIdFor, toId18 } from '../../data/store/ids.ts';
import { SalesforceError } from '../../data/faults/errors.ts';
import type { Org, Session } from '../../data/types.ts';
import type { Delimiter, LineEnding, Table } from './csv.ts';

export const OPERATIONS = ['insert', 'update', 'upsert', 'delete'] as const;
export type Operation = (typeof OPERATIONS)[number];
export type State = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

/** What became of one row: absent while it waits its turn. */
export interface RowResult {
  id: string;
  created: boolean;
  /** `CODE:message:fields --` */
  error?: string;
}

export interface Job {
  id: string;
  session: Session;
  object: string;
  operation: Operation;
  externalIdFieldName?: string;
  columnDelimiter: Delimiter;
  lineEnding: LineEnding;
  apiVersion: string;
  state: State;
  createdDate: string;
  systemModstamp: string;
  /** The file as it was uploaded; absent until then. */
  csv?: string;
  table: Table;
  results: RowResult[];
  errorMessage?: string;
  /** Milliseconds of work. */
  spent: number;
}

const PREFIX = '750';
const jobs = new WeakMap<Org, { byId: Map<string, Job>; made: number }>();

function jobsOf(org: Org): { byId: Map<string, Job>; made: number } {
  const known = jobs.get(org) ?? { byId: new Map<string, Job>(), made: 0 };
  jobs.set(org, known);
  return known;
}

/** REST answers show date-times so. */
export function now(): string {
  return new Date().toISOString().replace('Z', '+0000');
}

export function addJob(org: Org, job: Omit<Job, 'id' | 'createdDate' | 'systemModstamp'>): Job {
  const known = jobsOf(org);
  const at = now();
  known.made += 1;
  const id = recordIdFor(PREFIX, instance, known.made);
  const added: Job = { ...job, id, createdDate: at, systemModstamp: at };
  known.byId.set(id, added);
  return added;
}

/** A job is its maker's, and of who manages data integrations. */
function maySee(session: Session, job: Job): boolean {
  const { access } = session;
  return (
    job.session.user.Id === session.user.Id ||
    access.hasUserPermission('ManageDataIntegrations') ||
    access.hasUserPermission('ModifyAllData')
  );
}

export function jobOf(org: Org, session: Session, id: string): Job {
  const job = jobsOf(org).byId.get(toId18(id) ?? id);
  if (!job || !maySee(session, job))
    throw new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
  return job;
}

/** The newest first. */
export function listJobs(org: Org, session: Session): Job[] {
  return [...jobsOf(org).byId.values()].filter((job) => maySee(session, job)).reverse();
}

export function removeJob(org: Org, job: Job): void {
  jobsOf(org).byId.delete(job.id);
}

export function setState(job: Job, state: State): void {
  job.state = state;
  job.systemModstamp = now();
}
