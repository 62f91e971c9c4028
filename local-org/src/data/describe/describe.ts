import type { ObjectSchema } from '../../metadata/types.ts';
import { objectNotFound } from '../faults/faults.ts';
import type { Access } from '../rights/access.ts';
import type { Session } from '../types.ts';
import type { FieldDescribe } from './describe-field.ts';
import { describeField } from './describe-field.ts';
import { objectLabels } from './labels.ts';

const version = 'v67.0';
const masterRecordTypeId = '012000000000000AAA';

/** What `GET /services/data/v67.0/sobjects` says of one object. */
export interface GlobalObjectDescribe {
  activateable: boolean;
  associateEntityType: string | null;
  associateParentEntity: string | null;
  createable: boolean;
  custom: boolean;
  customSetting: boolean;
  deepCloneable: boolean;
  deletable: boolean;
  deprecatedAndHidden: boolean;
  feedEnabled: boolean;
  hasSubtypes: boolean;
  isInterface: boolean;
  isSubtype: boolean;
  keyPrefix: string;
  label: string;
  labelPlural: string;
  layoutable: boolean;
  mergeable: boolean;
  mruEnabled: boolean;
  name: string;
  queryable: boolean;
  replicateable: boolean;
  retrieveable: boolean;
  searchable: boolean;
  triggerable: boolean;
  undeletable: boolean;
  updateable: boolean;
  urls: Record<string, string>;
}

export interface ChildRelationshipDescribe {
  cascadeDelete: boolean;
  childSObject: string;
  deprecatedAndHidden: boolean;
  field: string;
  junctionIdListNames: string[];
  junctionReferenceTo: string[];
  relationshipName: string | null;
  restrictedDelete: boolean;
}

export interface RecordTypeInfo {
  active: boolean;
  available: boolean;
  defaultRecordTypeMapping: boolean;
  developerName: string;
  master: boolean;
  name: string;
  recordTypeId: string;
  urls: { layout: string };
}

/** The body of `GET /services/data/v67.0/sobjects/<name>/describe`: REST API Developer Guide, "sObject Describe". */
export interface ObjectDescribe extends GlobalObjectDescribe {
  actionOverrides: unknown[];
  childRelationships: ChildRelationshipDescribe[];
  compactLayoutable: boolean;
  defaultImplementation: string | null;
  extendedBy: string | null;
  extendsInterfaces: string | null;
  fields: FieldDescribe[];
  implementedBy: string | null;
  implementsInterfaces: string | null;
  listviewable: boolean | null;
  lookupLayoutable: boolean | null;
  namedLayoutInfos: unknown[];
  networkScopeFieldName: string | null;
  recordTypeInfos: RecordTypeInfo[];
  searchLayoutable: boolean;
  sobjectDescribeOption: string;
  supportedScopes: { label: string; name: string }[];
}

export interface GlobalDescribe {
  encoding: 'UTF-8';
  maxBatchSize: number;
  sobjects: GlobalObjectDescribe[];
}

// An access object lives exactly as long as what it allows: a changed assignment makes a new one.
const described = new WeakMap<Access, Map<string, ObjectDescribe>>();

/** An object as this user may see it, in this user's language. @throws SalesforceError 404 where it is not visible. */
export function describeObject(session: Session, name: string): ObjectDescribe {
  const { access } = session;
  const object = session.schema.object(name);
  if (!object || !access.canRead(object.name)) throw objectNotFound();
  const cache = described.get(access) ?? new Map<string, ObjectDescribe>();
  described.set(access, cache);
  let result = cache.get(object.name);
  if (!result) {
    result = describe(session, object);
    cache.set(object.name, result);
  }
  return result;
}

export function describeGlobal(session: Session): GlobalDescribe {
  const sobjects = [...session.schema.objects.values()]
    .filter((object) => session.access.canRead(object.name))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((object) => globalDescribe(session, object));
  return { encoding: 'UTF-8', maxBatchSize: 200, sobjects };
}

function globalDescribe(session: Session, object: ObjectSchema): GlobalObjectDescribe {
  const { access } = session;
  const base = `/services/data/${version}/sobjects/${object.name}`;
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: access.canCreate(object.name),
    custom: object.custom,
    customSetting: false,
    deepCloneable: false,
    deletable: access.canDelete(object.name),
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix,
    ...objectLabels(session, object),
    layoutable: hasPages(object),
    mergeable: ['Account', 'Contact', 'Lead'].includes(object.name),
    mruEnabled: hasPages(object),
    name: object.name,
    queryable: object.queryable,
    replicateable: true,
    retrieveable: true,
    searchable: hasPages(object),
    triggerable: false,
    undeletable: false,
    updateable: access.canEdit(object.name),
    urls: { rowTemplate: `${base}/{ID}`, describe: `${base}/describe`, sobject: base },
  };
}

const pageless = new Set([
  'EventRelation',
  'OpportunityContactRole',
  'OpportunityStage',
  'ContentVersion',
  'ContentDocumentLink',
]);
const setup = new Set(['Organization', 'Profile', 'PermissionSet', 'PermissionSetAssignment']);
const hasPages = (object: ObjectSchema): boolean => !pageless.has(object.name) && !setup.has(object.name);

function describe(session: Session, object: ObjectSchema): ObjectDescribe {
  const global = globalDescribe(session, object);
  const base = `/services/data/${version}/sobjects/${object.name}`;
  return {
    ...global,
    actionOverrides: [],
    childRelationships: childRelationships(session, object),
    compactLayoutable: hasPages(object),
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: [...object.fields.values()]
      .filter((field) => session.access.canRead(object.name, field.name))
      .map((field) => describeField(session, object, field)),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [
      {
        active: true,
        available: true,
        defaultRecordTypeMapping: true,
        developerName: 'Master',
        master: true,
        name: 'Master',
        recordTypeId: masterRecordTypeId,
        urls: { layout: `${base}/describe/layouts/${masterRecordTypeId}` },
      },
    ],
    searchLayoutable: hasPages(object),
    sobjectDescribeOption: 'FULL',
    supportedScopes: [
      { label: `All ${global.labelPlural.toLowerCase()}`, name: 'everything' },
      ...(object.fields.has('ownerid') ? [{ label: `My ${global.labelPlural.toLowerCase()}`, name: 'mine' }] : []),
    ],
    urls: {
      ...global.urls,
      layouts: `${base}/describe/layouts`,
      compactLayouts: `${base}/describe/compactLayouts`,
      approvalLayouts: `${base}/describe/approvalLayouts`,
      defaultValues: `${base}/defaultValues?recordTypeId&fields`,
      listviews: `${base}/listviews`,
      quickActions: `${base}/quickActions`,
      uiDetailTemplate: `/lightning/r/${object.name}/{ID}/view`,
      uiEditTemplate: `/lightning/r/${object.name}/{ID}/edit`,
      uiNewRecord: `/lightning/o/${object.name}/new`,
    },
  };
}

function childRelationships(session: Session, object: ObjectSchema): ChildRelationshipDescribe[] {
  return object.childRelationships
    .filter((child) => session.access.canRead(child.childSObject, child.field))
    .map((child) => {
      const field = session.schema.object(child.childSObject)?.fields.get(child.field.toLowerCase());
      return {
        cascadeDelete: child.cascadeDelete,
        childSObject: child.childSObject,
        deprecatedAndHidden: false,
        field: child.field,
        junctionIdListNames: [],
        junctionReferenceTo: [],
        relationshipName: child.relationshipName,
        restrictedDelete: field?.deleteConstraint === 'Restrict',
      };
    })
    .sort((a, b) => `${a.childSObject}.${a.field}`.localeCompare(`${b.childSObject}.${b.field}`));
}
