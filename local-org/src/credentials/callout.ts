/** Calling an External Service's operation through its Named Credential. */
import type { Org, Session } from '../data/types.ts';
import { FlowFault } from '../flow/fault.ts';
import type { JsonShape, NamedCredentialMetadata, ServiceOperation, ServiceParameter } from '../flow/model.ts';
import type { ServiceAnswer } from '../flow/run.ts';
import { textOf, type Json, type Plain } from '../flow/values.ts';
import { credentialHeaders, principalFor } from './principal.ts';
import type { CredentialStore } from './store.ts';

/** Apex Developer Guide, "Callout Limits and Limitations": at most 120 seconds, and 6 MB of a request or a response. */
export const CALLOUT_TIMEOUT_MS = 120_000;
const MOST_BYTES = 6_000_000;

export interface ServiceCall {
  service: string;
  operation: string;
  inputs: Record<string, Plain>;
}

export class Callouts {
  readonly #org: Org;
  readonly #store: CredentialStore;
  readonly #timeoutMs: number;

  constructor(org: Org, store: CredentialStore, timeoutMs: number) {
    this.#org = org;
    this.#store = store;
    this.#timeoutMs = timeoutMs;
  }

  /** Calls as the user may. Throws FlowFault for whatever is no answer of 2XX, with the status and the service's own words. */
  async call(session: Session, { service, operation: operationId, inputs }: ServiceCall): Promise<ServiceAnswer> {
    const { services, namedCredentials, externalCredentials } = this.#org.metadata;
    const operation = services.get(service)?.operations.get(operationId);
    if (!operation) throw new FlowFault(`There is no active operation ${service}.${operationId}.`);
    const named = namedCredentials.get(services.get(service)!.namedCredential);
    if (!named) throw new FlowFault(`The named credential of ${service} does not exist.`);
    if (!named.isEnabled) throw new FlowFault(`Callouts are disabled for the named credential ${named.name}.`);
    const credential = externalCredentials.get(named.externalCredential);
    if (!credential) throw new FlowFault(`The external credential ${named.externalCredential} does not exist.`);
    const principal = principalFor(this.#org, session, credential);
    const headers = credentialHeaders(this.#org, session, this.#store, credential, principal);
    const base = this.#store.url(named);
    const { url, init } = requestOf(operation, base, headers, inputs);
    return this.#answer(named, operation, await this.#send(named, url, init));
  }

  async #send(
    named: NamedCredentialMetadata,
    url: URL,
    init: RequestInit,
  ): Promise<{ response: Response; text: string }> {
    try {
      // a callout follows no redirect
      const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(this.#timeoutMs) });
      const bytes = await response.arrayBuffer();
      if (bytes.byteLength > MOST_BYTES) throw new FlowFault(`Exceeded max size limit of ${MOST_BYTES} in an answer.`);
      return { response, text: new TextDecoder().decode(bytes) };
    } catch (error) {
      if (error instanceof FlowFault) throw error;
      throw new FlowFault(`The callout to ${named.name} failed: ${reasonOf(error)}.`);
    }
  }

  #answer(
    named: NamedCredentialMetadata,
    operation: ServiceOperation,
    { response, text }: { response: Response; text: string },
  ): ServiceAnswer {
    if (!response.ok) {
      const words = wordsOf(text) || response.statusText;
      throw new FlowFault(`${named.name} answered ${operation.operationId} with ${response.status}: ${words}`);
    }
    if (!operation.answer) return { responseCode: response.status, body: null };
    const refuse = (problem: string): never => {
      throw new FlowFault(`${named.name} answered ${operation.operationId} with ${response.status}, but ${problem}.`);
    };
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      return refuse('its answer is no JSON');
    }
    const problem = mismatch(body, operation.answer, 'the answer');
    return problem ? refuse(problem) : { responseCode: response.status, body: body as Json };
  }
}

function requestOf(
  operation: ServiceOperation,
  base: string,
  headers: Record<string, string>,
  inputs: Record<string, Plain>,
): { url: URL; init: RequestInit } {
  const sent: Record<string, string> = { accept: 'application/json', ...headers };
  const query = new URLSearchParams();
  let path = operation.path;
  for (const parameter of operation.parameters) {
    const value = scalarText(operation, parameter, inputs[parameter.name] ?? null);
    if (value === null) continue;
    if (parameter.in === 'query') query.append(parameter.sentAs, value);
    else if (parameter.in === 'header') sent[parameter.sentAs] = value;
    else path = path.replace(`{${parameter.sentAs}}`, encodeURIComponent(value));
  }
  const { body } = operation;
  const given = body ? scalarText(operation, { ...body, name: 'body' }, inputs['body'] ?? null) : null;
  const content =
    given !== null && body?.mediaType === 'application/json' && body.type === 'string' ? JSON.stringify(given) : given;
  if (content !== null && Buffer.byteLength(content) > MOST_BYTES)
    throw new FlowFault(`Exceeded max size limit of ${MOST_BYTES} in a request.`);
  const address = `${base.replace(/\/+$/, '')}${path}${query.size > 0 ? `?${query.toString()}` : ''}`;
  if (!URL.canParse(address)) throw new FlowFault(`The named credential's URL is none: ${base}`);
  return {
    url: new URL(address),
    init: {
      method: operation.method,
      headers: content === null ? sent : { ...sent, 'content-type': `${body?.mediaType};charset=UTF-8` },
      ...(content === null ? {} : { body: content }),
    },
  };
}

/** As it is sent; null where it is left out. */
function scalarText(
  { operationId }: ServiceOperation,
  { name, type, isRequired }: Pick<ServiceParameter, 'name' | 'type' | 'isRequired'>,
  value: Plain,
): string | null {
  if (value === null) {
    if (isRequired) throw new FlowFault(`Missing required input parameter of ${operationId}: ${name}`);
    return null;
  }
  const fits =
    type === 'string' ? typeof value === 'string'
    : type === 'boolean' ? typeof value === 'boolean'
    : typeof value === 'number' && (type === 'number' || Number.isInteger(value)); // prettier-ignore
  if (!fits) throw new FlowFault(`The input ${name} of ${operationId} must be of the type ${type}.`);
  return textOf(value, 'String');
}

/** What is wrong with an answer; null where it is as the schema says. What the schema does not name is let go. */
function mismatch(value: unknown, shape: JsonShape, where: string): string | null {
  if (value === null || value === undefined) return null;
  if (shape.type === 'array') {
    if (!Array.isArray(value)) return `${where} is no list`;
    return value.map((each) => mismatch(each, shape.items as JsonShape, where)).find((found) => found !== null) ?? null;
  }
  if (shape.type === 'object') {
    if (typeof value !== 'object' || Array.isArray(value)) return `${where} is no object`;
    const properties = [...shape.properties].map(([name, inner]) =>
      mismatch((value as Record<string, unknown>)[name], inner, name),
    );
    return properties.find((found) => found !== null) ?? null;
  }
  const wanted = shape.type === 'integer' ? 'number' : shape.type;
  if (typeof value !== wanted || (shape.type === 'integer' && !Number.isInteger(value)))
    return `${where} is not of the type ${shape.type}`;
  return null;
}

/** RFC 9457: a problem says what happened in `detail`, else in `title`. */
function wordsOf(text: string): string {
  try {
    const problem = JSON.parse(text) as Record<string, unknown> | null;
    const words = problem?.['detail'] ?? problem?.['title'];
    if (typeof words === 'string') return words;
  } catch {
    // an answer of something in between: its own words do
  }
  return text.trim().slice(0, 500);
}

const REASONS: Record<string, string> = {
  TimeoutError: 'Read timed out',
  ECONNREFUSED: 'Connection refused',
  ENOTFOUND: 'Unknown host',
  EAI_AGAIN: 'Unknown host',
  ECONNRESET: 'Connection reset',
  UND_ERR_SOCKET: 'Unexpected end of file from server',
  UND_ERR_CONNECT_TIMEOUT: 'Connection timed out',
};

function reasonOf(error: unknown): string {
  const { name, cause } = error as { name: string; cause?: { code?: string; message?: string } };
  return (
    REASONS[name] ??
    REASONS[cause?.code ?? ''] ??
    cause?.message ??
    'a header or the address has a character that HTTP does not allow'
  );
}
