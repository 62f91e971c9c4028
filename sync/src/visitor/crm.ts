/** What the org says of a visitor's company, person and deal: for the notification, and for whoever asks. */
import { byText } from '../match/ids.ts';

export interface Owner {
  id: string;
  name: string | null;
}
export interface CrmAccount {
  id: string;
  name: string;
  website: string | null;
  /** Contacts of the account that the integration user sees. */
  contacts: number | null;
  owner: Owner;
  type: string | null;
}
export interface CrmPerson {
  object: 'Contact' | 'Lead';
  id: string;
  name: string;
  email: string | null;
  owner: Owner;
}
export interface CrmDeal {
  id: string;
  name: string;
  amount: number | null;
  /** ISO 4217, in orgs with several currencies. */
  currency: string | null;
  /** A date. */
  closeDate: string;
  stage: string;
  /** A date. */
  lastActivity: string | null;
  owner: Owner;
  isClosed: boolean;
  isWon: boolean;
}

export interface Crm {
  account: CrmAccount | null;
  person: CrmPerson | null;
  /** The open deal that closes first, else the one that closed last. */
  opportunity: CrmDeal | null;
  /** Stages of the account's open deals. */
  openStages: string[];
  /** Null where no account is known. */
  isCustomer: boolean | null;
}

/** Types of an account that say so themselves: "Customer", "Customer - Direct" and the like, in the org's own words. */
const CUSTOMER = /^(existing |current )?(customer|client)\b/i;

/** Who has bought: a deal that was won, or an account whose type says so. */
export function isCustomer(account: Pick<CrmAccount, 'type'> | null, deals: readonly CrmDeal[]): boolean | null {
  if (!account) return null;
  return deals.some(({ isWon }) => isWon) || CUSTOMER.test(account.type ?? '');
}

export function mainDeal(deals: readonly CrmDeal[]): CrmDeal | null {
  const by = (direction: 1 | -1) => (a: CrmDeal, b: CrmDeal) =>
    direction * byText(a.closeDate, b.closeDate) || byText(a.id, b.id);
  const open = deals.filter(({ isClosed }) => !isClosed).sort(by(1));
  return open[0] ?? deals.toSorted(by(-1))[0] ?? null;
}
