/** Takes visits in: once this returns, a crash cannot lose them. */
import { createHash } from 'node:crypto';
import { logActivity } from '../../store/activity.ts';
import {
  dropVisitor,
  findVisitor,
  lockVisitors,
  moveVisitor,
  putNames,
  putVisitor,
  visitorsNamed,
} from '../../store/visitors.ts';
import type { Db } from '../../store/schema.ts';
import { namesOfVisitor, whichVisitor, type Names } from '../../visitor/identity.ts';
import { mergeSaid } from '../../visitor/said.ts';
import type { ReadVisitor } from '../../visitor/schema.ts';
import { compacted } from '../../visitor/sessions.ts';
import type { Context } from '../context.ts';

/** The Id of each visitor, in the order given. Throws nothing that is the sender's fault: see `namesOf`. */
export async function acceptVisits(context: Context, tenant: string, visits: ReadVisitor[]): Promise<string[]> {
  const ids = await context.db.transaction(async (tx) => {
    await lockVisitors(tx, tenant);
    const taken: string[] = [];
    for (const visit of visits) taken.push(await take(tx, tenant, visit));
    await context.queue.add(
      tx,
      taken.map((key) => ({ tenant, key })),
    );
    await logActivity(
      tx,
      tenant,
      visits.map(({ remarks }, at) => ({
        kind: 'accepted',
        key: `visitor:${taken[at] ?? ''}`,
        message: ['Took in a visit.', ...remarks].join(' ').slice(0, 1000),
      })),
    );
    return taken;
  });
  return ids;
}

/** By what the visitor is told from others; empty where nothing does. */
export const namesOf = ({ id, said }: ReadVisitor): Names => namesOfVisitor(id, said.person, said.company.domain);

async function take(tx: Db, tenant: string, visit: ReadVisitor): Promise<string> {
  const names = namesOf(visit);
  const listed = Object.values(names).filter((name): name is string => name !== undefined);
  const byName = await visitorsNamed(tx, tenant, listed);
  const found = new Map(
    await Promise.all(
      [...new Set(byName.values())].map(async (id) => [id, await findVisitor(tx, tenant, id)] as const),
    ),
  );
  const emailsOf = new Map(
    [...found].map(([id, record]) => [
      id,
      [record?.said.person.email, ...(record?.said.former.emails ?? [])].filter((email) => email !== undefined),
    ]),
  );
  const { into, also } = whichVisitor(names, { byName, emailsOf });
  const id = into ?? idOf(tenant, listed[0] ?? '');
  let said = visit.said;
  const joined = also === undefined ? undefined : found.get(also);
  if (joined) said = mergeSaid(joined.said, said);
  const before = into === undefined ? undefined : found.get(into);
  if (before) said = mergeSaid(before.said, said);
  await putVisitor(tx, tenant, id, { ...said, pieces: compacted(said.pieces) });
  if (joined && also) {
    await moveVisitor(tx, tenant, also, id);
    await dropVisitor(tx, tenant, also);
  }
  await putNames(tx, tenant, id, listed);
  return id;
}

/** Says nothing of who it is: it stands in addresses and logs. */
function idOf(tenant: string, name: string): string {
  return createHash('sha256').update(`${tenant}\0${name}`).digest('hex').slice(0, 20);
}
