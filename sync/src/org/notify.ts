/** Tells users in Salesforce, by its bell: the invocable action customNotificationAction. */
import { sendPack, type Subanswer } from './composite.ts';
import { OrgError } from './error.ts';
import { API_VERSION, type OrgHttp } from './http.ts';
import { literal } from './soql.ts';

/** What is told, and where a click on it leads: a record, or a page reference as JSON. */
export interface Notification {
  /** Cut to the 250 characters that Salesforce shows, and the body to 750. */
  title: string;
  body: string;
  target: { targetId: string } | { targetPageRef: string };
}

export interface UserNotice {
  /** 18 characters each; at most 500. */
  userIds: string[];
  title: string;
  body: string;
  /** The record that a click opens; absent: the home page. */
  targetId?: string;
}

export type Told = { told: number } | { skipped: string };

/** The package's own type for what is told to the people who use it. */
const TYPE = 'Debrief_Notice';
/** Recipients an action takes: Actions Developer Guide, "Custom Notification Actions". */
export const MOST_RECIPIENTS = 500;
/** https://developer.salesforce.com/docs/platform/lwc/guide/reference-page-reference-type.html */
const HOME = JSON.stringify({ type: 'standard__namedPage', attributes: { pageName: 'home' } });

export const query = (soql: string) => ({
  ...{ method: 'GET' as const, isHeavy: true },
  path: `/query?q=${encodeURIComponent(soql)}`,
});

export const typeQuery = (name: string) =>
  query(`SELECT Id FROM CustomNotificationType WHERE DeveloperName = ${literal(name)}`);

export const noType = (name: string): Told => ({
  skipped: `The org has no notification type ${name}, or does not show it to the integration user.`,
});

export function rowsOf(answer: Subanswer | undefined): Record<string, unknown>[] {
  return answer?.status === 200 ? (answer.body as { records: Record<string, unknown>[] }).records : [];
}

/**
 * The number of people told, or why nobody was. Throws where the org does not answer, or not now.
 * https://developer.salesforce.com/docs/atlas.en-us.api_action.meta/api_action/actions_obj_custom_notification.htm
 */
export async function sendNotification(
  http: OrgHttp,
  customNotifTypeId: unknown,
  recipientIds: unknown[],
  { title, body, target }: Notification,
): Promise<Told> {
  const input = { customNotifTypeId, recipientIds, title: title.slice(0, 250), body: body.slice(0, 750), ...target };
  try {
    await http.post(
      `/services/data/v${API_VERSION}/actions/standard/customNotificationAction`,
      { inputs: [input] },
      { isKeyed: false },
    );
    return { told: recipientIds.length };
  } catch (error) {
    if (!(error instanceof OrgError) || ['auth', 'quota', 'transient'].includes(error.fault)) throw error;
    return {
      skipped: `The org refuses it: ${error.message} The integration user needs the permission Send Custom Notifications.`,
    };
  }
}

/** Active users of the given ones are told. Two requests. Throws where the org does not answer, or not now. */
export async function notifyUsers(http: OrgHttp, { userIds, title, body, targetId }: UserNotice): Promise<Told> {
  const wanted = [...new Set(userIds)].slice(0, MOST_RECIPIENTS);
  if (wanted.length === 0) return { skipped: 'There is nobody to tell.' };
  const [types, users] = await sendPack(http, [
    typeQuery(TYPE),
    query(`SELECT Id FROM User WHERE IsActive = true AND Id IN (${wanted.map(literal).join(',')})`),
  ]);
  const [type] = rowsOf(types);
  if (!type) return noType(TYPE);
  const recipients = rowsOf(users).map(({ Id }) => Id);
  if (recipients.length === 0) return { skipped: 'None of the users is there and active.' };
  const target = targetId ? { targetId } : { targetPageRef: HOME };
  return sendNotification(http, type.Id, recipients, { title, body, target });
}
