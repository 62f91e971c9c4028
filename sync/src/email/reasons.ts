/** Why an email is not kept: a code for machines, a sentence for people, and not a word of the email in either. */

export const SKIP_REASONS = [
  'noConsent',
  'unreadable',
  'deleted',
  'subject',
  'noContent',
  'calendar',
  'blocked',
  'internal',
  'noContact',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** How long the Message-ID of an email is kept whose people are not in the CRM. */
export const UNMATCHED_DAYS = 7;

export const SENTENCES: Readonly<Record<SkipReason, string>> = {
  noConsent:
    'The user of this mailbox has not agreed to the email feed, or has withdrawn it: nothing was read or kept.',
  unreadable:
    'This is no email that can be read: its structure is broken, or it names no sender and nobody that it went to. Nothing was kept.',
  deleted: 'A user has deleted this email, so it does not come back. Nothing was kept.',
  subject: 'Its subject has one of the words that mark an email as private. Nothing was kept.',
  noContent: 'It has no text of its own, only attachments, pictures or what cannot be read. Nothing was kept.',
  calendar: 'It is an invitation or an answer to one: the calendar has it. Nothing was kept.',
  blocked: 'One of its addresses is on the list of those that are never kept. Nothing was kept.',
  internal: 'Everybody in it is a colleague. Nothing was kept.',
  noContact: `Nobody in it is a contact or lead in Salesforce. Only its Message-ID is kept, for ${UNMATCHED_DAYS} days, in case one of them becomes one.`,
};
