// Object Reference, OpportunityContactRole: developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunitycontactrole.htm
import { audit, checkbox, isDeleted, lookup, picklist, recordId, standardObject } from './define.ts';

export const opportunityContactRole = standardObject(
  {
    name: 'OpportunityContactRole',
    label: 'Opportunity Contact Role',
    labelPlural: 'Opportunity Contact Role',
    keyPrefix: '00K',
  },
  [
    recordId('Contact Role ID'),
    lookup(
      'OpportunityId',
      'Opportunity ID',
      'Opportunity',
      'Opportunity',
      'OpportunityContactRoles',
      'required',
      'createOnly',
      'cascade',
    ),
    lookup('ContactId', 'Contact ID', 'Contact', 'Contact', 'OpportunityContactRoles', 'required', 'cascade'),
    picklist('Role', 'Role', [
      'Business User',
      'Decision Maker',
      'Economic Buyer',
      'Economic Decision Maker',
      'Evaluator',
      'Executive Sponsor',
      'Influencer',
      'Technical Buyer',
      'Other',
    ]),
    checkbox('IsPrimary', 'Primary'),
    ...audit(),
    isDeleted(),
  ],
);
