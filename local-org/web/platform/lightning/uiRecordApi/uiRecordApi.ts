import { onRecordsChanged, recordsChanged, request } from 'org/client';

const RECORDS = '/services/data/v67.0/ui-api/records';

interface FieldReference {
  fieldApiName: string;
  objectApiName: string;
}
type Field = string | FieldReference;
interface FieldValue {
  displayValue: string | null;
  value: unknown;
}
interface RecordRepresentation {
  apiName: string;
  id: string;
  fields: Record<string, FieldValue | undefined>;
}
interface GetRecordConfig {
  recordId?: string;
  fields?: Field | Field[];
  optionalFields?: Field | Field[];
}
interface WireResult {
  data: RecordRepresentation | undefined;
  error: unknown;
}

const nameOf = (field: Field) => (typeof field === 'string' ? field : `${field.objectApiName}.${field.fieldApiName}`);
const namesOf = (fields: Field | Field[] | undefined) => [fields ?? []].flat().map(nameOf);

/** Wire adapter: `@wire(getRecord, { recordId: '$recordId', fields })` gives `{ data, error }`. */
export class getRecord {
  private readonly emit: (result: WireResult) => void;
  private config: GetRecordConfig = {};
  private sent = 0;
  private connected = false;
  private stopListening: (() => void) | undefined;

  constructor(emit: (result: WireResult) => void) {
    this.emit = emit;
    this.emit({ data: undefined, error: undefined });
  }

  connect(): void {
    this.connected = true;
    this.stopListening = onRecordsChanged(() => {
      void this.fetch();
    });
    void this.fetch();
  }

  disconnect(): void {
    this.connected = false;
    this.stopListening?.();
  }

  update(config: GetRecordConfig): void {
    this.config = config;
    if (this.connected) void this.fetch();
  }

  private async fetch(): Promise<void> {
    const { recordId } = this.config;
    const fields = namesOf(this.config.fields);
    const optionalFields = namesOf(this.config.optionalFields);
    if (!recordId || fields.length + optionalFields.length === 0) return;
    const query = new URLSearchParams();
    if (fields.length > 0) query.set('fields', fields.join());
    if (optionalFields.length > 0) query.set('optionalFields', optionalFields.join());
    this.sent += 1;
    const turn = this.sent;
    let result: WireResult;
    try {
      const data = await request<RecordRepresentation>('GET', `${RECORDS}/${recordId}?${query.toString()}`);
      result = { data, error: undefined };
    } catch (error) {
      result = { data: undefined, error };
    }
    if (turn === this.sent && this.connected) this.emit(result);
  }
}

function fieldOf(record: RecordRepresentation | undefined, field: Field): FieldValue | undefined {
  const [, ...path] = nameOf(field).split('.');
  let current = record;
  let found: FieldValue | undefined;
  for (const step of path) {
    found = current?.fields[step];
    current = found?.value as RecordRepresentation | undefined;
  }
  return found;
}

/** Undefined where the record was read without the field; null where it is empty. */
export function getFieldValue(record: RecordRepresentation | undefined, field: Field): unknown {
  return fieldOf(record, field)?.value;
}

export function getFieldDisplayValue(
  record: RecordRepresentation | undefined,
  field: Field,
): string | null | undefined {
  return fieldOf(record, field)?.displayValue;
}

/** @param recordInput `{ fields: { Id, … } }` */
export async function updateRecord(recordInput: { fields: Record<string, unknown> }): Promise<RecordRepresentation> {
  const { Id, ...fields } = recordInput.fields;
  if (typeof Id !== 'string') throw new TypeError('updateRecord needs fields.Id.');
  const record = await request<RecordRepresentation>('PATCH', `${RECORDS}/${Id}`, { fields });
  recordsChanged();
  return record;
}

/** Says that records were changed behind the pages' back. */
export function notifyRecordUpdateAvailable(records: { recordId: string }[]): Promise<void> {
  if (records.length > 0) recordsChanged();
  return Promise.resolve();
}
