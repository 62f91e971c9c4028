import type { Session } from '../data/types.ts';
import type { FieldSchema, ObjectSchema } from '../metadata/types.ts';

/**
 * Standard objects that UI API serves, of those that the local org has:
 * https://developer.salesforce.com/docs/atlas.en-us.uiapi.meta/uiapi/ui_api_all_supported_objects.htm
 */
const SUPPORTED = new Set([
  'Account',
  'Campaign',
  'CampaignMember',
  'Case',
  'Contact',
  'ContentDocument',
  'ContentNote',
  'ContentVersion',
  'Group',
  'Lead',
  'Note',
  'Opportunity',
  'OpportunityContactRole',
  'OpportunityTeamMember',
  'Product2',
  'RecordType',
  'User',
]);
/** Readable through GraphQL alone (Beta since API 59). */
const GRAPHQL_ONLY = new Set(['Task', 'Event']);

export function inUiApi(object: ObjectSchema): boolean {
  return object.custom ? object.name.endsWith('__c') : SUPPORTED.has(object.name);
}

export function inGraphQl(object: ObjectSchema): boolean {
  return object.queryable && (inUiApi(object) || GRAPHQL_ONLY.has(object.name));
}

/** The fields that the viewer may read, in the schema's order; compound and binary fields have no wrapper here. */
export function readableFields(session: Session, object: ObjectSchema) {
  return [...object.fields.values()].filter(
    (field) => field.type !== 'address' && field.type !== 'base64' && session.access.canRead(object.name, field.name),
  );
}

const OWNED_BY_QUEUES = new Set(['Lead', 'Case', 'Task', 'Event']);

/**
 * Whether a field may point to several objects. Owners of these and of custom objects are users or queues; the local org
 * has no queues, but queries name the object all the same: https://developer.salesforce.com/docs/platform/graphql/guide/filter-polymorphic.html
 */
export function isPolymorphic(object: ObjectSchema, field: FieldSchema): boolean {
  return (
    field.referenceTo.length > 1 || (field.name === 'OwnerId' && (object.custom || OWNED_BY_QUEUES.has(object.name)))
  );
}
