import { documentOf, operationsOf, resolved, type OpenApiDocument, type SchemaObject } from '../openApi.ts';
import type { Rule } from '../rule.ts';
import type { MetadataFile, PackageSource } from '../source.ts';
import { childOf, childrenOf, isTrue, textOf } from '../xml.ts';

/** Salesforce Help, "External Services: Schema Considerations" and "System Limits". */
const MOST_CHARACTERS = 10_000_000;
const MEDIA_TYPES = new Set(['application/json', 'application/x-www-form-urlencoded', 'text/plain']);
const UNIONS = ['oneOf', 'anyOf', 'allOf', 'not', 'discriminator'];
const FIXED: Record<string, string> = {
  registrationProviderType: 'Custom',
  schemaType: 'OpenApi3',
  status: 'Complete',
};

type Fault = (message: string) => void;

/** What External Services take of an OpenAPI document, and the list of operations beside it. */
export const registrations: Rule = {
  name: 'registration',
  check({ source }, report) {
    for (const registration of source.of('ExternalServiceRegistration')) {
      const { file, root } = registration;
      const at = (name: string) => childOf(root, name)?.line ?? root.line;
      for (const [name, wanted] of Object.entries(FIXED))
        if (textOf(root, name) !== wanted) report(file, at(name), `${name} is not ${wanted}`);
      credential(registration, source, (message) => report(file, at('namedCredentialReference'), message));
      const fault: Fault = (message) => report(file, at('schema'), message);
      if ((textOf(root, 'schema')?.length ?? 0) > MOST_CHARACTERS)
        fault(`The schema has more than ${MOST_CHARACTERS} characters`);
      const document = read(registration, fault);
      if (!document) continue;
      version(document, fault);
      operations(document, registration, fault);
      schemas(document, fault);
      listed(document, registration, (message) => report(file, at('operations'), message));
    }
  },
};

function credential({ root }: MetadataFile, source: PackageSource, fault: Fault): void {
  const name = textOf(root, 'namedCredentialReference') ?? '';
  if (!source.of('NamedCredential').some((each) => each.name === name)) fault(`There is no named credential ${name}`);
}

function read(registration: MetadataFile, fault: Fault): OpenApiDocument | undefined {
  try {
    JSON.parse(textOf(registration.root, 'serviceBinding') ?? '');
    return documentOf(registration);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    fault(`The schema or the service binding is no JSON: ${error.message}`);
    return undefined;
  }
}

function version({ openapi = '', servers = [] }: OpenApiDocument, fault: Fault): void {
  if (!/^3\.0\.\d+$/.test(openapi)) fault(`OpenAPI ${openapi} is not taken, 3.0 is`);
  // the path of a server is not part of the call: the named credential has the address
  for (const { url = '' } of servers)
    if (new URL(url, 'https://any.invalid').pathname !== '/') fault(`The server ${url} has a path`);
}

function operations(document: OpenApiDocument, { name: registration }: MetadataFile, fault: Fault): void {
  const seen = new Set<string>();
  for (const { operationId = '', parameters = [], requestBody, responses = {} } of operationsOf(document)) {
    if (!operationId) fault('An operation has no operationId');
    else if (seen.has(operationId.toLowerCase())) fault(`The operation ${operationId} stands twice`);
    seen.add(operationId.toLowerCase());
    if (operationId.length > 80) fault(`${operationId} has more than 80 characters`);
    if (`ExternalService.${registration}.${operationId}_Response`.length > 255)
      fault(`The class of ${operationId} would have a name of more than 255 characters`);
    for (const { name = '', in: place = '' } of parameters) {
      if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name))
        fault(`${operationId}: ${name} has signs that Flow Builder shows as codes`);
      if (place !== 'query' && place !== 'path') fault(`${operationId}: ${name} is a parameter of the ${place}`);
    }
    for (const content of [requestBody?.content ?? {}, ...Object.values(responses).map((each) => each.content ?? {})])
      for (const type of Object.keys(content))
        if (!MEDIA_TYPES.has(type)) fault(`${operationId}: the media type ${type} is not taken`);
  }
}

/** Every schema of the document: plain types, and names without signs. */
function schemas(document: OpenApiDocument, fault: Fault): void {
  const walk = (value: unknown, inside: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const schema = value as SchemaObject;
    for (const union of UNIONS) if (union in schema) fault(`${inside}: ${union} is not taken`);
    if (Array.isArray(schema.type)) fault(`${inside}: a schema has one type, not ${schema.type.join(' or ')}`);
    if (schema.$ref !== undefined && !resolved(schema, document)) fault(`${inside}: ${schema.$ref} leads nowhere`);
    if (schema.type === 'object' && schema.properties)
      for (const name of Object.keys(schema.properties))
        if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name))
          fault(`${inside}: ${name} has signs that Flow Builder shows as codes`);
    for (const [name, each] of Object.entries(schema)) walk(each, name === 'schema' ? inside : `${inside}/${name}`);
  };
  walk(document.components?.schemas ?? {}, 'schemas');
  walk(document.paths ?? {}, 'paths');
}

function listed(document: OpenApiDocument, { root }: MetadataFile, fault: Fault): void {
  const wanted = new Set(operationsOf(document).map(({ operationId = '' }) => registeredName(operationId)));
  for (const operation of childrenOf(root, 'operations')) {
    const name = textOf(operation, 'name') ?? '';
    if (!wanted.delete(name)) fault(`The schema has no operation ${name}`);
    if (!isTrue(operation, 'active')) fault(`The operation ${name} is not active`);
  }
  for (const name of wanted) fault(`The operation ${name} of the schema is not listed`);
}

/** As an org lists an operation: in lower case, other signs as `x` and their code. */
function registeredName(operationId: string): string {
  return operationId.toLowerCase().replaceAll(/[^a-z0-9]/g, (sign) => `x${sign.charCodeAt(0).toString(16)}`);
}
