import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import { parseSoql } from '../soql/parse.ts';
import { query, queryColumns, queryMore, type QueryOptions } from '../soql/query.ts';
import { computedOrg, userPermissionAccess } from './computed.ts';
import { ok, type Answer, type Call, type Resource } from './router.ts';

function options(call: Call): QueryOptions {
  const batchSize = /batchSize\s*=\s*(\d+)/i.exec(call.headers['sforce-query-options'] ?? '')?.[1];
  return { version: call.version, ...(batchSize ? { batchSize: Number(batchSize) } : {}) };
}

export function soqlOf(call: Call): string {
  if (call.query.has('explain')) throw new NotImplementedHere('query plans (explain)');
  const text = call.query.get('q');
  if (text) return text;
  throw new SalesforceError(400, 'MALFORMED_QUERY', 'The parameter q, a SOQL query, is missing.');
}

/** Answers a query, of the objects that the call's org has. */
export function runQuery(call: Call, text: string, allRows: boolean): Answer {
  return ok(
    call.query.get('columns') === 'true'
      ? queryColumns(call.org, call.session, text)
      : query(call.org, call.session, text, { ...options(call), allRows }),
  );
}

/** Objects that Salesforce has and this org could be asked for, where an answer of "no such object" would mislead. */
const MISSING = new Set(
  'EntityDefinition FieldDefinition FieldPermissions ObjectPermissions SetupEntityAccess UserEntityAccess UserFieldAccess UserRecordAccess'
    .toLowerCase()
    .split(' '),
);

function run(call: Call, allRows: boolean): Answer {
  const text = soqlOf(call);
  const { sObject = '' } = parseSoql(text).query;
  if (MISSING.has(sObject.toLowerCase())) throw new NotImplementedHere(`queries of ${sObject}`);
  const isComputed = sObject.toLowerCase() === userPermissionAccess.name.toLowerCase();
  const source = isComputed ? computedOrg(call.org, call.session, [userPermissionAccess]) : {};
  return runQuery({ ...call, ...source }, text, allRows);
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
