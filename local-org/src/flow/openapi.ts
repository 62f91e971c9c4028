import type { JsonShape, ServiceOperation, ServiceParameter } from './model.ts';

type Json = Record<string, unknown>;

/** Salesforce Help, "External Services Schema Limits": https://help.salesforce.com/s/articleView?id=platform.external_services_considerations.htm */
const MOST_CHARACTERS = 10_000_000;
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];
const UNIONS = ['oneOf', 'anyOf', 'allOf', 'not'];
const SCALARS = ['string', 'number', 'integer', 'boolean'] as const;

const textIn = (given: Json, name: string): string => (typeof given[name] === 'string' ? given[name] : '');
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The operations of an OpenAPI 3.0 document as External Services take them, in document order.
 * https://help.salesforce.com/s/articleView?id=platform.external_services_schema_definition_reqs.htm
 * @throws Error in words where the document is none, or has what External Services or the local org leave out
 */
export function readOpenApi(schema: string): ServiceOperation[] {
  if (schema.length > MOST_CHARACTERS) throw new Error(`the schema is longer than ${MOST_CHARACTERS} characters`);
  let document: unknown;
  try {
    document = JSON.parse(schema);
  } catch (error) {
    throw new Error(`the schema is no JSON (${(error as Error).message})`);
  }
  if (!isObject(document) || !/^3\.0\.\d+$/.test(String(document['openapi'])))
    throw new Error('the schema must be OpenAPI 3.0.x');
  refuseServerPath(document['servers']);
  const root = document;
  if (!isObject(root['paths'])) throw new Error('the schema has no paths');
  const operations: ServiceOperation[] = [];
  for (const [path, item] of Object.entries(root['paths'])) {
    if (!isObject(item)) throw new Error(`${path} is no path item`);
    for (const method of METHODS.filter((name) => name in item)) {
      const operation = new OperationReader(root, path, method, item).read();
      if (operations.some(({ operationId }) => operationId.toLowerCase() === operation.operationId.toLowerCase()))
        throw new Error(`the operationId ${operation.operationId} is not unique`);
      operations.push(operation);
    }
  }
  return operations;
}

/** The Named Credential says where the service is: a path of a server would be lost. */
function refuseServerPath(servers: unknown): void {
  for (const server of Array.isArray(servers) ? servers : []) {
    const url = isObject(server) ? textIn(server, 'url') : '';
    if (url.replace(/^https?:\/\/[^/]*/, '').replace(/^\/$/, '') !== '')
      throw new Error(`servers may have no path, as in ${url}: put it into the paths`);
  }
}

/** What is no letter or digit becomes `x` and its hexadecimal code: `_` is `x5f`. */
export function flowName(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, (character) => `x${character.charCodeAt(0).toString(16)}`);
}

class OperationReader {
  private readonly root: Json;
  private readonly path: string;
  private readonly method: string;
  private readonly item: Json;
  private readonly where: string;

  constructor(root: Json, path: string, method: string, item: Json) {
    this.root = root;
    this.path = path;
    this.method = method;
    this.item = item;
    this.where = `${method.toUpperCase()} ${path}`;
  }

  read(): ServiceOperation {
    const operation = this.item[this.method] as Json;
    const operationId = operation['operationId'];
    if (typeof operationId !== 'string' || !/^[A-Za-z]\w*$/.test(operationId))
      throw new Error(`${this.where} needs an operationId of letters, digits and _`);
    if (operationId.length > 80) throw new Error(`the operationId ${operationId} is longer than 80 characters`);
    refuseServerPath(operation['servers'] ?? this.item['servers']);
    const listed = [this.item['parameters'], operation['parameters']].flatMap((list) =>
      Array.isArray(list) ? (list as unknown[]) : [],
    );
    return {
      operationId,
      summary: textIn(operation, 'summary') || textIn(operation, 'description'),
      method: this.method.toUpperCase(),
      path: this.path,
      parameters: listed.map((parameter) => this.parameter(this.resolved(parameter))),
      body: operation['requestBody'] === undefined ? null : this.body(this.resolved(operation['requestBody'])),
      answer: this.answer(operation['responses']),
    };
  }

  private resolved(value: unknown): Json {
    if (!isObject(value)) throw new Error(`${this.where} has something that is no object`);
    if (value['$ref'] === undefined) return value;
    const reference = textIn(value, '$ref');
    const steps = /^#\/(.+)$/.exec(reference)?.[1]?.split('/') ?? [];
    const found = steps.reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), this.root);
    if (!isObject(found)) throw new Error(`${this.where}: ${reference} leads nowhere`);
    return this.resolved(found);
  }

  private parameter(given: Json): ServiceParameter {
    const name = textIn(given, 'name');
    const place = textIn(given, 'in');
    if (place !== 'query' && place !== 'path' && place !== 'header')
      throw new Error(`${this.where}: the local org does not implement parameters in ${place || 'nothing'}: ${name}`);
    if (place === 'path' && !this.path.includes(`{${name}}`))
      throw new Error(`${this.where}: the path has no {${name}}`);
    return {
      name: flowName(name),
      sentAs: name,
      in: place,
      isRequired: place === 'path' || given['required'] === true,
      type: this.scalar(this.resolved(given['schema']), `the parameter ${name}`),
    };
  }

  private body(given: Json): ServiceOperation['body'] {
    const content = isObject(given['content']) ? given['content'] : {};
    const [mediaType, ...more] = Object.keys(content);
    if (mediaType === undefined || more.length > 0 || !/^(text\/plain|application\/json)$/.test(mediaType))
      throw new Error(`${this.where}: the local org implements bodies of text/plain or application/json, one of them`);
    const schema = this.resolved((content[mediaType] as Json)['schema']);
    return { mediaType, isRequired: given['required'] === true, type: this.scalar(schema, 'the body') };
  }

  private answer(responses: unknown): JsonShape | null {
    const entries = isObject(responses) ? Object.entries(responses) : [];
    const [good, ...more] = entries.filter(([status]) => /^2(\d\d|XX)$/i.test(status));
    if (!good || more.length > 0) throw new Error(`${this.where} needs one response 2XX`);
    const { content } = this.resolved(good[1]);
    if (!isObject(content) || Object.keys(content).length === 0) return null;
    const json = content['application/json'];
    if (!isObject(json)) throw new Error(`${this.where}: the local org implements answers of application/json`);
    return this.shape(json['schema'], []);
  }

  private scalar(schema: Json, what: string): ServiceParameter['type'] {
    const type = SCALARS.find((name) => name === schema['type']);
    if (!type) throw new Error(`${this.where}: the local org implements no ${String(schema['type'])} for ${what}`);
    return type;
  }

  private shape(given: unknown, within: Json[]): JsonShape {
    const schema = this.resolved(given);
    if (within.includes(schema)) throw new Error(`${this.where}: the answer holds itself`);
    const union = UNIONS.find((name) => name in schema);
    if (union) throw new Error(`${this.where}: External Services do not take ${union}`);
    const type = schema['type'] ?? (schema['properties'] ? 'object' : undefined);
    const inside = [...within, schema];
    if (type === 'array') return { type, properties: new Map(), items: this.shape(schema['items'], inside) };
    if (type === 'object') {
      const properties = isObject(schema['properties']) ? Object.entries(schema['properties']) : [];
      return {
        type,
        properties: new Map(properties.map(([name, inner]) => [name, this.shape(inner, inside)])),
        items: null,
      };
    }
    return { type: this.scalar(schema, 'the answer'), properties: new Map(), items: null };
  }
}
