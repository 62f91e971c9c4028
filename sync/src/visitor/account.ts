/** Which account a visitor's company is: by the domain of its website, never by a guess between several. */
import { byText } from '../match/ids.ts';
import { listInWords, quantity, quoted } from '../match/words.ts';
import { siteDomain } from './domain.ts';

/** As read: Salesforce's own field names; absent fields are not seen or not there. */
export interface AccountRow {
  Id: string;
  Name: string;
  Website?: string | null;
  Website_Domain__c?: string | null;
  OwnerId: string;
  [field: string]: unknown;
}

export interface AccountWanted {
  domain?: string | undefined;
  /** Of the contact that the visitor is. */
  ofContact?: string | undefined;
  /** That an earlier visit of the same domain made. */
  made?: string | undefined;
}

export interface AccountFound {
  row?: AccountRow;
  /** Several fit: none is taken, and none is made. */
  isOpen?: true;
  /** None fits, and one may be made. */
  isMissing?: true;
  evidence: string;
}

const hasDomain = (row: AccountRow, domain: string): boolean =>
  siteDomain(row.Website) === domain || siteDomain(row.Website_Domain__c) === domain;

export function findAccount(wanted: AccountWanted, rows: readonly AccountRow[]): AccountFound {
  const { domain, ofContact, made } = wanted;
  const own = rows.find(({ Id }) => Id === ofContact);
  const fitting = domain === undefined ? [] : rows.filter((row) => hasDomain(row, domain));
  if (own) {
    const isElsewhere = fitting.length > 0 && !fitting.includes(own);
    const besides = isElsewhere
      ? ` ${listInWords(fitting.map(({ Name }) => quoted(Name)).slice(0, 3))} has the domain ${domain}, and was not taken.`
      : '';
    return { row: own, evidence: `${quoted(own.Name)} is the account of the contact.${besides}` };
  }
  const [first] = fitting;
  if (first && fitting.length === 1)
    return { row: first, evidence: `${quoted(first.Name)} is the account with the domain ${domain}.` };
  if (fitting.length > 1) {
    const names = fitting.toSorted((a, b) => byText(a.Id, b.Id)).map(({ Name, Id }) => `${quoted(Name)} (${Id})`);
    return {
      isOpen: true,
      evidence: `${quantity(fitting.length, 'account')} have the domain ${domain}: ${listInWords(names.slice(0, 5))}. None was taken: merge them, or take the domain off all but one.`,
    };
  }
  const before = rows.find(({ Id }) => Id === made);
  if (before)
    return { row: before, evidence: `${quoted(before.Name)} was made for the domain ${domain} by an earlier visit.` };
  if (domain === undefined) return { evidence: 'No domain of a company is known.' };
  return { isMissing: true, evidence: `No account has the domain ${domain}.` };
}
