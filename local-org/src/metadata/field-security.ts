import type { FieldSchema, ObjectSchema } from './types.ts';

const words = (text: string): Set<string> => new Set(text.split(/\s+/));

/**
 * The standard fields that have field-level security, as an administrator's profile retrieved from an org lists them.
 * All others (names, owners, stages, times, call details, conversion) are open to whoever reads the object.
 */
export const SECURED: Record<string, Set<string>> = {
  Account: words(
    `AccountNumber AccountSource AnnualRevenue BillingAddress Description Fax Industry NumberOfEmployees Ownership ParentId
     Phone Rating ShippingAddress Sic SicDesc Site TickerSymbol Type Website`,
  ),
  Contact: words(
    `AccountId AssistantName AssistantPhone Birthdate Department Description DoNotCall Email Fax GenderIdentity
     HasOptedOutOfEmail HasOptedOutOfFax HomePhone LeadSource MailingAddress MobilePhone OtherAddress OtherPhone Phone
     Pronouns ReportsToId Title`,
  ),
  Event: words('Description IsAllDayEvent Location Type WhatId WhoId'),
  Lead: words(
    `Address AnnualRevenue Description DoNotCall Email Fax GenderIdentity HasOptedOutOfEmail HasOptedOutOfFax Industry
     LastTransferDate LeadSource MobilePhone NumberOfEmployees Phone Pronouns Rating Title Website`,
  ),
  Opportunity: words(
    `AccountId Amount CampaignId ContractId Description ExpectedRevenue IsPrivate LeadSource NextStep Probability
     TotalOpportunityQuantity Type`,
  ),
  Task: words('ActivityDate Description Type WhatId WhoId'),
};

/** Metadata API Developer Guide, PermissionSetFieldPermissions: a deployment that grants a required field is refused. */
export const isRequired = (field: FieldSchema): boolean => !field.nillable && field.type !== 'boolean';

/** The field whose permissions count: the parts of an address go with the address as a whole. */
export function governingField(object: ObjectSchema, field: FieldSchema): FieldSchema {
  const whole = field.compoundFieldName ? object.fields.get(field.compoundFieldName.toLowerCase()) : undefined;
  return whole?.type === 'address' ? whole : field;
}

/**
 * Whether a field has field-level security at all: required and master-detail fields, names, owners and system fields
 * have none. Salesforce Help, "Field-Level Security".
 */
export function fieldLevelSecurity(object: ObjectSchema, field: FieldSchema): boolean {
  const governing = governingField(object, field);
  if (!governing.custom) return SECURED[object.name]?.has(governing.name) ?? false;
  return !governing.nameField && !isRequired(governing);
}
