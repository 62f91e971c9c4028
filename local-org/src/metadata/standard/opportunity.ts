// Object Reference, Opportunity and OpportunityStage: developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunity.htm
import {
  audit,
  checkbox,
  currency,
  date,
  dateTime,
  decimal,
  integer,
  isDeleted,
  longText,
  lookup,
  owner,
  percent,
  picklist,
  recordId,
  restrictedPicklist,
  standardObject,
  text,
  viewed,
} from './define.ts';
import { leadSources } from './values.ts';

/** The stages of a new org, in order, with what each implies. */
export const stages = [
  { name: 'Prospecting', probability: 10, category: 'Pipeline', closed: false, won: false },
  { name: 'Qualification', probability: 10, category: 'Pipeline', closed: false, won: false },
  { name: 'Needs Analysis', probability: 20, category: 'Pipeline', closed: false, won: false },
  { name: 'Value Proposition', probability: 50, category: 'Pipeline', closed: false, won: false },
  { name: 'Id. Decision Makers', probability: 60, category: 'Pipeline', closed: false, won: false },
  { name: 'Perception Analysis', probability: 70, category: 'Pipeline', closed: false, won: false },
  { name: 'Proposal/Price Quote', probability: 75, category: 'Pipeline', closed: false, won: false },
  { name: 'Negotiation/Review', probability: 90, category: 'Pipeline', closed: false, won: false },
  { name: 'Closed Won', probability: 100, category: 'Closed', closed: true, won: true },
  { name: 'Closed Lost', probability: 0, category: 'Omitted', closed: true, won: false },
] as const;

/** ForecastCategory's API value and the name shown for it. */
export const forecastCategories: Record<string, string> = {
  Omitted: 'Omitted',
  Pipeline: 'Pipeline',
  BestCase: 'Best Case',
  MostLikely: 'Most Likely',
  Forecast: 'Commit',
  Closed: 'Closed',
};

/** `Most Likely` is offered only where an administrator switches it on. */
const categoryNames = Object.values(forecastCategories).filter((name) => name !== 'Most Likely');

const categoryValues = Object.entries(forecastCategories).map(([value, label]) => `${value}=${label}`);

export const opportunity = standardObject(
  { name: 'Opportunity', label: 'Opportunity', labelPlural: 'Opportunities', keyPrefix: '006' },
  [
    recordId('Opportunity ID'),
    isDeleted(),
    lookup('AccountId', 'Account ID', 'Account', 'Account', 'Opportunities', 'cascade'),
    checkbox('IsPrivate', 'Private'),
    text('Name', 'Name', 120, 'required', 'name'),
    longText('Description', 'Description', 32000),
    picklist(
      'StageName',
      'Stage',
      stages.map((stage) => stage.name),
      'required',
    ),
    currency('Amount', 'Amount', 18, 2),
    percent('Probability', 'Probability (%)', 3, 0),
    currency('ExpectedRevenue', 'Expected Amount', 18, 2, 'readOnly'),
    decimal('TotalOpportunityQuantity', 'Quantity', 18, 2),
    date('CloseDate', 'Close Date', 'required'),
    picklist('Type', 'Opportunity Type', ['Existing Business', 'New Business']),
    text('NextStep', 'Next Step', 255),
    picklist('LeadSource', 'Lead Source', leadSources),
    checkbox('IsClosed', 'Closed', 'readOnly'),
    checkbox('IsWon', 'Won', 'readOnly'),
    restrictedPicklist('ForecastCategory', 'Forecast Category', categoryValues, 'readOnly', 'required'),
    picklist('ForecastCategoryName', 'Forecast Category', categoryNames),
    checkbox('HasOpportunityLineItem', 'Has Line Item', 'readOnly'),
    owner(),
    ...audit('auditSettable'),
    date('LastActivityDate', 'Last Activity', 'readOnly'),
    integer('PushCount', 'Push Count', 9, 'readOnly'),
    dateTime('LastStageChangeDate', 'Last Stage Change Date', 'readOnly'),
    integer('FiscalQuarter', 'Fiscal Quarter', 9, 'readOnly'),
    integer('FiscalYear', 'Fiscal Year', 9, 'readOnly'),
    text('Fiscal', 'Fiscal Period', 6, 'readOnly'),
    ...viewed(),
  ],
);

export const opportunityStage = standardObject(
  { name: 'OpportunityStage', label: 'Opportunity Stage', labelPlural: 'Opportunity Stage', keyPrefix: '01J' },
  [
    recordId('Opportunity Stage ID'),
    text('MasterLabel', 'Master Label', 255, 'readOnly', 'name'),
    text('ApiName', 'Api Name', 255, 'readOnly', 'required'),
    checkbox('IsActive', 'Is Active', 'readOnly'),
    integer('SortOrder', 'Sort Order', 9, 'readOnly'),
    checkbox('IsClosed', 'Closed', 'readOnly'),
    checkbox('IsWon', 'Won', 'readOnly'),
    restrictedPicklist('ForecastCategory', 'Forecast Category', categoryValues, 'readOnly', 'required'),
    picklist('ForecastCategoryName', 'Forecast Category Name', categoryNames, 'readOnly', 'required'),
    percent('DefaultProbability', 'Probability (%)', 3, 0, 'readOnly'),
    text('Description', 'Description', 255, 'readOnly'),
    ...audit(),
  ],
  { createable: false, updateable: false, deletable: false },
);
