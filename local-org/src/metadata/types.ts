/** The org's schema as describe tells it, built from the standard objects and the package's own metadata. */
import type {
  ExternalCredentialMetadata,
  FlowMetadata,
  FlowTestMetadata,
  NamedCredentialMetadata,
  ServiceMetadata,
} from '../flow/model.ts';

export type FieldType =
  | 'id'
  | 'reference'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'multipicklist'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'email'
  | 'phone'
  | 'url'
  | 'address'
  | 'combobox'
  | 'base64';

export interface PicklistValue {
  value: string;
  label: string;
  active: boolean;
  defaultValue: boolean;
}

export interface FieldSchema {
  name: string;
  label: string;
  type: FieldType;
  custom: boolean;
  length: number;
  precision: number;
  scale: number;
  digits: number;
  nillable: boolean;
  createable: boolean;
  updateable: boolean;
  filterable: boolean;
  sortable: boolean;
  groupable: boolean;
  unique: boolean;
  caseSensitive: boolean;
  externalId: boolean;
  idLookup: boolean;
  calculated: boolean;
  autoNumber: boolean;
  nameField: boolean;
  htmlFormatted: boolean;
  defaultedOnCreate: boolean;
  defaultValue: string | number | boolean | null;
  /** Objects that a reference may point to; several where it is polymorphic. */
  referenceTo: string[];
  relationshipName: string | null;
  /** A master-detail field: the child goes with its parent. */
  cascadeDelete: boolean;
  writeRequiresMasterRead: boolean;
  restrictedPicklist: boolean;
  picklistValues: PicklistValue[];
  inlineHelpText: string | null;
  /** What becomes of this field's record when the record it points to is deleted; `SetNull` where nothing is said. */
  deleteConstraint?: 'SetNull' | 'Restrict' | 'Cascade';
  /** The address or name that the field is a part of. */
  compoundFieldName?: string;
  /** Read-only, but settable on create by who has "Set Audit Fields upon Record Creation". */
  createableAsAudit?: boolean;
  /** The pattern of an auto-number: `C-{00000}`. */
  displayFormat?: string;
}

export interface ChildRelationship {
  childSObject: string;
  field: string;
  /** Null where the relationship cannot be used in a subquery. */
  relationshipName: string | null;
  cascadeDelete: boolean;
}

export interface ObjectSchema {
  name: string;
  label: string;
  labelPlural: string;
  keyPrefix: string;
  custom: boolean;
  createable: boolean;
  updateable: boolean;
  deletable: boolean;
  queryable: boolean;
  /** Tasks and events may be related to its records. */
  allowsActivities?: boolean;
  /** By field name in lower case: Salesforce's names are case-insensitive. */
  fields: Map<string, FieldSchema>;
  childRelationships: ChildRelationship[];
}

export interface OrgSchema {
  /** By object name in lower case. */
  objects: Map<string, ObjectSchema>;
  object(name: string): ObjectSchema | undefined;
  byPrefix(id: string): ObjectSchema | undefined;
}

export interface ObjectAccess {
  read: boolean;
  create: boolean;
  edit: boolean;
  delete: boolean;
  viewAll: boolean;
  modifyAll: boolean;
}

/** Metadata API Developer Guide, PermissionSetTabVisibility. */
export const TAB_VISIBILITIES = ['None', 'Available', 'Visible'] as const;
export type TabVisibility = (typeof TAB_VISIBILITIES)[number];

export interface PermissionSetMetadata {
  name: string;
  label: string;
  description: string;
  objects: Map<string, ObjectAccess>;
  /** `Object.Field` in lower case. */
  fields: Map<string, { read: boolean; edit: boolean }>;
  userPermissions: Set<string>;
  customPermissions: Set<string>;
  /** Tab name, as `Debrief_Setup` or `standard-Account` → what the set says of it. */
  tabs: Map<string, TabVisibility>;
  apps: Set<string>;
  /** `<External Credential>-<principal>` */
  credentialPrincipals: Set<string>;
  /** Flows that it lets people run. */
  flows: Set<string>;
}

/** One component as a FlexiPage places it. */
export interface FlexiPageComponent {
  /** `c:conversationInsights`, `force:detailPanel`, `flexipage:tabset`… */
  name: string;
  identifier: string;
  properties: Record<string, string>;
  /** What a utility bar says of its item: label, icon, width, height, whether it starts by itself. */
  decorators: Record<string, string>;
}
export interface FlexiPageMetadata {
  name: string;
  label: string;
  sobjectType: string | null;
  type: string;
  template: string;
  parentFlexiPage: string | null;
  regions: { name: string; type: string; components: FlexiPageComponent[] }[];
}

/** Metadata API Developer Guide, CustomApplication. */
export interface AppMetadata {
  name: string;
  label: string;
  tabs: string[];
  /** The FlexiPage of type UtilityBar. */
  utilityBar: string | null;
  /** FlexiPages in place of Salesforce's own: `View` of an object, `Tab` of standard-home. */
  overrides: { action: string; target: string; formFactor: string | null; page: string }[];
}

/** What `objectTranslations` says of one object in one language; null where it says nothing. */
export interface ObjectTranslation {
  label: string | null;
  labelPlural: string | null;
  /** By field name in lower case. */
  fields: Map<string, { label: string | null; help: string | null; values: Map<string, string> }>;
}

/** Metadata API Developer Guide, CustomNotificationType. */
export interface NotificationTypeMetadata {
  name: string;
  typeName: string;
  label: string;
  description: string;
  desktop: boolean;
  mobile: boolean;
}

export interface PackageMetadata {
  permissionSets: Map<string, PermissionSetMetadata>;
  flexiPages: FlexiPageMetadata[];
  /** Label name → text, by language; `en_US` is the default. */
  labels: Map<string, Map<string, string>>;
  /** By language, then by object name in lower case. */
  objectTranslations: Map<string, Map<string, ObjectTranslation>>;
  /** Translated names of apps and tabs: language → name → label. */
  appLabels: Map<string, Map<string, string>>;
  tabLabels: Map<string, Map<string, string>>;
  tabs: {
    name: string;
    label: string;
    customObject: boolean;
    flexiPage: string | null;
    /** The bundle that is the whole page: `debriefSetup`. */
    lwcComponent: string | null;
    icon: string | null;
  }[];
  apps: AppMetadata[];
  notificationTypes: NotificationTypeMetadata[];
  flows: Map<string, FlowMetadata>;
  flowTests: Map<string, FlowTestMetadata>;
  /** External Services. */
  services: Map<string, ServiceMetadata>;
  namedCredentials: Map<string, NamedCredentialMetadata>;
  externalCredentials: Map<string, ExternalCredentialMetadata>;
  /** Names of the LWC bundles and whether App Builder may place them. */
  components: {
    name: string;
    exposed: boolean;
    targets: string[];
    /** What App Builder lets admins set, by name: `String`, `Boolean`, `Integer`… */
    propertyTypes: Record<string, string>;
  }[];
}
