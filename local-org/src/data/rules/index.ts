import { event, eventRelation, task } from './activity.ts';
import { contentDocumentLink, contentNote } from './content.ts';
import { emailMessage } from './email.ts';
import { opportunity, opportunityContactRole } from './opportunity.ts';
import { lead, person, user } from './people.ts';
import { permissionSetAssignment } from './permissions.ts';
import type { Rule } from './rule.ts';

export const rules: Record<string, Rule | undefined> = {
  Contact: person,
  ContentDocumentLink: contentDocumentLink,
  ContentNote: contentNote,
  EmailMessage: emailMessage,
  Event: event,
  EventRelation: eventRelation,
  Lead: lead,
  Opportunity: opportunity,
  OpportunityContactRole: opportunityContactRole,
  PermissionSetAssignment: permissionSetAssignment,
  Task: task,
  User: user,
};
