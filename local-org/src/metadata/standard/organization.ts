// Object Reference, Organization: developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_organization.htm
import {
  address,
  audit,
  checkbox,
  dateTime,
  email,
  integer,
  phone,
  recordId,
  restrictedPicklist,
  standardObject,
  text,
} from './define.ts';
import { languages, locales, timeZones } from './values.ts';

const accessLevels = ['None=Private', 'Read=Read Only', 'Edit=Read/Write'];
const transferable = [...accessLevels, 'ReadEditTransfer=Read/Write/Transfer'];

const calendarAccessLevels = [
  'HideDetails=Hide Details',
  'HideDetailsInsert=Hide Details and Add Events',
  'ShowDetails=Show Details',
  'ShowDetailsInsert=Show Details and Add Events',
  'AllowEdits=Full Access',
];

export const organization = standardObject(
  { name: 'Organization', label: 'Organization', labelPlural: 'Organizations', keyPrefix: '00D' },
  [
    recordId('Organization ID'),
    text('Name', 'Name', 80, 'updateOnly', 'required', 'name'),
    text('Division', 'Division', 80, 'updateOnly'),
    ...address('', '').map((field) => ({
      ...field,
      createable: false,
      updateable: field.updateable && field.name !== 'Country',
    })),
    phone('Phone', 'Phone', 'updateOnly'),
    phone('Fax', 'Fax', 'updateOnly'),
    text('PrimaryContact', 'Primary Contact', 80, 'updateOnly'),
    restrictedPicklist('DefaultLocaleSidKey', 'Locale', locales, 'updateOnly', 'required'),
    restrictedPicklist('TimeZoneSidKey', 'Time Zone', timeZones, 'updateOnly', 'required'),
    restrictedPicklist('LanguageLocaleKey', 'Language', languages, 'updateOnly', 'required'),
    checkbox('ReceivesInfoEmails', 'Info Emails', 'updateOnly'),
    checkbox('ReceivesAdminInfoEmails', 'Info Emails Admin', 'updateOnly'),
    integer('FiscalYearStartMonth', 'Fiscal Year Starts In', 9, 'readOnly'),
    checkbox('UsesStartDateAsFiscalYearName', 'Fiscal Year Name by Start', 'readOnly'),
    restrictedPicklist('DefaultAccountAccess', 'Default Account Access', accessLevels, 'readOnly'),
    restrictedPicklist(
      'DefaultContactAccess',
      'Default Contact Access',
      [...accessLevels, 'ControlledByParent=Controlled By Parent'],
      'readOnly',
    ),
    restrictedPicklist('DefaultOpportunityAccess', 'Default Opportunity Access', accessLevels, 'readOnly'),
    restrictedPicklist('DefaultLeadAccess', 'Default Lead Access', transferable, 'readOnly'),
    restrictedPicklist('DefaultCaseAccess', 'Default Case Access', transferable, 'readOnly'),
    restrictedPicklist('DefaultCalendarAccess', 'Default Calendar Access', calendarAccessLevels, 'readOnly'),
    email('ComplianceBccEmail', 'Compliance BCC Email', 80, 'readOnly'),
    text('SignupCountryIsoCode', 'Signup Country', 2, 'readOnly'),
    dateTime('TrialExpirationDate', 'Trial Expiration Date', 'readOnly'),
    restrictedPicklist(
      'OrganizationType',
      'Edition',
      [
        'Team Edition',
        'Professional Edition',
        'Enterprise Edition',
        'Developer Edition',
        'Personal Edition',
        'Unlimited Edition',
        'Contact Manager Edition',
        'Base Edition',
      ],
      'readOnly',
    ),
    text('NamespacePrefix', 'Namespace Prefix', 15, 'readOnly'),
    text('InstanceName', 'Instance Name', 40, 'readOnly'),
    checkbox('IsSandbox', 'Is Sandbox', 'readOnly'),
    text('WebToCaseDefaultOrigin', 'Web to Cases Default Origin', 40, 'updateOnly'),
    integer('MonthlyPageViewsUsed', 'Monthly Page Views Used', 9, 'readOnly'),
    integer('MonthlyPageViewsEntitlement', 'Monthly Page Views Allowed', 9, 'readOnly'),
    checkbox('IsReadOnly', 'Is Read Only', 'readOnly'),
    ...audit(),
  ],
  { createable: false, deletable: false },
);
