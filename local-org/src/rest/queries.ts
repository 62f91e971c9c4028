import { NotImplementedHere, SalesforceError } from '../data/types.ts';
import { query, queryColumns, queryMore, type QueryOptions } from '../soql/query.ts';
import { ok, type Answer, type Call, type Resource } from './router.ts';

function options(call: Call): QueryOptions {
  const batchSize = /batchSize\s*=\s*(\d+)/i.exec(call.headers['sforce-query-options'] ?? '')?.[1];
  return { version: call.version, ...(batchSize ? { batchSize: Number(batchSize) } : {}) };
}

function soql(call: Call): string {
  if (call.query.has('explain')) throw new NotImplementedHere('query plans (explain)');
  const text = call.query.get('q');
  if (text) return text;
  throw new SalesforceError(400, 'MALFORMED_QUERY', 'The parameter q, a SOQL query, is missing.');
}

function run(call: Call, allRows: boolean): Answer {
  const text = soql(call);
  return ok(
    call.query.get('columns') === 'true'
      ? queryColumns(call.org, call.session, text)
      : query(call.org, call.session, text, { ...options(call), allRows }),
  );
}

export const queries: Resource[] = [
  {
    path: '/query',
    heavy: true,
    methods: { GET: (call) => run(call, false) },
  },
  {
    path: '/queryAll',
    heavy: true,
    methods: { GET: (call) => run(call, true) },
  },
  ...['/query/:locator', '/queryAll/:locator'].map((path) => ({
    path,
    heavy: true,
    methods: { GET: (call: Call, { locator = '' }) => ok(queryMore(call.org, call.session, locator, options(call))) },
  })),
];
