/** The whole set-up check: four requests to the org, and whatever it answers is a state. */
import { compare, unknownRows, viewAllMissing, type Comparison } from '../../org/check/compare.ts';
import { fieldNeedsOf, objectNeedsOf } from '../../org/check/needs.ts';
import { permissionSetXml } from '../../org/check/permission-set.ts';
import { visitFields, withVisits } from '../../org/check/visitor-needs.ts';
import { withWorkflows, workflowFields } from '../../org/check/workflow-needs.ts';
import type { Survey } from '../../org/check/survey.ts';
import { OrgError } from '../../org/error.ts';
import type { ApiUsage } from '../../org/api-usage.ts';
import { readBudget, saveUsage } from '../../store/budgets.ts';
import { readFollowState } from '../../store/changes.ts';
import { readFeedSettings } from '../../store/feed-settings.ts';
import { readHealth } from '../../store/health.ts';
import { listWorkflows } from '../../store/workflows.ts';
import { VisitorSettings } from '../../visitor/settings.ts';
import { reserveOf } from '../budget/budget.ts';
import { noteAnswer, noteFault } from '../connection/problems.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { faultOf } from '../faults.ts';
import { listPeople, type People } from '../people.ts';
import {
  apiCheck,
  changeDataCaptureCheck,
  connectionCheck,
  fieldsCheck,
  isCaptureSelected,
  notesCheck,
  peopleCheck,
  permissionsCheck,
  writingCheck,
} from './checks.ts';
import { notAsked, TooSlow, troubledCheck, troubleOf, type Trouble } from './connection.ts';
import { differences } from './drift.ts';
import type { ApiFacts, Check, HealthCheck } from './types.ts';

/** Salesforce waits two minutes for an answer, a person half of one. */
const LONGEST_MS = 25_000;

interface Asked {
  survey: Survey;
  people: People;
  usage: ApiUsage | undefined;
}

export async function checkHealth(
  context: Context,
  tenant: Tenant,
  { longestMs = LONGEST_MS } = {},
): Promise<HealthCheck> {
  const { db } = context;
  const { name, settings } = tenant;
  const asked = await ask(context, tenant, longestMs);
  const budget = await readBudget(db, name);
  const { settings: visits } = await readFeedSettings(db, name, 'visitors', VisitorSettings);
  const workflows = (await listWorkflows(db, name)).flatMap((each) => (each.switchedOnAt ? [each.definition] : []));
  const objectNeeds = withWorkflows(withVisits(objectNeedsOf(settings), visits), workflows, settings);
  const fieldNeeds = [...fieldNeedsOf(settings), ...visitFields(visits), ...workflowFields(workflows, settings)];
  const writing = writingCheck(settings, budget.pausedSince !== undefined);
  const found: Omit<HealthCheck, 'checkedAt' | 'drift' | 'permissionSetXml'> =
    'code' in asked
      ? {
          ...{ organization: null, user: null, checks: troubledChecks(asked, writing) },
          ...{ permissions: unknownRows(objectNeeds), fields: [], missing: [] },
          api: apiFacts(tenant, budget.usage, { edition: null, enabled: asked.code === 'API_DISABLED' ? false : null }),
        }
      : await answered(context, tenant, asked, compare(asked.survey, objectNeeds, fieldNeeds), writing);
  const known = await readHealth(db, name);
  return {
    checkedAt: context.now(),
    ...found,
    permissionSetXml: permissionSetXml(found.missing),
    drift: {
      since: (known?.referenceAt ?? known?.checkedAt)?.toISOString() ?? null,
      changes: differences(known?.reference ?? known?.states ?? undefined, found.checks, found.missing),
    },
  };
}

async function ask(context: Context, tenant: Tenant, longestMs: number): Promise<Asked | Trouble> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new TooSlow(`no answer within ${Math.round(longestMs / 1000)} seconds.`)),
      longestMs,
    );
  });
  const asking = (async (): Promise<Asked> => {
    const org = await context.orgs.open(tenant);
    await org.ping();
    const survey = await org.survey();
    const people = await listPeople(context, tenant);
    return { survey, people, usage: org.usage };
  })();
  // what comes after the time is over is nobody's
  asking.catch(() => undefined);
  try {
    return await Promise.race([asking, tooLong]);
  } catch (error) {
    if (error instanceof OrgError) await noteFault(context, tenant, faultOf(error));
    return troubleOf(error);
  } finally {
    clearTimeout(timer);
  }
}

async function answered(
  context: Context,
  tenant: Tenant,
  { survey, people, usage }: Asked,
  comparison: Comparison,
  writing: Check,
): Promise<Omit<HealthCheck, 'checkedAt' | 'drift' | 'permissionSetXml'>> {
  const { db } = context;
  if (usage) await saveUsage(db, tenant.name, usage);
  await goOn(context, tenant);
  const api = apiFacts(tenant, usage, { edition: survey.organization.edition, enabled: true });
  if (isCaptureSelected(survey)) await context.changes?.get(tenant.name)?.listenAgain();
  const changes = changeDataCaptureCheck(survey, await readFollowState(db, tenant.name));
  const viewAll =
    changes.code === 'CDC_NOT_HEARD' && survey.permissionSets?.includes('Debrief_Changes') !== true
      ? [viewAllMissing(survey.objects.Opportunity?.label ?? 'Opportunity')]
      : [];
  return {
    ...{ organization: survey.organization, user: survey.user },
    checks: [
      connectionCheck(survey),
      permissionsCheck(comparison, survey),
      fieldsCheck(comparison),
      apiCheck(api),
      notesCheck(survey, tenant.settings),
      changes,
      peopleCheck(people),
      writing,
    ],
    ...{ permissions: comparison.permissions, fields: comparison.fields, api },
    missing: [...comparison.missing, ...viewAll],
  };
}

/** An org that had failed and answers now: what waits for it need not wait longer. */
async function goOn(context: Context, tenant: Tenant): Promise<void> {
  const { name } = tenant;
  const circuit = context.orgs.circuit(name);
  await noteAnswer(context, tenant, circuit.reason?.isDisconnected === true);
  if (!circuit.reason) return;
  circuit.askNow();
  await context.queue.addOpen(context.db, name);
}

function troubledChecks(trouble: Trouble, writing: Check): Check[] {
  const isOfApi = trouble.code === 'API_DISABLED' || trouble.code === 'API_LIMIT_REACHED';
  return [
    troubledCheck('connection', trouble),
    notAsked('permissions'),
    notAsked('fields'),
    isOfApi ? troubledCheck('apiAccess', trouble) : notAsked('apiAccess'),
    notAsked('notes'),
    notAsked('changeDataCapture'),
    notAsked('people'),
    writing,
  ];
}

function apiFacts(
  { settings: { apiReservePercent: reservePercent } }: Tenant,
  usage: ApiUsage | undefined,
  of: Pick<ApiFacts, 'edition' | 'enabled'>,
): ApiFacts {
  return {
    ...of,
    ...{ used: usage?.used ?? null, max: usage?.max ?? null, reservePercent },
    reserve: usage ? reserveOf(usage.max, reservePercent) : null,
  };
}
