import { recordsChanged, request } from 'org/client';
import { RecordWire } from 'org/wire';

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
export class getRecord extends RecordWire<GetRecordConfig, WireResult> {
  protected empty(): WireResult {
    return { data: undefined, error: undefined };
  }

  protected keyOf({ recordId, fields, optionalFields }: GetRecordConfig): string | undefined {
    const query = new URLSearchParams();
    for (const [name, asked] of Object.entries({ fields: namesOf(fields), optionalFields: namesOf(optionalFields) }))
      if (asked.length > 0) query.set(name, asked.join());
    return recordId && query.size > 0 ? `${RECORDS}/${recordId}?${query.toString()}` : undefined;
  }

  protected async ask(config: GetRecordConfig): Promise<WireResult> {
    try {
      const data = await request<RecordRepresentation>('GET', this.keyOf(config) ?? '');
      return { data, error: undefined };
    } catch (error) {
      return { data: undefined, error };
    }
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

interface RecordInput {
  fields: Record<string, unknown>;
  allowSaveOnDuplicate?: boolean;
}

/** @param recordInput `{ apiName, fields }` */
export async function createRecord(recordInput: RecordInput & { apiName: string }): Promise<RecordRepresentation> {
  const record = await request<RecordRepresentation>('POST', RECORDS, recordInput);
  recordsChanged();
  return record;
}

/**
 * @param recordInput `{ fields: { Id, … } }`
 * @param clientOptions `ifUnmodifiedSince`, the record's LastModifiedDate: where it has changed since, status 412
 */
export async function updateRecord(
  recordInput: RecordInput,
  { ifUnmodifiedSince }: { ifUnmodifiedSince?: string } = {},
): Promise<RecordRepresentation> {
  const { Id, ...fields } = recordInput.fields;
  if (typeof Id !== 'string') throw new TypeError('updateRecord needs fields.Id.');
  const headers: Record<string, string> =
    ifUnmodifiedSince === undefined ? {} : { 'if-unmodified-since': ifUnmodifiedSince };
  const record = await request<RecordRepresentation>('PATCH', `${RECORDS}/${Id}`, { ...recordInput, fields }, headers);
  recordsChanged();
  return record;
}

export async function deleteRecord(recordId: string): Promise<void> {
  await request('DELETE', `${RECORDS}/${recordId}`);
  recordsChanged();
}

/** Says that records were changed behind the pages' back. */
export function notifyRecordUpdateAvailable(records: { recordId: string }[]): Promise<void> {
  if (records.length > 0) recordsChanged();
  return Promise.resolve();
}
