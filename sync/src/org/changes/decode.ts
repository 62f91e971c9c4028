/**
 * A change event as the service reads it. Bitmaps name the changed fields by their place in the Avro schema:
 * https://developer.salesforce.com/docs/platform/pub-sub-api/guide/event-deserialization-considerations.html
 */
import avro from 'avsc';
import { toId18 } from '../../match/ids.ts';
import type { OrgChange } from '../types.ts';

interface Header {
  entityName: string;
  recordIds: string[];
  changeType: string;
  changeOrigin: string;
  commitTimestamp: number;
  commitUser: string;
  changedFields: string[];
}

export interface DecodedEvent {
  /** The record changed, and the event does not say how: https://developer.salesforce.com/docs/atlas.en-us.change_data_capture.meta/change_data_capture/cdc_other_events_gap.htm */
  isGap: boolean;
  /** Absent for an object that the service does not follow. */
  change?: OrgChange;
}

type EventType = avro.types.RecordType;

/** Epoch times and counters are beyond 32 bits and within what a number holds. */
export function eventType(schemaJson: string): EventType {
  return avro.Type.forSchema(JSON.parse(schemaJson) as avro.Schema, { wrapUnions: false }) as EventType;
}

const FOLLOWED = ['Opportunity', 'OpportunityContactRole', 'Contact', 'Lead'] as const;
const KINDS: Record<string, OrgChange['kind']> = {
  CREATE: 'create',
  UPDATE: 'update',
  DELETE: 'delete',
  UNDELETE: 'undelete',
};

/** Names of the fields whose bits are set; parts of a compound field as `Name.LastName`. */
export function fieldsOfBitmaps(type: EventType, bitmaps: string[]): string[] {
  return bitmaps.flatMap((bitmap) => {
    const [position, nested] = bitmap.includes('-') ? bitmap.split('-') : [undefined, bitmap];
    const parent = position === undefined ? undefined : type.fields[Number(position)];
    const fields = parent ? partsOf(parent.type) : type.fields;
    const bits = BigInt(nested ?? '0x0');
    return fields.flatMap(({ name }, at) => {
      if (((bits >> BigInt(at)) & 1n) === 0n) return [];
      return [parent ? `${parent.name}.${name}` : name];
    });
  });
}

/** The record among the branches of a union. */
function partsOf(type: avro.Type): avro.types.Field[] {
  const branches = 'types' in type ? (type as avro.types.UnwrappedUnionType).types : [type];
  return branches.flatMap((branch) => ('fields' in branch ? (branch as EventType).fields : []));
}

export function decodeEvent(type: EventType, payload: Buffer): DecodedEvent {
  const event = type.fromBuffer(payload) as Record<string, unknown> & { ChangeEventHeader: Header };
  const { ChangeEventHeader: header, ...body } = event;
  if (header.changeType.startsWith('GAP_')) return { isGap: true };
  const object = FOLLOWED.find((each) => each === header.entityName);
  const kind = KINDS[header.changeType];
  if (!object || !kind) return { isGap: false };
  const changed = new Set(fieldsOfBitmaps(type, header.changedFields));
  // a creation tells every field, and a change those that changed, null among them
  const told = (field: string, value: unknown) => (kind === 'update' ? changed.has(field) : value !== null);
  return {
    isGap: false,
    change: {
      object,
      ids: header.recordIds.map(toId18),
      kind,
      at: new Date(header.commitTimestamp).toISOString(),
      by: toId18(header.commitUser),
      values: Object.fromEntries(
        Object.entries(body).flatMap(([field, value]) => (told(field, value) ? [[field, dated(field, value)]] : [])),
      ),
    },
  };
}

/** Dates come as epoch milliseconds; only the one that matching goes by is put back. */
function dated(field: string, value: unknown): unknown {
  return field === 'CloseDate' && typeof value === 'number' ? new Date(value).toISOString().slice(0, 10) : value;
}
