/** A local org with a world in it, and its own count of the requests that it has answered. */
import { runLocalOrg, type RunningOrg } from '../../src/org/testing/run-local-org.ts';
import type { OrgRecord, World } from './world.ts';

const ACALL = 200;
const API = '/services/data/v67.0';

export interface BenchOrg extends RunningOrg {
  /** API requests in the last day, as the org itself counts them; asking is not among them. */
  used: () => Promise<number>;
  count: (object: string) => Promise<number>;
}

async function call(org: RunningOrg, method: string, path: string, body?: unknown): Promise<Response> {
  const response = await fetch(`${org.url}${API}${path}`, {
    method,
    headers: { authorization: `Bearer ${org.adminToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response;
}

async function fill(org: RunningOrg, { records }: World): Promise<void> {
  const ids = new Map(Object.entries(org.users));
  // a record may name one of the same object only if that is created before: here none does
  for (const [object, members] of Map.groupBy(records, (record) => record.object))
    for (let from = 0; from < members.length; from += ACALL) {
      const some = members.slice(from, from + ACALL);
      const body = { allOrNone: true, records: some.map((record) => bodyOf(object, record, ids)) };
      const answers = (await (await call(org, 'POST', '/composite/sobjects', body)).json()) as {
        id: string;
        success: boolean;
      }[];
      answers.forEach(({ id, success }, at) => {
        if (!success) throw new Error(`The world cannot be made: ${JSON.stringify(answers[at])}`);
        ids.set(some[at]!.name, id);
      });
    }
}

function bodyOf(object: string, { fields, links = {} }: OrgRecord, ids: Map<string, string>): object {
  const references = Object.entries(links).map(([field, name]) => [field, ids.get(name)]);
  return { attributes: { type: object }, ...fields, ...(Object.fromEntries(references) as object) };
}

export async function benchOrg(world: World): Promise<BenchOrg> {
  const org = await runLocalOrg();
  let asked = 0;
  try {
    await fill(org, world);
  } catch (error) {
    await org.stop();
    throw error;
  }
  return {
    ...org,
    async used() {
      const response = await call(org, 'GET', '/limits');
      await response.arrayBuffer();
      asked += 1;
      const usage = /api-usage=(\d+)\//.exec(response.headers.get('sforce-limit-info') ?? '');
      return Number(usage?.[1]) - asked;
    },
    async count(object) {
      asked += 1;
      const response = await call(org, 'GET', `/query?q=SELECT+COUNT()+FROM+${object}`);
      return ((await response.json()) as { totalSize: number }).totalSize;
    },
  };
}
