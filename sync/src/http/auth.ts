/** Which tenant a request is for: `Authorization: Bearer <key>`. */
import type { FastifyRequest } from 'fastify';
import type { Context, Tenant } from '../jobs/context.ts';
import { tenantNow } from '../jobs/tenants.ts';
import { tenantOfKey } from '../store/tenants.ts';
import { Problem } from './problem.ts';

const CHALLENGE = { 'www-authenticate': 'Bearer realm="debrief"' };

const known = new WeakMap<FastifyRequest, Tenant>();

/** Throws a 401 that says whether the key is missing or wrong, never what would be right. */
export async function tenantOf(context: Context, request: FastifyRequest): Promise<Tenant> {
  const found = known.get(request);
  if (found) return found;
  const given = request.headers.authorization;
  const key = /^Bearer +(\S+) *$/i.exec(given ?? '')?.[1];
  if (!key)
    throw new Problem(401, 'Send the tenant’s API key in the header `Authorization: Bearer <key>`.', {
      headers: CHALLENGE,
    });
  const name = await tenantOfKey(context.db, key);
  const tenant = name === undefined ? undefined : await tenantNow(context, name);
  if (!tenant)
    throw new Problem(
      401,
      'No tenant has this API key: use one that was set in DEBRIEF_API_KEY when the service was started.',
      { headers: CHALLENGE },
    );
  known.set(request, tenant);
  return tenant;
}
