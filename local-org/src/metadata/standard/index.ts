import { account } from './account.ts';
import { contact } from './contact.ts';
import { contentDocument, contentDocumentLink, contentNote, contentVersion } from './content.ts';
import { customNotificationType } from './custom-notification-type.ts';
import { emailMessage } from './email-message.ts';
import { event, eventRelation } from './event.ts';
import { lead } from './lead.ts';
import { opportunityContactRole } from './opportunity-contact-role.ts';
import { opportunity, opportunityStage } from './opportunity.ts';
import { organization } from './organization.ts';
import { permissionSet, permissionSetAssignment, profile } from './permissions.ts';
import { task } from './task.ts';
import { user } from './user.ts';
import { userExternalCredential } from './user-external-credential.ts';

/**
 * The standard objects of this org. Fields of features that it has not switched on (Data.com, Individuals, campaigns,
 * price books, queues, roles) are absent.
 */
export const standardObjects = [
  account,
  contact,
  contentDocument,
  contentDocumentLink,
  contentNote,
  contentVersion,
  customNotificationType,
  emailMessage,
  event,
  eventRelation,
  lead,
  opportunity,
  opportunityContactRole,
  opportunityStage,
  organization,
  permissionSet,
  permissionSetAssignment,
  profile,
  task,
  user,
  userExternalCredential,
];
