const words = (text: string) => new Set(text.split(/\s+/));

/**
 * Standard fields that have field-level security, as an administrator's profile retrieved from an org lists them.
 * What it does not list (names, owners, stages, subjects, times, call details) is open to whoever reads the object.
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
