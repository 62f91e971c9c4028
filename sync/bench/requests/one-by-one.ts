/** The yardstick: the same writes with jsforce, a request a record, as most integrations do it. */
import { Connection } from 'jsforce';
import type { Plan, PlannedWrite } from '../../src/plan/types.ts';

type Fields = Record<string, unknown>;

function fieldsOf({ fields, links = {} }: PlannedWrite, activityId: string | undefined): Fields {
  const body: Fields = Object.fromEntries(fields.map(({ field, after }) => [field, after]));
  for (const [field, { object, key }] of Object.entries(links)) {
    if (object === 'Event' || object === 'Task') body[field] = activityId;
    else body[field.replace(/__c$/, '__r')] = { Key__c: key };
  }
  return body;
}

/** Writes everything that the plans ask for and says how many requests that took. Reads are not counted: it makes none. */
export async function writeOneByOne(org: { url: string; integrationToken: string }, plans: Plan[]): Promise<number> {
  const connection = new Connection({ instanceUrl: org.url, accessToken: org.integrationToken, version: '67.0' });
  let requests = 0;
  for (const { writes } of plans) {
    let activityId: string | undefined;
    for (const write of writes) {
      const fields = fieldsOf(write, activityId);
      const object = connection.sobject(write.object);
      requests += 1;
      const result =
        write.id !== undefined
          ? await object.update({ ...fields, Id: write.id })
          : await object.create({ ...fields, ...(write.key ? { [write.key.field]: write.key.value } : {}) });
      if (!result.success) throw new Error(`jsforce: ${write.object} was refused: ${JSON.stringify(result.errors)}`);
      if (write.object === 'Event' || write.object === 'Task') activityId = result.id;
    }
  }
  return requests;
}
