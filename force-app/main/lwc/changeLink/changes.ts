/** What the service answers to a relink, as far as it is told here. */
export interface Receipt {
  outcome: 'written' | 'unchanged' | 'planned' | 'failed';
  match: { evidence: string; opportunityId?: string; chosen?: { before: { opportunityId?: string } } };
  entries: {
    object: string;
    id?: string;
    operation: 'create' | 'update' | 'upsert' | 'delete';
    fields: { field: string; before: unknown; after: unknown }[];
    note?: string;
    error?: { message: string };
  }[];
  remarks: string[];
  names?: Record<string, string>;
}
export type LinkField = 'deal' | 'account' | 'contact' | 'lead' | 'activity' | 'relatedTo' | 'name';
const LINKS: Readonly<Record<string, LinkField>> = {
  Opportunity__c: 'deal',
  Account__c: 'account',
  Contact__c: 'contact',
  Lead__c: 'lead',
  Activity_Id__c: 'activity',
  WhatId: 'relatedTo',
  WhoId: 'name',
};
/** Records that follow their conversation. */
const CHILD = /^Conversation_(Moment|Participant|Suggestion)__c$/;
/** Said by the link itself, or of no interest to who links. */
const BOOKKEEPING = /^(Match_\w+|Last_Synced_At)__c$/;

export interface Change {
  key: string;
  object: string;
  /** The record's name; absent where it has none yet, or the viewer knows none. */
  record?: string;
  operation: 'create' | 'update' | 'delete';
  field?: LinkField;
  before?: string;
  after?: string;
}

/**
 * The links that would change, record by record, and how many other changes follow them. What stood there before is named
 * only where the viewer sees it: `seen` holds those names.
 */
export function changesOf(
  { entries, names = {} }: Receipt,
  seen: Readonly<Record<string, string>>,
): { changes: Change[]; others: number } {
  const changes: Change[] = [];
  let others = 0;
  entries.forEach(({ object, id, operation, fields }, index) => {
    if (CHILD.test(object)) {
      others += 1;
      return;
    }
    const record = id ? names[id] : undefined;
    const whole = operation === 'create' || operation === 'delete' ? operation : undefined;
    if (whole) changes.push({ key: String(index), object, record, operation: whole });
    for (const { field, before, after } of fields) {
      const link = LINKS[field];
      if (whole || BOOKKEEPING.test(field)) continue;
      if (!link) others += 1;
      else
        changes.push({
          ...{ key: `${index}-${field}`, object, record, operation: 'update', field: link },
          ...{ before: nameOf(before, seen), after: nameOf(after, names) },
        });
    }
  });
  return { changes, others };
}

/** Undefined for no record, empty for one whose name is not known. */
function nameOf(id: unknown, names: Readonly<Record<string, string>>): string | undefined {
  return typeof id === 'string' && id !== '' ? (names[id] ?? '') : undefined;
}

/** What kept it from being written in full, in the words of the org or the service. */
export function problemsOf({ entries, outcome }: Receipt): string[] {
  const errors = entries.flatMap(({ error }) => (error ? [error.message] : []));
  const notes = outcome === 'planned' ? entries.flatMap(({ note }) => (note ? [note] : [])) : [];
  return [...new Set([...errors, ...notes])];
}
