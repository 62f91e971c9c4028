/** The columns of a query's answer, as `/query?columns=true` tells them: what the CLI draws its tables from. */
import type { FieldSchema, FieldType } from '../metadata/types.ts';

export interface QueryColumn {
  /** A value computed over records, or a list of child records. */
  aggregate: boolean;
  apexType: string | null;
  booleanType: boolean;
  /** The key in the records. */
  columnName: string;
  custom: boolean;
  /** The function call where it is one: `avg(Amount)`. */
  displayName: string;
  foreignKeyName: string | null;
  insertable: boolean;
  /** The columns of the parent or of the children. */
  joinColumns: QueryColumn[];
  numberType: boolean;
  textType: boolean;
  updatable: boolean;
}

export interface QueryColumns {
  columnMetadata: QueryColumn[];
  entityName: string;
  groupBy: boolean;
  idSelected: boolean;
  keyPrefix: string;
}

const APEX_TYPES: Partial<Record<FieldType, string>> = {
  id: 'Id',
  reference: 'Id',
  boolean: 'Boolean',
  int: 'Integer',
  double: 'Double',
  currency: 'Double',
  percent: 'Double',
  date: 'Date',
  datetime: 'Datetime',
  time: 'Time',
  base64: 'Blob',
  address: 'Address',
};

const NONE = {
  aggregate: false,
  apexType: null,
  booleanType: false,
  custom: false,
  foreignKeyName: null,
  insertable: false,
  numberType: false,
  textType: false,
  updatable: false,
};

export function fieldColumn(columnName: string, type: FieldType, field: FieldSchema | null): QueryColumn {
  const apexType = APEX_TYPES[type] ?? 'String';
  return {
    ...NONE,
    apexType,
    booleanType: type === 'boolean',
    columnName,
    custom: field?.custom ?? false,
    displayName: columnName,
    insertable: field?.createable ?? false,
    joinColumns: [],
    numberType: isNumber(apexType),
    textType: apexType === 'String',
    updatable: field?.updateable ?? false,
  };
}

/** `call` as the query wrote it: `AVG(Amount)`. */
export function functionColumn(columnName: string, type: FieldType, call: string): QueryColumn {
  const displayName = call.replace(/^\w+/, (name) => name.toLowerCase());
  const apexType = APEX_TYPES[type];
  return { ...NONE, aggregate: true, columnName, displayName, joinColumns: [], numberType: isNumber(apexType) };
}

const isNumber = (apexType: string | undefined): boolean => apexType === 'Integer' || apexType === 'Double';

export function parentColumn(columnName: string, reference: FieldSchema | null, columns: QueryColumn[]): QueryColumn {
  const custom = reference?.custom ?? false;
  const foreignKeyName = reference?.name ?? null;
  return { ...NONE, columnName, custom, displayName: columnName, foreignKeyName, joinColumns: columns };
}

export function childrenColumn(columnName: string, columns: QueryColumn[]): QueryColumn {
  const custom = columnName.endsWith('__r');
  return { ...NONE, aggregate: true, columnName, custom, displayName: columnName, joinColumns: columns };
}
