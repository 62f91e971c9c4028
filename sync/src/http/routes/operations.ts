import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { reserveOf } from '../../jobs/budget/budget.ts';
import { faultOf } from '../../jobs/faults.ts';
import { renderMetrics, type Sample } from '../../jobs/metrics.ts';
import { tenantNow } from '../../jobs/tenants.ts';
import type { Org } from '../../org/types.ts';
import { readBudget } from '../../store/budgets.ts';
import { countByState } from '../../store/conversations.ts';
import { STATES } from '../../store/schema.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem } from '../problem.ts';
import { HealthSchema, ReadinessSchema } from '../schemas.ts';

/** Probes come every few seconds: who the service is in the org is asked less often than whether the org is there. */
const KNOWN_FOR_MS = 15_000;

const text = { content: { 'text/plain': { schema: z.string() } } };

export const operationPaths: RouteConfig[] = [
  {
    method: 'get',
    path: '/healthz',
    operationId: 'getHealth',
    summary: 'Whether the process answers.',
    security: [],
    responses: { 200: json('It does.', HealthSchema) },
  },
  {
    method: 'get',
    path: '/readyz',
    operationId: 'getReadiness',
    summary: 'Whether the store and every tenant’s org can be reached. A tenant that has no org yet is ready for one.',
    security: [],
    responses: { 200: json('They can.', ReadinessSchema), ...problems(503) },
  },
  {
    method: 'get',
    path: '/metrics',
    operationId: 'getMetrics',
    summary: 'Counters and gauges in Prometheus’ text format.',
    security: [],
    responses: { 200: { description: 'The metrics.', ...text } },
  },
];

export function operationRoutes(app: FastifyInstance, context: Context): void {
  app.get('/healthz', (): z.output<typeof HealthSchema> => ({ status: 'ok' }));

  const known: KnownOrgs = new Map();
  app.get('/readyz', async () => {
    await context.db.execute(sql`SELECT 1`).catch(() => {
      throw notReady([{ name: 'store', detail: 'The store does not answer.' }]);
    });
    const now = Date.parse(context.now());
    const checks = await Promise.all(
      [...context.tenants.values()].map((tenant) => checkOrg(context, tenant.name, now, known)),
    );
    const faults = checks.flatMap(({ tenant, detail }) => (detail ? [{ name: `org of ${tenant}`, detail }] : []));
    if (faults.length > 0) throw notReady(faults);
    const answer: z.output<typeof ReadinessSchema> = {
      status: 'ready',
      orgs: checks.map(({ tenant, organization, connected }) => ({ tenant, organization, connected })),
    };
    return answer;
  });

  app.get('/metrics', async (_request, reply) => {
    reply.type('text/plain; version=0.0.4; charset=utf-8');
    return renderMetrics([...context.metrics.samples(), ...(await gauges(context))]);
  });
}

type KnownOrgs = Map<string, { org: Org; until: number; organization: string }>;

/** `detail`: why the org cannot be reached. Having none yet is no fault: what comes in is kept for it. */
async function checkOrg(
  context: Context,
  name: string,
  now: number,
  known: KnownOrgs,
): Promise<{ tenant: string; organization: string; connected: boolean; detail?: string }> {
  const answer = { tenant: name, organization: '', connected: false };
  try {
    const tenant = await tenantNow(context, name);
    if (!tenant) throw new Error('The tenant is not configured.');
    if (!tenant.credentials) return answer;
    const { reason } = context.orgs.circuit(name);
    if (reason?.isDisconnected) return { ...answer, detail: reason.message };
    const org = await context.orgs.open(tenant);
    await org.ping();
    const before = known.get(name);
    if (before?.org === org && now < before.until)
      return { ...answer, organization: before.organization, connected: true };
    const { organizationName: organization } = await org.identity();
    known.set(name, { org, until: now + KNOWN_FOR_MS, organization });
    return { ...answer, organization, connected: true };
  } catch (error) {
    known.delete(name);
    return { ...answer, detail: faultOf(error).message };
  }
}

function notReady(checks: { name: string; detail: string }[]): Problem {
  return new Problem(503, checks.map(({ name, detail }) => `${name}: ${detail}`).join(' '), {
    title: 'Not ready',
    members: { checks },
    headers: { 'retry-after': '5' },
  });
}

async function gauges(context: Context): Promise<Sample[]> {
  const counts = await countByState(context.db);
  const tenants = [...context.tenants.keys()];
  const amount = (tenant: string, states: readonly string[]) =>
    counts.reduce((sum, row) => sum + (row.tenant === tenant && states.includes(row.state) ? row.count : 0), 0);
  const orgs = context.orgs.connected();
  const budgets = await Promise.all(
    tenants.map(async (tenant) => ({ tenant, ...(await readBudget(context.db, tenant)) })),
  );
  const reserves = await Promise.all(
    budgets.map(async ({ tenant, usage }) => {
      const percent = (await tenantNow(context, tenant))?.settings.apiReservePercent ?? 0;
      return usage ? [{ labels: { tenant }, value: reserveOf(usage.max, percent) }] : [];
    }),
  );
  const usage = orgs.flatMap(({ tenant, org }) => (org.usage ? [{ tenant, usage: org.usage }] : []));
  return [
    {
      name: 'debrief_conversations',
      help: 'Conversations in the store, by state.',
      type: 'gauge',
      values: tenants.flatMap((tenant) =>
        STATES.map((state) => ({ labels: { tenant, state }, value: amount(tenant, [state]) })),
      ),
    },
    {
      name: 'debrief_queue_depth',
      help: 'Conversations that wait for a batch or are in one.',
      type: 'gauge',
      values: tenants.map((tenant) => ({ labels: { tenant }, value: amount(tenant, ['accepted', 'processing']) })),
    },
    {
      name: 'debrief_org_requests_total',
      help: 'Requests sent to the org by this process.',
      type: 'counter',
      values: orgs.map(({ tenant, org }) => ({ labels: { tenant }, value: org.requests })),
    },
    {
      name: 'debrief_org_api_used',
      help: 'Daily API requests used, as the org last said.',
      type: 'gauge',
      values: usage.map(({ tenant, usage: { used } }) => ({ labels: { tenant }, value: used })),
    },
    {
      name: 'debrief_org_api_max',
      help: 'Daily API requests allowed, as the org last said.',
      type: 'gauge',
      values: usage.map(({ tenant, usage: { max } }) => ({ labels: { tenant }, value: max })),
    },
    {
      name: 'debrief_org_api_reserve',
      help: 'Daily API requests that are left to others.',
      type: 'gauge',
      values: reserves.flat(),
    },
    {
      name: 'debrief_held',
      help: '1 while nothing of the tenant is written, by reason: the reserve, the org’s limit, or a pause.',
      type: 'gauge',
      values: budgets.flatMap(({ tenant, parked, pausedSince }) => [
        { labels: { tenant, reason: 'reserve' }, value: Number(parked?.reason === 'reserve') },
        { labels: { tenant, reason: 'limit' }, value: Number(parked?.reason === 'limit') },
        { labels: { tenant, reason: 'pause' }, value: Number(pausedSince !== undefined) },
      ]),
    },
  ];
}
