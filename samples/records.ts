/** Writes sample records through an org's REST API. */
import type { SampleRecord } from './load.ts';
import { SampleOrg, type OrgAddress, type Row } from './org.ts';

/** sObject Collections take this many records a call. */
const MOST_RECORDS = 200;

/** In the order in which they need each other, with the fields that tell one record from another. */
const ORDER: Record<string, string[]> = {
  Account: ['Name'],
  Contact: ['Email'],
  Lead: ['Email'],
  Opportunity: ['Name'],
  OpportunityContactRole: ['OpportunityId', 'ContactId'],
  Event: ['StartDateTime', 'OwnerId', 'Subject'],
  Task: ['ActivityDate', 'OwnerId', 'Subject'],
};

interface Saved {
  id?: string;
  success: boolean;
  errors: { statusCode: string; message: string; fields?: string[] }[];
}

/**
 * Writes what is not there yet, so a second run, or one after a crash, adds nothing twice. Returns the Ids by reference
 * id, and those of users as `user:alias`.
 */
export async function loadRecords(address: OrgAddress, records: SampleRecord[]): Promise<Map<string, string>> {
  const org = new SampleOrg(address);
  const ids = new Map<string, string>();
  for (const { Id, Alias } of await org.query('SELECT Id, Alias FROM User'))
    ids.set(`user:${String(Alias)}`, String(Id));

  for (const [type, identity] of Object.entries(ORDER)) {
    const wanted = records
      .filter(({ attributes }) => attributes.type === type)
      .map((record) => ({ reference: record.attributes.referenceId, row: resolve(record, ids) }));
    if (wanted.length === 0) continue;
    const known = new Map<string, string>();
    for (const row of await org.query(`SELECT Id, ${identity.join(', ')} FROM ${type}`))
      known.set(markOf(row, identity), String(row.Id));
    for (const { reference, row } of wanted) {
      const id = known.get(markOf(row, identity));
      if (id !== undefined) ids.set(reference, id);
    }
    const missing = wanted.filter(({ reference }) => !ids.has(reference));
    for (let start = 0; start < missing.length; start += MOST_RECORDS) {
      const chunk = missing.slice(start, start + MOST_RECORDS);
      const saved = await org.request<Saved[]>('POST', '/composite/sobjects', {
        allOrNone: true,
        records: chunk.map(({ row }) => ({ attributes: { type }, ...row })),
      });
      for (const [index, { reference }] of chunk.entries()) {
        const result = saved[index];
        if (!result?.success || result.id === undefined) throw new Error(refusalOf(type, reference, saved));
        ids.set(reference, result.id);
      }
    }
  }
  return ids;
}

/** With `allOrNone` every record fails; the one that says why is told. */
function refusalOf(type: string, reference: string, saved: Saved[]): string {
  const errors = saved.flatMap((result) => result.errors ?? []);
  const cause = errors.find(({ statusCode }) => statusCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK') ?? errors[0];
  return `The org refused a sample ${type} (${reference}): ${cause ? `${cause.statusCode}: ${cause.message} ${(cause.fields ?? []).join(', ')}` : 'without a reason'}`;
}

function resolve({ attributes, ...fields }: SampleRecord, ids: Map<string, string>): Row {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      if (typeof value !== 'string' || !value.startsWith('@')) return [field, value];
      const id = ids.get(value.slice(1));
      if (id === undefined) throw new Error(`${attributes.referenceId}.${field} names ${value}, which is not there.`);
      return [field, id];
    }),
  );
}

/** Date-times are compared as times: an org writes them in a form of its own. */
function markOf(row: Row, identity: string[]): string {
  return JSON.stringify(
    identity.map((field) => {
      const value = row[field];
      return field.endsWith('DateTime') && typeof value === 'string' ? Date.parse(value) : value;
    }),
  );
}
