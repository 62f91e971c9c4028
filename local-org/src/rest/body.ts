/** Request bodies and answers of faults. */
import { DuplicatesDetected, SalesforceError, type DuplicateResult } from '../data/faults/errors.ts';

export type Json = Record<string, unknown>;

export function parserError(message: string): SalesforceError {
  return new SalesforceError(400, 'JSON_PARSER_ERROR', message);
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectBody(body: unknown): Json {
  if (isObject(body)) return body;
  throw parserError('The HTTP entity body is required, and must be a JSON object, but this request has none.');
}

/** A list of objects under a key of the body. */
export function listIn(body: unknown, key: string): Json[] {
  const list = objectBody(body)[key];
  if (!Array.isArray(list) || !list.every(isObject))
    throw parserError(`The property '${key}' is required, and must be a list of JSON objects.`);
  return list;
}

/** A record without its `attributes`. */
export function fieldsOf(record: Json): Json {
  const { attributes: _attributes, ...fields } = record;
  return fields;
}

export function typeOf(record: Json): string {
  const type = isObject(record.attributes) ? record.attributes.type : undefined;
  if (typeof type === 'string' && type) return type;
  throw parserError('Each record needs its object in attributes: {"attributes": {"type": "Account"}}.');
}

export interface RestError {
  message: string;
  errorCode: string;
  fields?: string[];
  duplicateResut?: DuplicateResult;
}

export function restErrors(error: SalesforceError): RestError[] {
  const { message, errorCode, fields } = error;
  // the platform's own spelling, which its clients read
  if (error instanceof DuplicatesDetected) return [{ duplicateResut: error.duplicateResult, message, errorCode }];
  return [fields.length ? { message, errorCode, fields } : { message, errorCode }];
}

/**
 * The error of one record in a collection or a tree. What a duplicate rule matched is not told here:
 * https://github.com/jetstreamapp/jetstream/issues/482
 */
export interface RecordError {
  statusCode: string;
  message: string;
  fields: string[];
}

export function recordError(error: unknown): RecordError {
  if (!(error instanceof SalesforceError)) throw error;
  return { statusCode: error.errorCode, message: error.message, fields: error.fields };
}
