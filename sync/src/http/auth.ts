/** Which tenant a request is for, and what its key is good for: `Authorization: Bearer <key>`. */
import type { FastifyRequest } from 'fastify';
import type { Context } from '../jobs/context.ts';
import type { Tenant } from '../jobs/tenant.ts';
import { tenantNow } from '../jobs/tenants.ts';
import { ownerOfKey } from '../store/tenants.ts';
import { FLOW_OPERATIONS, methodOf } from './flow/operations.ts';
import { flowPath } from './flow/routes.ts';
import { Problem } from './problem.ts';

const CHALLENGE = { 'www-authenticate': 'Bearer realm="debrief"' };

/** All that a rep's key is good for: what stands on the page of a conversation. Whatever comes new is not among it. */
const OF_REPS = new Set([
  'GET /v1/conversations/:key',
  'GET /v1/conversations/:key/receipt',
  'GET /v1/conversations/:key/comments',
  'POST /v1/conversations/:key/relink',
  'POST /v1/conversations/:key/undo',
  'POST /v1/conversations/:key/resync',
  'POST /v1/conversations/:key/restore',
  'DELETE /v1/emails/:id',
  'GET /v1/mailboxes/mine',
  'POST /v1/mailboxes/start',
  'POST /v1/mailboxes/withdraw',
  ...FLOW_OPERATIONS.filter(({ access }) => access !== 'admin').map(
    (operation) => `${methodOf(operation)} ${flowPath(operation)}`,
  ),
]);

const known = new WeakMap<FastifyRequest, Tenant>();

/** Throws a 401 that says whether the key is missing or wrong, never what would be right; a 403 where it is a rep's. */
export async function tenantOf(context: Context, request: FastifyRequest): Promise<Tenant> {
  const found = known.get(request);
  if (found) return found;
  const given = request.headers.authorization;
  const key = /^Bearer +(\S+) *$/i.exec(given ?? '')?.[1];
  if (!key)
    throw new Problem(401, 'Send the tenant’s API key in the header `Authorization: Bearer <key>`.', {
      headers: CHALLENGE,
    });
  const owner = await ownerOfKey(context.db, key);
  const tenant = owner && (await tenantNow(context, owner.tenant));
  if (!tenant)
    throw new Problem(
      401,
      'No tenant has this API key: use one that was set in DEBRIEF_API_KEY when the service was started.',
      { headers: CHALLENGE },
    );
  if (owner.scope === 'rep' && !isOfReps(request))
    throw new Problem(
      403,
      'This needs an administrator’s key (DEBRIEF_API_KEY): a rep’s key is good for reading, linking, syncing and taking back single conversations.',
      { title: 'For administrators' },
    );
  known.set(request, tenant);
  return tenant;
}

function isOfReps({ method, routeOptions }: FastifyRequest): boolean {
  return OF_REPS.has(`${method === 'HEAD' ? 'GET' : method} ${routeOptions.url}`);
}
