/** Picklist values that several standard objects share, as a new org has them. */

export const salutations = ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.'];

export const leadSources = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'];

export const ratings = ['Hot', 'Warm', 'Cold'];

export const industries = [
  'Agriculture',
  'Apparel',
  'Banking',
  'Biotechnology',
  'Chemicals',
  'Communications',
  'Construction',
  'Consulting',
  'Education',
  'Electronics',
  'Energy',
  'Engineering',
  'Entertainment',
  'Environmental',
  'Finance',
  'Food & Beverage',
  'Government',
  'Healthcare',
  'Hospitality',
  'Insurance',
  'Machinery',
  'Manufacturing',
  'Media',
  'Not For Profit',
  'Other',
  'Recreation',
  'Retail',
  'Shipping',
  'Technology',
  'Telecommunications',
  'Transportation',
  'Utilities',
];

export const recurrenceTypes = [
  'RecursDaily=Recurs Daily',
  'RecursEveryWeekday=Recurs Every Weekday',
  'RecursMonthly=Recurs Monthly',
  'RecursMonthlyNth=Recurs Monthly Nth',
  'RecursWeekly=Recurs Weekly',
  'RecursYearly=Recurs Yearly',
  'RecursYearlyNth=Recurs Yearly Nth',
];

export const recurrenceInstances = ['First=1st', 'Second=2nd', 'Third=3rd', 'Fourth=4th', 'Last=last'];

export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The languages and locales that this org's users may have; a real org offers more. */
export const languages = [
  'en_US=English',
  'fr=French',
  'de=German',
  'es=Spanish',
  'it=Italian',
  'sv=Swedish',
  'nl_NL=Dutch',
  // read from right to left; nothing is translated into them
  'ar=Arabic',
  'iw=Hebrew',
];

export const locales = [
  'en_US=English (United States)',
  'en_GB=English (United Kingdom)',
  'fr_FR=French (France)',
  'de_DE=German (Germany)',
  'es_ES=Spanish (Spain)',
  'it_IT=Italian (Italy)',
  'sv_SE=Swedish (Sweden)',
  'nl_NL=Dutch (Netherlands)',
  'ar_AE=Arabic (United Arab Emirates)',
  'iw_IL=Hebrew (Israel)',
];

/** Named by region and city; Salesforce offers most of them. */
export const timeZones = ['GMT', ...Intl.supportedValuesOf('timeZone')];
