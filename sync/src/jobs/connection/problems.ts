/** What is wrong with a connection, in words an admin can act on; told once, whoever of the processes finds it. */
import { classify } from '../../org/error.ts';
import { logActivity } from '../../store/activity.ts';
import { clearProblem, setProblem } from '../../store/connections.ts';
import type { Problem } from '../../store/logins.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { faultOf, type Fault } from '../faults.ts';

/** Faults that do not pass by themselves, besides those of the session. */
const BROKEN =
  /^(API_DISABLED_FOR_ORG|API_CURRENTLY_DISABLED|invalid_client.*|invalid_app.*|INVALID_LOGIN.*|SECRET_KEY_MISSING)$/;

const AGAIN = 'Connect the org again on the Debrief set-up page.';

const FIXES: [RegExp, string][] = [
  [
    /^API_(DISABLED_FOR_ORG|CURRENTLY_DISABLED)$/,
    'Give the integration user the permission API Enabled (permission set Debrief_Integration). Where it has it, the edition of the org has no API: it comes with Enterprise, Unlimited, Performance and Developer Edition, and as an add-on with Professional.',
  ],
  [
    /^invalid_client|^invalid_app/,
    'In Setup, External Client App Manager, compare the consumer key and secret of the app with SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET of the service.',
  ],
  [/^inactive_user$/, `Activate the integration user in Setup, Users. Or: ${AGAIN}`],
  [/^SECRET_KEY_MISSING$/, `Start the service with the key among DEBRIEF_SECRET_KEYS. Or: ${AGAIN}`],
  [/^NOT_REVOKED$/, 'In Setup, Connected Apps OAuth Usage, revoke what the app Debrief was given.'],
  [/^(invalid_|INVALID_SESSION|INVALID_AUTH|INVALID_LOGIN|inactive_)/, AGAIN],
  [
    /^(E[A-Z]+|UND_ERR.*|SERVER_UNAVAILABLE|HTTP_5\d\d)$/,
    'Check that nothing between the service and Salesforce blocks the way; status.salesforce.com says whether Salesforce is up. The service tries again by itself.',
  ],
];

export function connectionProblem(code: string, message: string): Problem {
  const isInactive = /^invalid_grant$/.test(code) && /inactive user/i.test(message);
  const looked = isInactive ? 'inactive_user' : code;
  const fix = FIXES.find(([pattern]) => pattern.test(looked))?.[1];
  return { code, message, fix: fix ?? 'Look the code up in the org’s own words, mend it, then test the connection.' };
}

function isBroken({ code, isDisconnected }: Pick<Fault, 'code' | 'isDisconnected'>): boolean {
  return isDisconnected === true || BROKEN.test(code);
}

/** Whether a fault says that the org cannot be reached or lets nobody in, and not that it refuses something. */
export function isOfConnection(fault: Pick<Fault, 'code' | 'isDisconnected'>): boolean {
  return isBroken(fault) || classify(fault.code) === 'transient';
}

/** Keeps a fault that no waiting mends, and tells it in the log where nobody has. `waiting`: conversations in hand. */
export async function noteFault(context: Context, tenant: Tenant, fault: Fault, waiting?: number): Promise<void> {
  const { connection, name } = tenant;
  if (!isBroken(fault)) return;
  const { code, message } = fault;
  const isNews = connection
    ? await setProblem(context.db, name, connection.generation, connectionProblem(code, message))
    : fault.isDisconnected === true && !context.orgs.circuit(name).reason?.isDisconnected;
  if (!isNews) return;
  const kept =
    waiting === undefined ? '' : waiting === 1 ? ' 1 conversation waits.' : ` ${waiting} conversations wait.`;
  await logActivity(context.db, name, [{ kind: 'disconnected', message: `${message}${kept}`.slice(0, 1000) }]);
}

/** The org has let the service in. `wasDisconnected`: as far as this process knows. */
export async function noteAnswer(context: Context, tenant: Tenant, wasDisconnected: boolean): Promise<void> {
  const { connection, name } = tenant;
  const isNews = connection
    ? connection.problem !== null && (await clearProblem(context.db, name, connection.generation))
    : wasDisconnected;
  if (isNews)
    await logActivity(context.db, name, [{ kind: 'connected', message: 'The org lets the service in again.' }]);
}

/** What was thrown, as a problem. */
export function problemOfError(error: unknown): { fault: Fault; problem: Problem } {
  const fault = faultOf(error);
  return { fault, problem: connectionProblem(fault.code, fault.message) };
}
