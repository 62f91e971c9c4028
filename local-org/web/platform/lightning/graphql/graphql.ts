import { onRecordsChanged, recordsChanged, request } from 'org/client';

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

/** Wire adapter: `@wire(graphql, { query, variables: '$variables' })` gives `{ data, errors, refresh }`. */
export class graphql {
  private readonly emit: (result: GraphQlResult) => void;
  private config: GraphQlRequest = {};
  private sent = 0;
  private asked = '';
  private connected = false;
  private stopListening: (() => void) | undefined;

  constructor(emit: (result: GraphQlResult) => void) {
    this.emit = emit;
    this.emit({ data: undefined, errors: undefined });
  }

  connect(): void {
    this.connected = true;
    this.stopListening = onRecordsChanged(() => {
      void this.fetch();
    });
    void this.fetch();
  }

  disconnect(): void {
    this.connected = false;
    this.asked = '';
    this.stopListening?.();
  }

  update(config: GraphQlRequest): void {
    this.config = config;
    if (this.connected && this.key() !== this.asked) void this.fetch();
  }

  private key(): string {
    const { query, variables, operationName } = this.config;
    return JSON.stringify([query?.text, variables, operationName]);
  }

  private async fetch(): Promise<void> {
    const { query } = this.config;
    // a reactive value that is not there yet: the platform waits for it
    if (!query || ('variables' in this.config && this.config.variables === undefined)) return;
    this.asked = this.key();
    this.sent += 1;
    const turn = this.sent;
    const result = await send(this.config);
    if (turn === this.sent && this.connected) this.emit({ ...result, refresh: () => this.fetch() });
  }
}

/** A mutation, imperatively. Faults come back in `errors`, they are not thrown. */
export async function executeMutation(config: GraphQlRequest): Promise<GraphQlResult> {
  const result = await send(config);
  if (!result.errors) recordsChanged();
  return result;
}
