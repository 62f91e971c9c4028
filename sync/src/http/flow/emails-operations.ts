/** Emails and mailboxes, as Flows ask for them. */
import { BY, DRY_RUN, KEY, type Unplaced } from './operation.ts';

/** For any user who sees the conversation. */
export const EMAILS_REP: Unplaced[] = [
  {
    id: 'deleteEmail',
    summary: 'Deletes an email here and in Salesforce, and keeps it from coming back. The mailbox is not touched.',
    parameters: [KEY, DRY_RUN, BY],
    inner: { method: 'DELETE', path: '/v1/emails/{key}' },
  },
];

/** For any user, about what is their own. */
export const EMAILS_OWN: Unplaced[] = [];

/** For admins only. */
export const EMAILS_ADMIN: Unplaced[] = [
  {
    id: 'getEmailSettings',
    summary: 'Whether emails are taken, and which never are.',
    parameters: [],
    inner: { method: 'GET', path: '/v1/emails/settings' },
  },
  {
    id: 'putEmailSettings',
    summary: 'Replaces what is chosen for emails. Send the revision that was read: whoever saves second is told.',
    parameters: [{ ...BY, member: 'changedBy' }],
    body: 'The settings as JSON text, as Get email settings answers them.',
    inner: { method: 'PUT', path: '/v1/emails/settings' },
  },
];
