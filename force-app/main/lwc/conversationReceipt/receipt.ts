/** As the service answers `getReceipt` and `undoConversation`. */
export type Value = string | number | boolean | null;
export interface ReceiptField {
  field: string;
  before: Value;
  after: Value;
  rule: string;
  evidence?: string;
  /** What the org calls it. */
  label?: string;
}
export interface ReceiptEntry {
  object: string;
  id?: string;
  operation: 'create' | 'update' | 'upsert' | 'delete';
  fields: ReceiptField[];
  existed?: true;
  outcome: 'written' | 'planned' | 'failed' | 'skipped';
  note?: string;
  error?: { message: string };
}
export interface Receipt {
  action?: 'relink' | 'undo';
  at: string;
  outcome: 'written' | 'unchanged' | 'planned' | 'failed';
  match: { evidence: string };
  entries: ReceiptEntry[];
  remarks: string[];
  names?: Record<string, string>;
}
export interface ReceiptAnswer extends Receipt {
  /** Those before it, the newest first. */
  history: Receipt[];
}

/** What all receipts of a conversation know of its records, by Id. */
export interface Known {
  names: Record<string, string>;
  /** Moments: `Highlight`, `Comment`… */
  types: Record<string, string>;
}

/** The latest, and those before it that did something. */
export function receiptsOf({ history, ...latest }: ReceiptAnswer): Receipt[] {
  return [latest, ...history.filter(({ outcome }) => outcome !== 'unchanged')];
}

export function knownFrom(receipts: readonly Receipt[]): Known {
  const known: Known = { names: {}, types: {} };
  for (const { names, entries } of [...receipts].reverse()) {
    for (const { id, object, fields } of entries) {
      if (!id) continue;
      // a contact's title is no name
      const naming = ['Title__c', 'Subject', 'Text__c', 'Name', ...(object === 'ContentNote' ? ['Title'] : [])];
      const name = naming.map((each) => textOf(fields, each)).find(Boolean);
      const type = textOf(fields, 'Type__c');
      if (name) known.names[id] = name;
      if (type) known.types[id] = type;
    }
    Object.assign(known.names, names);
  }
  return known;
}

/** What a field was given, or had. */
export function textOf(fields: readonly ReceiptField[], name: string): string | undefined {
  const { after, before } = fields.find(({ field }) => field === name) ?? {};
  return [after, before].find((value): value is string => typeof value === 'string' && value !== '');
}

const CREATION: Readonly<Record<string, string>> = {
  Conversation__c: 'Kind__c',
  Conversation_Moment__c: 'Type__c',
  Conversation_Participant__c: 'Side__c',
  Conversation_Suggestion__c: 'Field__c',
};

/** An upsert by key makes a record where the field that every new one gets was empty. */
export function isCreation({ object, operation, fields, existed }: ReceiptEntry): boolean {
  if (existed || operation !== 'upsert') return operation === 'create';
  const telling = CREATION[object];
  if (!telling) return object === 'Task' || object === 'Event';
  return fields.some(({ field, before }) => field === telling && before === null);
}

export function isLeft({ outcome, fields }: ReceiptEntry): boolean {
  return outcome === 'skipped' || fields.some(({ rule }) => rule === 'left');
}

/** How much a dry run of an undo would take back, and how many records would stay, wholly or in part. */
export function countsOf({ entries }: Receipt): { fields: number; records: number; left: number } {
  const taken = entries
    .filter(({ outcome }) => outcome !== 'skipped')
    .map(({ fields }) => fields.filter(({ rule }) => rule !== 'left').length);
  return {
    fields: taken.reduce((sum, count) => sum + count, 0),
    records: taken.filter((count) => count > 0).length,
    left: entries.filter(isLeft).length,
  };
}
