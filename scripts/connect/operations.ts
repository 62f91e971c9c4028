/** What Flows may ask of the service, read from its OpenAPI document: the operations of the tag `flow`. */

/** Who may ask: any user who sees the conversation, any user about what is their own doing, or admins only. */
export type Access = 'rep' | 'own' | 'admin';
const ACCESSES: readonly string[] = ['rep', 'own', 'admin'] satisfies Access[];

/** What a Flow knows of itself, so that nobody gives it: the user's name, their Id, and their address. */
const KNOWN = ['by', 'user', 'userEmail'];

export interface OperationInput {
  name: string;
  dataType: 'String' | 'Number' | 'Boolean';
  description: string;
  required: boolean;
  /** Where only some texts are taken. */
  allowed: string[];
}

export interface Operation {
  /** As in the document: `getSettings`. */
  id: string;
  access: Access;
  summary: string;
  /** Query parameters, and `body` last where the operation takes a text body. What a Flow knows of itself is not among them. */
  inputs: OperationInput[];
  /** Whether the service logs who asks, in the parameter `by`. */
  takesBy: boolean;
  /** Whether the service is told the Id of who asks, in the parameter `user`. */
  takesUser: boolean;
  /** Whether it is told their address, in the parameter `userEmail`. */
  takesUserEmail: boolean;
}

export interface SchemaObject {
  type?: string;
  description?: string;
  enum?: string[];
  properties?: Record<string, SchemaObject>;
  required?: string[];
}

interface ParameterObject {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: SchemaObject;
}

interface OperationObject {
  operationId: string;
  summary?: string;
  tags?: string[];
  'x-debrief-access'?: string;
  parameters?: ParameterObject[];
  requestBody?: { required?: boolean; description?: string; content: Record<string, { schema: SchemaObject }> };
  responses: Record<string, unknown>;
}

export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, OperationObject>>;
  components?: { schemas?: Record<string, SchemaObject> };
}

const DATA_TYPES: Record<string, OperationInput['dataType']> = {
  string: 'String',
  boolean: 'Boolean',
  integer: 'Number',
  number: 'Number',
};
const ANSWER = 'FlowAnswer';
const OUTPUTS = ['ok', 'status', 'message', 'json'];

/** The operations by their id, so that neither file nor list depends on the order in which routes are declared. */
export function operationsOf(document: OpenApiDocument): Operation[] {
  return flowOperations(document)
    .map(({ operation }) => readOperation(operation))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What each property of an answer says, for the outputs of the Flows. */
export function answerTexts(document: OpenApiDocument): Record<string, string> {
  const properties = document.components?.schemas?.[ANSWER]?.properties ?? {};
  return Object.fromEntries(Object.entries(properties).map(([name, { description = '' }]) => [name, description]));
}

/**
 * The document with the operations for Flows alone. Salesforce Help, "External Services: Schema Considerations":
 * security, tags and extensions are passed over, so they are left out; a status that is not described is a fault.
 */
export function reducedDocument(document: OpenApiDocument): OpenApiDocument {
  const { title, version } = document.info;
  const paths: OpenApiDocument['paths'] = {};
  for (const { path, method, operation } of flowOperations(document)) {
    const { operationId, summary, parameters, requestBody, responses } = operation;
    paths[path] = {
      [method]: {
        operationId,
        ...(summary ? { summary } : {}),
        ...(parameters ? { parameters: parameters.map(plainParameter) } : {}),
        ...(requestBody ? { requestBody } : {}),
        // a Flow reads the output by the name that the answer has here
        responses: { '2XX': responses['200'] },
      },
    };
  }
  const answer = document.components?.schemas?.[ANSWER];
  if (!answer) throw new Error(`The OpenAPI document has no schema ${ANSWER}`);
  return {
    openapi: document.openapi,
    info: { title, version, description: 'What Flows may ask of the Debrief service.' },
    paths,
    components: { schemas: { [ANSWER]: answer } },
  };
}

function plainParameter({ name, in: place, required, description, schema }: ParameterObject): ParameterObject {
  const { description: _said, ...type } = schema;
  return { name, in: place, required: required ?? false, ...(description ? { description } : {}), schema: type };
}

function flowOperations({ paths }: OpenApiDocument): { path: string; method: string; operation: OperationObject }[] {
  return Object.entries(paths)
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))
    .filter(({ operation }) => operation.tags?.includes('flow'))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readOperation(operation: OperationObject): Operation {
  const { operationId: id, summary = '', parameters = [], requestBody, 'x-debrief-access': access } = operation;
  if (!isAccess(access)) throw new Error(`${id}: x-debrief-access is none of ${ACCESSES.join(', ')}`);
  const inputs = parameters.filter(({ name }) => !KNOWN.includes(name)).map((parameter) => readInput(id, parameter));
  if (requestBody) {
    if (!requestBody.content['text/plain']) throw new Error(`${id}: a Flow gives a body as text/plain only`);
    const { description = '', required = false } = requestBody;
    inputs.push({ name: 'body', dataType: 'String', description, required, allowed: [] });
  }
  for (const { name } of inputs)
    if (OUTPUTS.includes(name)) throw new Error(`${id}: ${name} is what a Flow gives back, so no input has that name`);
  const takes = (known: string) => parameters.some(({ name }) => name === known);
  return {
    id,
    access,
    summary,
    inputs,
    takesBy: takes('by'),
    takesUser: takes('user'),
    takesUserEmail: takes('userEmail'),
  };
}

function isAccess(access: string | undefined): access is Access {
  return access !== undefined && ACCESSES.includes(access);
}

function readInput(id: string, { name, in: place, required, description, schema }: ParameterObject): OperationInput {
  const dataType = DATA_TYPES[schema.type ?? ''];
  if (place !== 'query' || !dataType) throw new Error(`${id}: ${name} is no text, number or boolean of the query`);
  return {
    name,
    dataType,
    description: description ?? schema.description ?? '',
    required: required ?? false,
    allowed: schema.enum ?? [],
  };
}

/** `getSettings` → `Get settings`. */
export function wordsOf({ id }: Operation): string {
  const words = id.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words[0]?.toUpperCase() + words.slice(1);
}

/** `getSettings` → `Debrief_Get_Settings`. */
export function flowName({ id }: Operation): string {
  const words = id.replaceAll(/[A-Z]/g, '_$&');
  return `Debrief_${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
}
