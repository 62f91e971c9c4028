interface FaultBody {
  message?: string;
  errorCode?: string;
}

/** A fault as the org answered it; the shape is that of UI API's FetchResponse. */
export class OrgFault extends Error {
  readonly status: number;
  readonly body: FaultBody & { statusCode: number };
  readonly ok = false;

  constructor(status: number, faults: FaultBody[]) {
    const [first] = faults;
    super(first?.message ?? `The org answered with status ${status}.`);
    this.name = 'OrgFault';
    this.status = status;
    this.body = { ...first, message: this.message, statusCode: status };
  }
}

/** A request in the viewer's own session. A fault and a lost connection are thrown as `OrgFault`. */
export async function request<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new OrgFault(0, [{ message: 'The org cannot be reached.', errorCode: 'NETWORK_ERROR' }]);
  }
  const text = await response.text();
  let answer: unknown;
  try {
    answer = text === '' ? null : JSON.parse(text);
  } catch {
    throw new OrgFault(response.status, [{ message: `The org did not answer in JSON (status ${response.status}).` }]);
  }
  if (!response.ok) throw new OrgFault(response.status, (Array.isArray(answer) ? answer : [answer]) as FaultBody[]);
  return answer as T;
}

const listeners = new Set<() => void>();

/** Every open read is made again: what was written may stand in any of them. */
export function recordsChanged(): void {
  for (const listener of [...listeners]) listener();
}

/** Returns the function that ends it. */
export function onRecordsChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
