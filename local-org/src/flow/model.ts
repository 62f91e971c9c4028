/** Flows, their tests and the services they call, as the package's metadata defines them. */

/** Metadata API Developer Guide, Flow: FlowDataType, without what this org does not run. */
export type FlowDataType =
  'String' | 'Number' | 'Currency' | 'Boolean' | 'Date' | 'DateTime' | 'Picklist' | 'Multipicklist' | 'SObject';

/** What an element is given: another resource by its reference, or a value written down. Texts may hold `{!…}`. */
export type FlowValue = { reference: string } | { literal: string | number | boolean; type: FlowDataType };

export interface FlowVariable {
  name: string;
  dataType: FlowDataType;
  /** Of records. */
  objectType: string | null;
  isCollection: boolean;
  isInput: boolean;
  isOutput: boolean;
  scale: number | null;
  value: FlowValue | null;
  description: string;
}

export interface FlowConstant {
  name: string;
  dataType: FlowDataType;
  value: FlowValue | null;
}

export interface FlowFormula {
  name: string;
  dataType: FlowDataType;
  expression: string;
  scale: number;
}

export interface FlowCondition {
  left: string;
  operator: string;
  right: FlowValue | null;
}

export interface FlowRule {
  name: string;
  /** `and`, `or`, or `1 AND (2 OR 3)`. */
  logic: string;
  conditions: FlowCondition[];
  next: string | null;
}

export interface FlowFilter {
  field: string;
  operator: string;
  value: FlowValue | null;
}

export interface FieldValue {
  field: string;
  value: FlowValue | null;
}

export interface NamedValue {
  name: string;
  value: FlowValue | null;
}

/** Where an element's own output goes besides its own name. */
export interface OutputTo {
  name: string;
  reference: string;
}

interface Node {
  name: string;
  /** Where the interview goes on; null where it ends. */
  next: string | null;
}

interface Faulty extends Node {
  fault: string | null;
}

export interface Assignment extends Node {
  kind: 'assignment';
  items: { to: string; operator: string; value: FlowValue | null }[];
}

/** `next` is the default outcome's. */
export interface Decision extends Node {
  kind: 'decision';
  rules: FlowRule[];
}

/** `next` is where it goes after the last item. */
export interface Loop extends Node {
  kind: 'loop';
  collection: string;
  isDescending: boolean;
  /** The variable that takes the item; null where the item goes by the loop's own name. */
  into: string | null;
  body: string | null;
}

export interface RecordFilter {
  object: string;
  /** `and`, `or`, `1 AND (2 OR 3)`, or null: every record. */
  logic: string | null;
  filters: FlowFilter[];
}

export interface RecordLookup extends Faulty {
  kind: 'lookup';
  from: RecordFilter;
  isFirstOnly: boolean;
  limit: FlowValue | null;
  sortField: string | null;
  isDescending: boolean;
  /** Empty: every field that the user may read. */
  fields: string[];
  isStored: boolean;
  into: string | null;
  outputs: OutputTo[];
  nullsWhereNone: boolean;
}

export interface RecordCreate extends Faulty {
  kind: 'create';
  /** Records made before, or an object and its values. */
  records: string | null;
  object: string | null;
  values: FieldValue[];
  idInto: string | null;
  isStored: boolean;
}

export interface RecordUpdate extends Faulty {
  kind: 'update';
  records: string | null;
  from: RecordFilter | null;
  values: FieldValue[];
}

export interface RecordDelete extends Faulty {
  kind: 'delete';
  records: string | null;
  from: RecordFilter | null;
}

export interface Subflow extends Node {
  kind: 'subflow';
  flow: string;
  inputs: NamedValue[];
  outputs: OutputTo[];
  isStored: boolean;
}

/** An operation of an External Service. */
export interface ServiceAction extends Faulty {
  kind: 'action';
  service: string;
  operation: string;
  inputs: NamedValue[];
  outputs: OutputTo[];
  isStored: boolean;
}

export type FlowElement =
  Assignment | Decision | Loop | RecordLookup | RecordCreate | RecordUpdate | RecordDelete | Subflow | ServiceAction;

/** When a Flow runs by itself: after a record was saved that meets its conditions. */
export interface FlowTrigger {
  on: 'Create' | 'Update' | 'CreateAndUpdate';
  /** The entry conditions, and the object. */
  from: RecordFilter;
  /** An update counts only where the record did not meet the conditions before. */
  isOnChangeOnly: boolean;
}

export interface FlowMetadata {
  name: string;
  file: string;
  label: string;
  description: string;
  apiVersion: number;
  isActive: boolean;
  /** "Override default behavior and restrict access to enabled profiles or permission sets". */
  isRestricted: boolean;
  variables: Map<string, FlowVariable>;
  constants: Map<string, FlowConstant>;
  formulas: Map<string, FlowFormula>;
  textTemplates: Map<string, string>;
  elements: Map<string, FlowElement>;
  start: string | null;
  /** Null: it runs when it is called. */
  trigger: FlowTrigger | null;
}

/** Metadata API Developer Guide, FlowTest. */
export interface FlowTestMetadata {
  name: string;
  file: string;
  label: string;
  flow: string;
  /** Username; null is whoever runs the test. */
  user: string | null;
  points: FlowTestPoint[];
}

export interface FlowTestPoint {
  /** `Start`, `Finish`, or an element's name. */
  element: string;
  isMocked: boolean;
  /** A rule's name, `defaultConnector` or `faultConnector`; null is the usual one. */
  pathAfterMock: string | null;
  inputs: { variable: string; value: FlowValue | JsonLiteral | null }[];
  mocks: { reference: string; value: FlowValue | JsonLiteral | null }[];
  assertions: { conditions: FlowCondition[]; errorMessage: string }[];
}

/** A record (with `attributes.type`) or any other value, as JSON text. */
export interface JsonLiteral {
  json: unknown;
  isRecord: boolean;
}

/** What an operation answers, by its JSON schema. */
export interface JsonShape {
  type: 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array';
  properties: Map<string, JsonShape>;
  items: JsonShape | null;
}

export interface ServiceParameter {
  /** As a Flow names it. */
  name: string;
  sentAs: string;
  in: 'query' | 'path' | 'header';
  isRequired: boolean;
  type: 'string' | 'number' | 'integer' | 'boolean';
}

export interface ServiceOperation {
  operationId: string;
  summary: string;
  method: string;
  path: string;
  parameters: ServiceParameter[];
  /** A Flow gives it as the input `body`. */
  body: { mediaType: string; isRequired: boolean; type: 'string' | 'number' | 'integer' | 'boolean' } | null;
  /** Null where a 2XX has no content. */
  answer: JsonShape | null;
}

/** Metadata API Developer Guide, ExternalServiceRegistration. */
export interface ServiceMetadata {
  name: string;
  namedCredential: string;
  /** By operation Id, active ones only. */
  operations: Map<string, ServiceOperation>;
}

/** Metadata API Developer Guide, NamedCredential. */
export interface NamedCredentialMetadata {
  name: string;
  label: string;
  url: string;
  externalCredential: string;
  isEnabled: boolean;
  allowMergeFieldsInBody: boolean;
  allowMergeFieldsInHeader: boolean;
  generateAuthorizationHeader: boolean;
}

/** Metadata API Developer Guide, ExternalCredential with `authenticationProtocol` Custom. */
export interface ExternalCredentialMetadata {
  name: string;
  label: string;
  /** Lowest sequence number first. */
  principals: { name: string; sequence: number }[];
  headers: { name: string; formula: string }[];
}
