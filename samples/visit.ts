/** What an admin does before visits are written, and what the website then tells. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SampleOrg } from './org.ts';
import type { SyncAddress } from './sync-address.ts';

const SET = 'Debrief_Visitors';
const ON = { Account: 'on', Lead: 'on', Contact: 'on', Event: 'on', ContentNote: 'on' };

/** Does the same twice: what is granted, switched on or told already stays as it is. */
export async function visit(at: SyncAddress, org: SampleOrg, visitors: object[]): Promise<void> {
  await grant(org);
  const ask = async <Answer>(method: string, address: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(`${at.syncUrl}${address}`, {
      method,
      headers: { authorization: `Bearer ${at.apiKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The service answered ${answer.status} to ${method} ${address}: ${text}`);
    return JSON.parse(text) as Answer;
  };
  const settings = await ask<{ on: boolean }>('GET', '/v1/visitors/settings');
  if (!settings.on) await ask('PUT', '/v1/visitors/settings', { ...settings, on: true, writing: ON });
  const { results } = await ask<{ results: { id: string }[] }>('POST', '/v1/visitors', visitors);
  for (const { id } of results)
    while ((await ask<{ status: string }>('GET', `/v1/visitors/${id}`)).status === 'accepted') await sleep(50);
}

/** To the user that the service acts as. */
async function grant(org: SampleOrg): Promise<void> {
  const [set] = await org.query(`SELECT Id FROM PermissionSet WHERE Name = '${SET}'`);
  const [user] = await org.query(
    "SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.Name = 'Debrief_Integration' LIMIT 1",
  );
  if (!set || !user) throw new Error(`The org has no permission set ${SET}, or nobody has Debrief_Integration.`);
  const assignment = { PermissionSetId: set.Id, AssigneeId: user.AssigneeId };
  const given = await org.query(
    `SELECT Id FROM PermissionSetAssignment WHERE PermissionSetId = '${String(set.Id)}' AND AssigneeId = '${String(user.AssigneeId)}'`,
  );
  if (given.length === 0) await org.request('POST', '/sobjects/PermissionSetAssignment', assignment);
}
