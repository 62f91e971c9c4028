/** Tells the package's admins in Salesforce, by its bell. */
import { sendPack, type Subanswer } from '../composite.ts';
import { OrgError } from '../error.ts';
import { API_VERSION, type OrgHttp } from '../http.ts';

export interface Notice {
  /** Cut to the 250 characters that Salesforce shows, and the body to 750. */
  title: string;
  body: string;
}

/** The package's own notification type. */
const TYPE = 'Debrief_Setup';
const PERMISSION_SET = 'Debrief_Admin';
/** Recipients an action takes: Actions Developer Guide, "Custom Notification Actions". */
const MOST_RECIPIENTS = 500;
/** What a click on the bell opens: https://developer.salesforce.com/docs/platform/lwc/guide/reference-page-reference-type.html */
const TARGET = JSON.stringify({ type: 'standard__navItemPage', attributes: { apiName: 'Debrief_Setup' } });

/**
 * The number of people told, or why nobody was. Two requests. Throws where the org does not answer.
 * https://developer.salesforce.com/docs/atlas.en-us.api_action.meta/api_action/actions_obj_custom_notification.htm
 */
export async function notifyAdmins(
  http: OrgHttp,
  { title, body }: Notice,
): Promise<{ told: number } | { skipped: string }> {
  const ask = (soql: string) => ({
    ...{ method: 'GET' as const, isHeavy: true },
    path: `/query?q=${encodeURIComponent(soql)}`,
  });
  const [types, admins] = await sendPack(http, [
    ask(`SELECT Id FROM CustomNotificationType WHERE DeveloperName = '${TYPE}'`),
    ask(
      `SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.Name = '${PERMISSION_SET}' AND Assignee.IsActive = true LIMIT ${MOST_RECIPIENTS}`,
    ),
  ]);
  const [type] = rowsOf(types);
  if (!type)
    return { skipped: `The org has no notification type ${TYPE}, or does not show it to the integration user.` };
  const recipientIds = rowsOf(admins).map(({ AssigneeId }) => AssigneeId);
  if (recipientIds.length === 0)
    return { skipped: `Nobody has the permission set ${PERMISSION_SET}, or the org does not show who has.` };
  const input = { customNotifTypeId: type.Id, recipientIds, title: title.slice(0, 250), body: body.slice(0, 750) };
  try {
    await http.post(
      `/services/data/v${API_VERSION}/actions/standard/customNotificationAction`,
      { inputs: [{ ...input, targetPageRef: TARGET }] },
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

function rowsOf(answer: Subanswer | undefined): Record<string, unknown>[] {
  return answer?.status === 200 ? (answer.body as { records: Record<string, unknown>[] }).records : [];
}
