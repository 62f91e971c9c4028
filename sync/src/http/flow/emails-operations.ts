/** Emails and mailboxes, as Flows ask for them. */
import { PROVIDERS } from '../../email/mailbox/types.ts';
import { BY, DRY_RUN, KEY, USER_EMAIL, type Unplaced } from './operation.ts';

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
export const EMAILS_OWN: Unplaced[] = [
  {
    id: 'getMyMailbox',
    summary: 'How the mailbox of the user who runs it stands: whether it is connected, since when, and what is kept.',
    parameters: [USER_EMAIL],
    inner: { method: 'GET', path: '/v1/mailboxes/mine' },
  },
  {
    id: 'startMyMailbox',
    summary: 'Begins to connect the mailbox of the user who runs it. Answers with the address where they log in.',
    parameters: [
      {
        ...{ name: 'provider', type: 'string', required: true, enum: PROVIDERS },
        description: 'Where the mailbox is: google or microsoft.',
      },
      { name: 'language', type: 'string', description: 'The language of the page that it ends on, for example fr.' },
      USER_EMAIL,
    ],
    inner: { method: 'POST', path: '/v1/mailboxes/start' },
  },
  {
    id: 'withdrawMyMailbox',
    summary: 'Ends the consent of the user who runs it: nothing of their mailbox is read from then on.',
    parameters: [
      { name: 'forget', type: 'boolean', description: 'True: delete its emails too, here and in Salesforce.' },
      BY,
      USER_EMAIL,
    ],
    inner: { method: 'POST', path: '/v1/mailboxes/withdraw' },
  },
];

/** For admins only. */
export const EMAILS_ADMIN: Unplaced[] = [
  {
    id: 'listMailboxes',
    summary: 'Whose mailboxes are read, since when, how far, and what is wrong.',
    parameters: [],
    inner: { method: 'GET', path: '/v1/mailboxes' },
  },
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
