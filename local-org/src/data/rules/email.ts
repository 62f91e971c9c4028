import { DRAFT } from '../../metadata/standard/email-message.ts';
import { integrity } from '../faults/faults.ts';
import type { Row } from '../store/store.ts';
import { accountOf } from './activity.ts';
import type { Change, Rule, RuleOrg } from './rule.ts';

const MAY_CHANGE = new Set(['IsExternallyVisible']);

/**
 * Object Reference, EmailMessage: the activity is the platform's own doing, except for emails on cases; and an email that
 * is no draft any more keeps what it says. The codes of both refusals are not documented.
 */
export const emailMessage: Rule = {
  before({ operation, old, given }) {
    if (operation === 'create') {
      if (given.has('ActivityId'))
        throw integrity('ActivityId can only be specified for emails on cases; it is created for all others', [
          'ActivityId',
        ]);
      return;
    }
    const refused = [...given].filter((field) => !MAY_CHANGE.has(field) && !field.endsWith('__c'));
    if (old?.['Status'] !== DRAFT && refused.length > 0)
      throw integrity(
        'Only a draft can be changed; of any other email only IsExternallyVisible and custom fields',
        refused,
      );
  },
  after(change, org) {
    const { next, operation } = change;
    if (operation === 'create' && next['Status'] !== DRAFT) logged(change, org);
  },
};

/** Salesforce Help, "Enhanced Email": an email is a completed task of subtype Email beside its own record. */
function logged({ next, userId, now }: Change, org: RuleOrg): void {
  const task = org.object('Task');
  const id = org.newId(task);
  const day = String(next['MessageDate'] ?? now).slice(0, 10);
  const row: Row = {
    ...{ Id: id, Subject: `Email: ${String(next['Subject'] ?? '')}`.slice(0, 255), TaskSubtype: 'Email' },
    ...{ Status: 'Completed', IsClosed: true, CompletedDateTime: now, Priority: 'Normal', IsHighPriority: false },
    ...{ ActivityDate: day, WhatId: next['RelatedToId'] ?? null, WhoId: null, OwnerId: userId },
    Description: String(next['TextBody'] ?? '').slice(0, 32_000) || null,
    ...{ IsDeleted: false, IsArchived: false, IsRecurrence: false, IsReminderSet: false },
    AccountId: accountOf(null, (next['RelatedToId'] ?? null) as string | null, org),
    ...{ CreatedDate: now, CreatedById: userId, LastModifiedDate: now, LastModifiedById: userId, SystemModstamp: now },
  };
  org.store.insert(task, row);
  next['ActivityId'] = id;
  org.store.update(org.object('EmailMessage'), next['Id'] as string, { ActivityId: id });
}
