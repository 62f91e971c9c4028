import { NotImplementedHere, SalesforceError } from '../data/types.ts';
import { query, queryMore, type QueryOptions } from '../soql/query.ts';
import { ok, type Call, type Resource } from './router.ts';

function options(call: Call): QueryOptions {
  const batchSize = /batchSize\s*=\s*(\d+)/i.exec(call.headers['sforce-query-options'] ?? '')?.[1];
  return { version: call.version, ...(batchSize ? { batchSize: Number(batchSize) } : {}) };
}

function soql(call: Call): string {
  for (const name of ['explain', 'columns'])
    if (call.query.has(name)) throw new NotImplementedHere(`the query parameter ${name}`);
  const text = call.query.get('q');
  if (text) return text;
  throw new SalesforceError(400, 'MALFORMED_QUERY', 'The parameter q, a SOQL query, is missing.');
}

export const queries: Resource[] = [
  {
    path: '/query',
    heavy: true,
    methods: { GET: (call) => ok(query(call.org, call.session, soql(call), options(call))) },
  },
  {
    path: '/queryAll',
    heavy: true,
    methods: { GET: (call) => ok(query(call.org, call.session, soql(call), { ...options(call), allRows: true })) },
  },
  ...['/query/:locator', '/queryAll/:locator'].map((path) => ({
    path,
    heavy: true,
    methods: { GET: (call: Call, { locator = '' }) => ok(queryMore(call.org, call.session, locator, options(call))) },
  })),
];
