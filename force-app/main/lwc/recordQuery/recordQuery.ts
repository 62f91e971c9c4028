import DOMAIN_FIELD from '@salesforce/schema/Account.Website_Domain__c';
import WEBSITE_FIELD from '@salesforce/schema/Account.Website';
import { to18 } from 'c/conversationModel';
import { readOf, sinceRecent, takingPart } from 'c/listModel';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { domainOf } from './domain';
import { RECORD_QUERY } from './query';

export { domainOf } from './domain';
export { RECORD_QUERY } from './query';

/** What an account's domain is read from: its leads are found by it, so it has to be known first. */
export const DOMAIN_FIELDS = [DOMAIN_FIELD, WEBSITE_FIELD];

/** The domain as soon as it is known, empty where there is none; undefined as long as nothing was answered. */
export function domainIn({ data, error }: { data?: RecordRepresentation; error?: unknown }): string | undefined {
  if (!data && !error) return undefined;
  const domains = DOMAIN_FIELDS.map(({ fieldApiName }) => domainOf(data?.fields[fieldApiName]?.value as string | null));
  return domains.find(Boolean) ?? '';
}

/** What to ask instead where the viewer's rights don't reach; undefined where it was refused for another reason. */
export async function plainFor(asked: object, errors: readonly { message: string }[]): Promise<object | undefined> {
  if (asked !== RECORD_QUERY) return undefined;
  try {
    return (await import('c/recordPlain')).plainFor(errors);
  } catch {
    return undefined;
  }
}

interface Asking {
  recordId?: string;
  objectApiName?: string;
  /** Of an account, once it is known. */
  domain?: string;
  /** Rows that a list shows. */
  rows?: number;
}
export interface RecordVariables {
  scope: object;
  [name: string]: unknown;
}
const NONE = { Id: { eq: null } };
const SEEN = { Visitor_Last_Seen__c: { ne: null } };
/** As many as a list shows by default: with up to these, every card of the page asks the same. */
const ROWS = 5;

/** Undefined as long as they aren't known whole. */
export function recordVariables({ recordId, objectApiName, domain, rows = ROWS }: Asking): RecordVariables | undefined {
  const isAccount = objectApiName === 'Account';
  if (!recordId || !objectApiName || (isAccount && domain === undefined)) return undefined;
  const id = to18(recordId);
  const own = { Id: { eq: id } };
  /** The lookup of that object on a conversation and on a participant, in one name. */
  const linked = { [`${objectApiName}__c`]: { eq: id } };
  const scope = isAccount ? linked : takingPart(linked);
  const notTakingPart = { Id: { ninq: { Conversation_Participant__c: linked, ApiName: 'Conversation__c' } } };
  const byDomain = { and: [{ Email: { like: `%@${domain}` } }, { IsConverted: { eq: false } }, SEEN] };
  return {
    scope,
    recent: sinceRecent(scope),
    also: isAccount ? NONE : { and: [linked, notTakingPart] },
    rows: readOf(Math.max(ROWS, rows)),
    theirs: isAccount ? { and: [{ Side__c: { eq: 'Theirs' } }, { Conversation__r: scope }] } : NONE,
    chats: { and: [{ Kind__c: { eq: 'Chat' } }, linked] },
    id,
    contacts: isAccount ? { and: [{ AccountId: { eq: id } }, SEEN] } : own,
    leads: domain ? byDomain : own,
  };
}
