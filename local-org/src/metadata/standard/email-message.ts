// Object Reference, EmailMessage: developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_emailmessage.htm
// Lengths: developer.salesforce.com/docs/platform/field-reference/references/field-reference/salesforce-field-reference-emailmessage.html
import {
  audit,
  checkbox,
  dateTime,
  email,
  isDeleted,
  longText,
  lookup,
  recordId,
  restrictedPicklist,
  standardObject,
  text,
} from './define.ts';

/** Of a draft, the one status in which an email may still be changed. */
export const DRAFT = '5';

/**
 * An email that Salesforce, an email integration or Einstein Activity Capture (Sync Email as Salesforce Activity) has
 * logged, with a task of its own. Cases are not in this org, so ParentId is not; who took part (EmailMessageRelation and
 * the junction lists FromId, ToIds, CcIds, BccIds) is not either: the task's own name says it.
 */
export const emailMessage = standardObject(
  { name: 'EmailMessage', label: 'Email Message', labelPlural: 'Email Messages', keyPrefix: '02s' },
  [
    recordId('Email Message ID'),
    lookup('ActivityId', 'Activity ID', 'Task', 'Activity', 'EmailMessages', 'createOnly'),
    ...audit('auditSettable'),
    longText('TextBody', 'Text Body', 131_072, 'unfilterable'),
    longText('HtmlBody', 'HTML Body', 131_072, 'unfilterable'),
    longText('Headers', 'Headers', 32_000, 'unfilterable'),
    text('Subject', 'Subject', 3000, 'name'),
    text('FromName', 'From Name', 1000),
    email('FromAddress', 'From Address', 1000),
    text('ToAddress', 'To Address', 4000),
    text('CcAddress', 'CC Address', 4000),
    text('BccAddress', 'BCC Address', 4000),
    checkbox('Incoming', 'Is Incoming'),
    checkbox('HasAttachment', 'Has Attachment', 'readOnly'),
    restrictedPicklist(
      'Status',
      'Status',
      ['*0=New', '1=Read', '2=Replied', '3=Sent', '4=Forwarded', `${DRAFT}=Draft`],
      'defaulted',
    ),
    dateTime('MessageDate', 'Message Date'),
    isDeleted(),
    lookup('ReplyToEmailMessageId', 'Email Message ID', 'EmailMessage', 'ReplyToEmailMessage', null),
    checkbox('IsExternallyVisible', 'Is Externally Visible'),
    text('MessageIdentifier', 'Message ID', 765),
    text('ThreadIdentifier', 'Thread ID', 765),
    checkbox('IsClientManaged', 'Is Client Managed'),
    lookup('RelatedToId', 'Related To ID', ['Account', 'Opportunity'], 'RelatedTo', 'Emails'),
  ],
);
