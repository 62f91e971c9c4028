import { recordsChanged, request } from 'org/client';
import { RecordWire } from 'org/wire';

const ENDPOINT = '/services/data/v67.0/graphql';

interface GraphQlDocument {
  readonly text: string;
}
interface GraphQlRequest {
  query?: GraphQlDocument;
  variables?: Record<string, unknown>;
  operationName?: string;
}
interface GraphQlFault {
  message: string;
  [key: string]: unknown;
}
interface GraphQlResult {
  data: unknown;
  errors: GraphQlFault[] | undefined;
  refresh?: () => Promise<void>;
}

/** Fragments and other documents may be put in as `${…}`. */
export function gql(parts: TemplateStringsArray, ...inserted: (GraphQlDocument | string)[]): GraphQlDocument {
  const text = parts.reduce((sum, part, index) => {
    const piece = inserted[index - 1];
    return sum + (typeof piece === 'string' ? piece : (piece?.text ?? '')) + part;
  });
  return Object.freeze({ text });
}

async function send({ query, variables, operationName }: GraphQlRequest): Promise<GraphQlResult> {
  try {
    const answer = await request<{ data?: unknown; errors?: GraphQlFault[] }>('POST', ENDPOINT, {
      query: query?.text,
      variables,
      operationName,
    });
    const errors = answer.errors && answer.errors.length > 0 ? answer.errors : undefined;
    return { data: answer.data ?? undefined, errors };
  } catch (error) {
    return { data: undefined, errors: [{ message: error instanceof Error ? error.message : String(error) }] };
  }
}

const underWay = new Map<string, Promise<GraphQlResult>>();

/**
 * Components that ask the same at the same time share one request, as Lightning Data Service shares what it loads
 * (https://developer.salesforce.com/docs/platform/lwc/guide/data-ui-api.html).
 */
function sendOnce(key: string, config: GraphQlRequest): Promise<GraphQlResult> {
  const known = underWay.get(key);
  if (known) return known;
  const sent = send(config).finally(() => underWay.delete(key));
  underWay.set(key, sent);
  return sent;
}

/** Wire adapter: `@wire(graphql, { query, variables: '$variables' })` gives `{ data, errors, refresh }`. */
export class graphql extends RecordWire<GraphQlRequest, GraphQlResult> {
  protected empty(): GraphQlResult {
    return { data: undefined, errors: undefined };
  }

  protected keyOf(config: GraphQlRequest): string | undefined {
    const { query, variables, operationName } = config;
    if (!query || ('variables' in config && variables === undefined)) return undefined;
    return JSON.stringify([query.text, variables, operationName]);
  }

  protected async ask(config: GraphQlRequest): Promise<GraphQlResult> {
    const key = this.keyOf(config) ?? '';
    const result = await (this.isFirst ? sendOnce(key, config) : send(config));
    return { ...result, refresh: () => this.fetch() };
  }
}

/** A mutation, imperatively. Faults come back in `errors`, they are not thrown. */
export async function executeMutation(config: GraphQlRequest): Promise<GraphQlResult> {
  const result = await send(config);
  if (!result.errors) recordsChanged();
  return result;
}
