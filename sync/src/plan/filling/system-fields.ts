/** Fields that nobody fills: the org keeps them itself, or puts them together from others. */

const EVERYWHERE = new Set([
  ...['Id', 'IsDeleted', 'CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate', 'SystemModstamp'],
  ...['LastActivityDate', 'LastViewedDate', 'LastReferencedDate', 'MasterRecordId', 'PhotoUrl', 'JigsawContactId'],
  ...['IsClosed', 'IsWon', 'ForecastCategory', 'ExpectedRevenue', 'Fiscal', 'FiscalQuarter', 'FiscalYear'],
  ...['HasOpportunityLineItem', 'HasOpenActivity', 'HasOverdueTask', 'PushCount', 'LastStageChangeDate'],
  ...['IsConverted', 'ConvertedDate', 'ConvertedAccountId', 'ConvertedContactId', 'ConvertedOpportunityId'],
  ...['IsEmailBounced', 'EmailBouncedDate', 'EmailBouncedReason', 'IsPersonAccount', 'LastCURequestDate'],
]);
/** Put together from the parts of a name. */
const NAMES = new Set(['Contact.Name', 'Lead.Name']);

export function isSystemField(object: string, field: string): boolean {
  return EVERYWHERE.has(field) || NAMES.has(`${object}.${field}`);
}
