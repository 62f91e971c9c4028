/** What changed since a time, asked for in one composite request; more only where there is more than a page of it. */
import type { OrgShapes } from '../../match/types.ts';
import type { OrgHttp } from '../http.ts';
import { instantOf, runQueries, type Query, type Row } from '../query.ts';
import { dateTimeLiteral } from '../soql.ts';
import type { OrgChange } from '../types.ts';

/** A transaction may end after its records were stamped, and clocks differ: this much is read twice. */
const OVERLAP_MS = 5 * 60_000;

type Followed = OrgChange['object'];

const FIELDS: Record<Followed, string[]> = {
  Opportunity: ['Name', 'AccountId', 'OwnerId', 'StageName', 'IsClosed', 'CloseDate'],
  OpportunityContactRole: ['OpportunityId', 'ContactId', 'Role', 'Opportunity.Name', 'Contact.Name'],
  Contact: ['Name', 'AccountId', 'Email', 'Phone', 'MobilePhone'],
  Lead: ['Name', 'Email', 'Phone', 'MobilePhone', 'IsConverted', 'ConvertedContactId', 'ConvertedAccountId'],
  Conversation_Moment__c: ['Key__c', 'Text__c', 'Author__c', 'Start__c', 'CreatedBy.Name', 'Conversation__r.Key__c'],
};
const AUDIT = ['Id', 'CreatedDate', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp', 'IsDeleted'];
const NAMED: Partial<Record<Followed, string>> = { Conversation_Moment__c: "Type__c = 'Comment'" };

/** `since` and `until` are RFC 3339 UTC; the next question goes on from `until`. */
export async function readChanges(
  http: OrgHttp,
  shapes: OrgShapes,
  since: string,
  now: number,
): Promise<{ changes: OrgChange[]; until: string }> {
  const from = Date.parse(since) - OVERLAP_MS;
  const queries = (Object.keys(FIELDS) as Followed[]).flatMap((object): Query<Followed>[] => {
    const shape = shapes[object];
    // not every org has them, or shows them to the integration user
    if (!shape) return [];
    const fields = [...AUDIT, ...FIELDS[object]].filter((field) => field.includes('.') || Object.hasOwn(shape, field));
    const named = NAMED[object];
    const where = `${named ? `${named} AND ` : ''}SystemModstamp >= ${dateTimeLiteral(from - (from % 1000))}`;
    return [
      {
        name: object,
        object,
        soql: `SELECT ${fields.join(', ')} FROM ${object} WHERE ${where} ORDER BY SystemModstamp, Id`,
        withDeleted: true,
      },
    ];
  });
  const rows = await runQueries(http, queries, shapes);
  const changes = [...rows].flatMap(([object, found]) => found.map((row) => changeOf(object, row, from)));
  return { changes, until: new Date(now).toISOString() };
}

function changeOf(object: Followed, row: Row, from: number): OrgChange {
  const { Id, attributes: _, IsDeleted, SystemModstamp, LastModifiedById, CreatedDate, ...values } = row;
  const created = instantOf(String(CreatedDate));
  return {
    object,
    ids: [String(Id)],
    kind: IsDeleted === true ? 'delete' : Date.parse(created) >= from ? 'create' : 'update',
    at: instantOf(String(SystemModstamp)),
    by: String(LastModifiedById),
    values: { ...values, CreatedDate: created },
  };
}
