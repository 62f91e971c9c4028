import type { MetadataFile } from './source.ts';
import { textOf } from './xml.ts';

export interface SchemaObject {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  items?: SchemaObject;
  properties?: Record<string, SchemaObject>;
  additionalProperties?: unknown;
  [keyword: string]: unknown;
}

interface MediaTypes {
  content?: Record<string, { schema?: SchemaObject }>;
}

export interface OperationObject {
  operationId?: string;
  parameters?: { name?: string; in?: string; required?: boolean; schema?: SchemaObject }[];
  requestBody?: MediaTypes & { required?: boolean };
  responses?: Record<string, MediaTypes>;
}

export interface OpenApiDocument {
  openapi?: string;
  servers?: { url?: string }[];
  paths?: Record<string, Record<string, OperationObject>>;
  components?: { schemas?: Record<string, SchemaObject> };
}

/** An operation as a Flow sees it: scalars in, and for each status a scalar or an object of scalars out. */
export interface FlowAction {
  id: string;
  inputs: Map<string, { type: string; required: boolean }>;
  outputs: Map<string, Map<string, string>>;
}

/** The document that a registration carries; throws a SyntaxError where it is no JSON. */
export function documentOf({ root }: MetadataFile): OpenApiDocument {
  return JSON.parse(textOf(root, 'schema') ?? '') as OpenApiDocument;
}

export function operationsOf({ paths = {} }: OpenApiDocument): OperationObject[] {
  return Object.values(paths).flatMap((methods) => Object.values(methods));
}

export function flowActions(document: OpenApiDocument): FlowAction[] {
  return operationsOf(document).map(({ operationId = '', parameters = [], requestBody, responses = {} }) => {
    const inputs = new Map(
      parameters.map(({ name = '', required = false, schema }) => [name, { type: typeOf(schema, document), required }]),
    );
    const body = Object.values(requestBody?.content ?? {})[0];
    // Salesforce Help, "Operation Input Parameters": the request body is one input of that name
    if (body) inputs.set('body', { type: typeOf(body.schema, document), required: requestBody?.required ?? false });
    return {
      id: operationId,
      inputs,
      outputs: new Map(
        Object.entries(responses).map(([status, { content = {} }]) => {
          const schema = resolved(Object.values(content)[0]?.schema, document);
          const properties = Object.entries(schema?.properties ?? {});
          return [status, new Map(properties.map(([name, value]) => [name, typeOf(value, document)]))];
        }),
      ),
    };
  });
}

/** The schema that a reference inside the document stands for; undefined where it leads nowhere. */
export function resolved(schema: SchemaObject | undefined, document: OpenApiDocument): SchemaObject | undefined {
  if (schema?.$ref === undefined) return schema;
  const name = /^#\/components\/schemas\/(.+)$/.exec(schema.$ref)?.[1];
  return name === undefined ? undefined : document.components?.schemas?.[name];
}

function typeOf(schema: SchemaObject | undefined, document: OpenApiDocument): string {
  const { type } = resolved(schema, document) ?? {};
  return typeof type === 'string' ? type : '';
}
