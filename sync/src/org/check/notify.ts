/** Tells the package's admins in Salesforce, by its bell. */
import { sendPack } from '../composite.ts';
import type { OrgHttp } from '../http.ts';
import { MOST_RECIPIENTS, noType, query, rowsOf, sendNotification, typeQuery, type Told } from '../notify.ts';

export interface Notice {
  /** Cut to the 250 characters that Salesforce shows, and the body to 750. */
  title: string;
  body: string;
}

/** The package's own notification type. */
const TYPE = 'Debrief_Setup';
const PERMISSION_SET = 'Debrief_Admin';
/** What a click on the bell opens: https://developer.salesforce.com/docs/platform/lwc/guide/reference-page-reference-type.html */
const TARGET = JSON.stringify({ type: 'standard__navItemPage', attributes: { apiName: 'Debrief_Setup' } });

/** The number of people told, or why nobody was. Two requests. Throws where the org does not answer. */
export async function notifyAdmins(http: OrgHttp, { title, body }: Notice): Promise<Told> {
  const [types, admins] = await sendPack(http, [
    typeQuery(TYPE),
    query(
      `SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.Name = '${PERMISSION_SET}' AND Assignee.IsActive = true LIMIT ${MOST_RECIPIENTS}`,
    ),
  ]);
  const [type] = rowsOf(types);
  if (!type) return noType(TYPE);
  const recipientIds = rowsOf(admins).map(({ AssigneeId }) => AssigneeId);
  if (recipientIds.length === 0)
    return { skipped: `Nobody has the permission set ${PERMISSION_SET}, or the org does not show who has.` };
  return sendNotification(http, type.Id, recipientIds, { title, body, target: { targetPageRef: TARGET } });
}
