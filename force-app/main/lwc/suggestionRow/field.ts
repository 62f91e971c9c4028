/** A suggestion's field as the org describes it to the viewer. */
import type { FieldInfo, ObjectInfo } from 'lightning/uiObjectInfoApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';

const UNKNOWN: FieldInfo = {
  ...{ apiName: '', label: '', dataType: 'String', length: 255, scale: 0 },
  ...{ required: false, createable: false, updateable: false },
};

export function fieldOf(info: ObjectInfo | undefined, name: string): FieldInfo {
  return info?.fields[name] ?? UNKNOWN;
}

/** The name that its values are asked by; undefined where it is no picklist. */
export function picklistOf(info: ObjectInfo | undefined, { apiName, dataType }: FieldInfo): string | undefined {
  return info && dataType.endsWith('icklist') ? `${info.apiName}.${apiName}` : undefined;
}

export function recordTypeOf(
  record: RecordRepresentation | undefined,
  info: ObjectInfo | undefined,
): string | undefined {
  return record?.recordTypeInfo?.recordTypeId ?? info?.defaultRecordTypeId ?? undefined;
}

/** A record as it reads once a write has been answered. */
export function afterWrite(record: RecordRepresentation, written: RecordRepresentation): RecordRepresentation {
  return { ...record, ...written, fields: { ...record.fields, ...written.fields } };
}
