import { fieldLabels } from '../src/data/describe/labels.ts';
import type { Session } from '../src/data/types.ts';
import type { FieldSchema, ObjectSchema } from '../src/metadata/types.ts';
import { isDuration } from './durations.ts';

/** What Lightning's record pages call a field where describe has another label. */
const ON_PAGES: Record<string, Record<string, string>> = {
  Account: {
    OwnerId: 'Account Owner',
    ParentId: 'Parent Account',
    Type: 'Type',
    Phone: 'Phone',
    Fax: 'Fax',
    Rating: 'Rating',
    Description: 'Description',
    BillingAddress: 'Billing Address',
    ShippingAddress: 'Shipping Address',
  },
  Contact: {
    OwnerId: 'Contact Owner',
    AccountId: 'Account Name',
    Phone: 'Phone',
    Fax: 'Fax',
    MobilePhone: 'Mobile',
    ReportsToId: 'Reports To',
    Description: 'Description',
  },
  Lead: { OwnerId: 'Lead Owner', Name: 'Name', MobilePhone: 'Mobile', Status: 'Lead Status', Fax: 'Fax' },
  Opportunity: { Name: 'Opportunity Name', OwnerId: 'Opportunity Owner', AccountId: 'Account Name', Type: 'Type' },
  Event: { StartDateTime: 'Start', EndDateTime: 'End', ActivityDate: 'Due Date' },
  Task: { ActivityDate: 'Due Date', Description: 'Comments' },
};

/** A field's label as a page shows it: a lookup is named after what it holds, and a duration says its unit itself. */
export function pageLabel(session: Session, object: ObjectSchema, field: FieldSchema): string {
  const { label } = fieldLabels(session, object, field);
  const renamed = label === field.label ? (ON_PAGES[object.name]?.[field.name] ?? label) : label;
  if (field.type === 'reference') return renamed.replace(/ ID$/, '');
  return isDuration(field) ? renamed.replace(/ \([^)]*\)$/, '') : renamed;
}
