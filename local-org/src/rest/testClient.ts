/** A local org on a free port, in memory, and a plain HTTP client for it; for tests. */
import { createLocalOrg, type LocalOrg } from '../server.ts';

/** What tests look at in JSON answers: an object, or a list of them. */
export interface Item {
  [key: string]: unknown;
  id: string;
  name: string;
  success: boolean;
  created?: boolean;
  errors: { statusCode: string; message: string; fields: string[] }[];
  errorCode: string;
  message: string;
  statusCode: number;
  httpStatusCode: number;
  httpHeaders: Record<string, string>;
  referenceId: string;
  body: Body;
  result: Item[];
  results: Item[];
  records: Item[];
  compositeResponse: Item[];
  sobjects: Item[];
  fields: Item[];
  objectDescribe: Item;
  DailyApiRequests: { Max: number; Remaining: number };
}
export type Body = Item & Item[];

export interface Reply {
  status: number;
  headers: Headers;
  /** Parsed JSON; null where there is none. */
  body: Body;
}

export interface TestClient {
  localOrg: LocalOrg;
  token: string;
  /** Calls as the admin, below `/services/data/v67.0` unless the path begins with `//`. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Creates a record and gives its Id. */
  create(object: string, record: Record<string, unknown>): Promise<string>;
  soql(text: string): Promise<Item[]>;
  close(): Promise<void>;
}

export async function testClient(options: { dailyApiRequests?: number } = {}): Promise<TestClient> {
  const localOrg = await createLocalOrg({ home: ':memory:', port: 0, pages: false, ...options });
  const token = localOrg.org.tokenFor('ines');
  const client: TestClient = {
    localOrg,
    token,
    async call(method, path, body, headers = {}) {
      const url = path.startsWith('//') ? localOrg.url + path.slice(1) : `${localOrg.url}/services/data/v67.0${path}`;
      const raw = typeof body === 'string' || body instanceof Uint8Array;
      const answer = await fetch(url, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: (text ? JSON.parse(text) : null) as Body };
    },
    async create(object, record) {
      const { status, body } = await client.call('POST', `/sobjects/${object}`, record);
      if (status !== 201) throw new Error(JSON.stringify(body));
      return body.id;
    },
    soql: async (text) => (await client.call('GET', `/query?q=${encodeURIComponent(text)}`)).body.records,
    close: () => localOrg.close(),
  };
  return client;
}
