import type { ChildRelationship, ObjectSchema, OrgSchema } from '../../metadata/types.ts';
import { SalesforceError } from '../faults/errors.ts';
import type { RuleOrg } from '../rules/rule.ts';
import type { Row } from '../store/store.ts';

/**
 * Deletes a record and what depends on it. Object Reference, "Relationships Among Custom Objects": details go with their
 * master, plain lookups are cleared or hold the deletion up, as their field says.
 */
export function deleteRecord(org: RuleOrg, schema: OrgSchema, object: ObjectSchema, row: Row, userId: string): void {
  const now = org.store.stamp();
  refuseWonDeals(org, object, row);
  const id = row['Id'] as string;
  mark(org, object, id, userId, now);
  for (const relationship of object.childRelationships) follow(org, schema, object, relationship, id, row, userId, now);
  const twin =
    object.name === 'ContentNote' ? 'ContentDocument' : object.name === 'ContentDocument' ? 'ContentNote' : null;
  if (twin === null) return;
  const other = org.object(twin);
  const found = org.store.row(other, id);
  if (found && !found['IsDeleted']) deleteRecord(org, schema, other, found, userId);
}

function mark(org: RuleOrg, object: ObjectSchema, id: string, userId: string, now: string): void {
  if (!object.fields.has('isdeleted')) return org.store.remove(object, id);
  const audit: Row = object.fields.has('lastmodifieddate') ? { LastModifiedDate: now, LastModifiedById: userId } : {};
  org.store.update(object, id, { IsDeleted: true, SystemModstamp: now, ...audit });
}

function follow(
  org: RuleOrg,
  schema: OrgSchema,
  parent: ObjectSchema,
  relationship: ChildRelationship,
  id: string,
  row: Row,
  userId: string,
  now: string,
): void {
  const child = schema.object(relationship.childSObject);
  const field = child?.fields.get(relationship.field.toLowerCase());
  if (!child || !field) return;
  const ids = org.store.idsWhere(child, field.name, id);
  if (ids.length === 0) return;
  if (field.cascadeDelete || field.deleteConstraint === 'Cascade') {
    for (const childId of ids) {
      const found = org.store.row(child, childId);
      // An earlier branch of the cascade may have taken it already.
      if (found && !found['IsDeleted']) deleteRecord(org, schema, child, found, userId);
    }
    return;
  }
  if (field.deleteConstraint === 'Restrict') {
    throw new SalesforceError(
      400,
      'DELETE_FAILED',
      `Your attempt to delete ${String(row['Name'] ?? id)} could not be completed because it is associated with the following ${child.labelPlural.toLowerCase()}.: ${ids.slice(0, 5).join(', ')}`,
    );
  }
  if (!field.nillable) return;
  for (const childId of ids) org.store.update(child, childId, { [field.name]: null, SystemModstamp: now });
}

/** Salesforce Help, "Considerations for Deleting Accounts": closed won opportunities hold an account's deletion up. */
function refuseWonDeals(org: RuleOrg, object: ObjectSchema, row: Row): void {
  if (object.name !== 'Account') return;
  const won = org.store
    .statement('SELECT Name FROM "Opportunity" WHERE AccountId = ? AND IsWon = 1 AND IsDeleted = 0 LIMIT 1')
    .get(row['Id'] as string);
  if (!won) return;
  throw new SalesforceError(
    400,
    'DELETE_FAILED',
    `Your attempt to delete ${String(row['Name'])} could not be completed because some opportunities in ${String(row['Name'])} were closed won. The opportunities that could not be deleted are shown below.: ${String(won['Name'])}`,
  );
}
