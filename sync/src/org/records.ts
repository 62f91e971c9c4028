/** Writes of what is no conversation: records of visitors and of workflows, with the receipts that say what became of them. */
import type { RecordPlan, RecordReceipt } from '../plan/types.ts';
import { sendRecords } from './collections/send.ts';
import type { Describer } from './describe.ts';
import { addNote, entryOf, record, recordOf, type RecordJob } from './entries.ts';
import type { OrgHttp } from './http.ts';

interface Job extends RecordJob {
  stage: number;
  position: number;
}

const nameOf = ({ object, key }: { object: string; key: string }) => `${object} ${key}`;

/** What a write links to, among the writes of its plan. Throws where a link names none, or leads back to where it began. */
function stagesOf(plan: RecordPlan, jobs: Job[]): Map<string, Job> {
  const named = new Map(jobs.flatMap((job) => (job.write.key ? [[nameOf(linkOf(job)), job] as const] : [])));
  const visit = (job: Job, way: Job[]): number => {
    if (way.includes(job))
      throw new TypeError(`${plan.key}: writes of ${job.write.object} link to each other in a ring.`);
    const below = Object.values(job.write.links ?? {}).map((link) => {
      const other = named.get(nameOf(link));
      if (!other)
        throw new TypeError(`${plan.key}: ${job.write.object} links to ${nameOf(link)}, which is not in the plan.`);
      return visit(other, [...way, job]);
    });
    // a row that goes first makes room for one that comes
    return job.write.operation === 'delete' ? 0 : Math.max(0, ...below) + 1;
  };
  for (const job of jobs) job.stage = visit(job, []);
  return named;
}

const linkOf = ({ write }: Job) => ({ object: write.object, key: write.key?.value ?? '' });

/** Links as they came out: the Ids that were given, and what a refused record left without its place. */
function noteLinks(jobs: Job[], named: Map<string, Job>): void {
  for (const { write, entry } of jobs)
    for (const [field, link] of Object.entries(write.links ?? {})) {
      const other = named.get(nameOf(link))?.entry;
      if (entry.outcome === 'written' && other?.id)
        entry.fields.push({ field, before: null, after: other.id, rule: 'link' });
      else if (other?.outcome === 'failed')
        addNote(entry, `${entry.object}.${field} could not be filled: the ${link.object} was refused.`);
    }
}

function outcomeOf({ writing, held }: RecordPlan, jobs: Job[]): RecordReceipt['outcome'] {
  if (jobs.length === 0) return held?.length ? 'planned' : 'unchanged';
  if (writing === 'off') return 'planned';
  return jobs.some(({ entry }) => entry.outcome === 'failed') ? 'failed' : 'written';
}

/**
 * Writes plans, each record after those that it links to, all plans packed together. Plans whose writing is `off` become
 * receipts of what would be written.
 */
export async function writeRecords(
  http: OrgHttp,
  describer: Describer,
  plans: RecordPlan[],
  now: string,
): Promise<RecordReceipt[]> {
  const all = plans.map((plan) => {
    const jobs = plan.writes.map((write): Job => ({
      ...{ write, entry: entryOf(write, plan.writing === 'off' ? 'planned' : 'skipped'), stage: 0, position: 0 },
    }));
    return { plan, jobs, named: stagesOf(plan, jobs) };
  });
  const live = all.filter(({ plan }) => plan.writing !== 'off');
  const stages: Job[][] = [];
  for (const job of live.flatMap(({ jobs }) => jobs)) {
    const stage = (stages[job.stage] ??= []);
    job.position = stage.length;
    stage.push(job);
  }
  const namesOf = new Map(live.flatMap(({ jobs, named }) => jobs.map((job) => [job, named] as const)));
  const filled = Array.from(stages, (stage) => stage ?? []);
  const results = await sendRecords(
    http,
    describer,
    filled.map((stage) => stage.map((job) => recordOf(job, { linked: (link) => namesOf.get(job)?.get(nameOf(link)) }))),
  );
  filled.forEach((stage, at) => stage.forEach((job, position) => record(job, results[at]?.[position])));
  for (const { jobs, named } of live) noteLinks(jobs, named);
  return all.map(({ plan, jobs }): RecordReceipt => {
    const held = (plan.held ?? []).map((write) => ({ ...entryOf(write, 'planned'), note: write.note }));
    return {
      ...{ key: plan.key, at: now, outcome: outcomeOf(plan, jobs) },
      ...{ entries: [...jobs.map(({ entry }) => entry), ...held], remarks: plan.remarks, requests: 0 },
      ...(plan.names ? { names: plan.names } : {}),
      ...(plan.evidence ? { evidence: plan.evidence } : {}),
    };
  });
}
