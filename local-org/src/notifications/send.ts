/**
 * The invocable action customNotificationAction.
 * https://developer.salesforce.com/docs/atlas.en-us.api_action.meta/api_action/actions_obj_custom_notification.htm
 */
import { toId18 } from '../data/store/ids.ts';
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import { isObject, type Json } from '../rest/body.ts';

export interface CustomNotification {
  customNotifTypeId: string;
  recipientIds: string[];
  title: string;
  body: string;
  targetId: string | null;
  targetPageRef: string | null;
}

const MOST_RECIPIENTS = 500;
const MOST_TITLE = 250;
const MOST_BODY = 750;
/** An Id that no record has: the notification leads nowhere. */
const NO_RECORD = '000000000000000AAA';

const invalid = (message: string): SalesforceError => new SalesforceError(400, 'INVALID_API_INPUT', message);

/** One of the action's `inputs`. Throws INVALID_API_INPUT. */
export function notificationOf(input: Json): CustomNotification {
  const text = (name: string, most = Infinity): string | null => {
    const value = input[name] ?? null;
    if (value === null || value === '') return null;
    if (typeof value !== 'string') throw invalid(`${name} must be a text.`);
    if (value.length > most) throw invalid(`${name} is longer than ${most} characters.`);
    return value;
  };
  const required = (name: string, most?: number): string => {
    const value = text(name, most);
    if (value === null) throw invalid(`Missing required input parameter: ${name}`);
    return value;
  };
  const { recipientIds } = input;
  if (!Array.isArray(recipientIds) || recipientIds.length === 0 || recipientIds.some((id) => typeof id !== 'string'))
    throw invalid('Missing required input parameter: recipientIds');
  if (recipientIds.length > MOST_RECIPIENTS) throw invalid(`recipientIds can have ${MOST_RECIPIENTS} values at most.`);
  const notification = {
    customNotifTypeId: required('customNotifTypeId'),
    recipientIds: recipientIds as string[],
    title: required('title', MOST_TITLE),
    body: required('body', MOST_BODY),
    targetId: text('targetId'),
    targetPageRef: text('targetPageRef'),
  };
  if (notification.targetId === null && notification.targetPageRef === null)
    throw invalid('You must specify either a targetId or a targetPageRef.');
  if (notification.targetPageRef !== null) pageReference(notification.targetPageRef);
  return notification;
}

function pageReference(json: string): void {
  try {
    const parsed = JSON.parse(json) as unknown;
    if (isObject(parsed) && typeof parsed['type'] === 'string') return;
  } catch {
    // told below
  }
  throw invalid('targetPageRef must be a page reference as JSON: {"type": …, "attributes": …}.');
}

/**
 * Sends to the recipients who are active. Throws where the user may not send ("Send Custom Notifications"), or the type,
 * a recipient or the target is none of the org's.
 */
export function sendCustomNotification(org: Org, session: Session, notification: CustomNotification): void {
  if (!session.access.hasUserPermission('SendCustomNotifications'))
    throw new SalesforceError(
      403,
      'INSUFFICIENT_ACCESS',
      'You need the Send Custom Notifications permission to send custom notifications.',
    );
  const { title, body, targetPageRef } = notification;
  const type = typeNamed(org, notification.customNotifTypeId);
  const target = notification.targetId === null ? null : targetOf(org, notification.targetId);
  const users = new Map(org.users().map((user) => [user.Id, user]));
  const recipients = notification.recipientIds.map((given) => {
    const id = toId18(given) ?? given;
    const user = users.get(id);
    if (!user && org.schema.byPrefix(id)?.name !== 'User')
      throw new NotImplementedHere('notifications to account teams, opportunity teams, groups and queues');
    if (!user) throw invalid(`recipientIds: ${given} is no user.`);
    return user;
  });
  for (const { Id, IsActive } of recipients)
    if (IsActive) org.notifications.add({ type, recipientId: Id, title, body, target, targetPageRef });
}

function typeNamed(org: Org, given: string): string {
  const id = toId18(given);
  const row = id && org.database.prepare('SELECT DeveloperName FROM "CustomNotificationType" WHERE Id = ?').get(id);
  if (!row) throw invalid(`customNotifTypeId: ${given} is no custom notification type.`);
  return String(row['DeveloperName']);
}

function targetOf(org: Org, given: string): string {
  const id = toId18(given);
  if (id === null || (id !== NO_RECORD && !org.schema.byPrefix(id)))
    throw invalid(`targetId: ${given} is no record Id.`);
  return id;
}
