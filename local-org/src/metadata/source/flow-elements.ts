import { parseLogic } from '../../flow/logic.ts';
import type {
  Decision,
  FieldValue,
  FlowElement,
  NamedValue,
  OutputTo,
  RecordFilter,
  ServiceAction,
} from '../../flow/model.ts';
import { readConditions, readValue } from './flow-values.ts';
import type { Element } from './xml.ts';
import { MetadataError, children, flag, onlyKnown, requiredText, text, texts } from './xml.ts';

interface Source {
  file: string;
  name: string;
  xml: Element;
}

const common = ['name', 'label', 'description', 'locationX', 'locationY', 'elementSubtype', 'connector'];

/** The Flow elements that run here, by their tag: what may stand in each, and how it is read. */
const kinds: Record<string, { tags: string[]; read: (source: Source) => FlowElement }> = {
  actionCalls: {
    tags: [
      'actionName', 'actionType', 'faultConnector', 'flowTransactionModel', 'inputParameters', 'nameSegment',
      'outputParameters', 'storeOutputAutomatically', 'versionString', 'versionSegment',
    ], // prettier-ignore
    read: readAction,
  },
  assignments: { tags: ['assignmentItems'], read: readAssignment },
  decisions: { tags: ['defaultConnector', 'defaultConnectorLabel', 'rules'], read: readDecision },
  loops: {
    tags: [
      'assignNextValueToReference',
      'collectionReference',
      'iterationOrder',
      'nextValueConnector',
      'noMoreValuesConnector',
    ],
    read: readLoop,
  },
  recordLookups: {
    tags: [
      'assignNullValuesIfNoRecordsFound', 'faultConnector', 'filterLogic', 'filters', 'getFirstRecordOnly', 'limit',
      'object', 'outputAssignments', 'outputReference', 'queriedFields', 'sortField', 'sortOrder',
      'storeOutputAutomatically',
    ], // prettier-ignore
    read: readLookup,
  },
  recordCreates: {
    tags: [
      'assignRecordIdToReference',
      'faultConnector',
      'inputAssignments',
      'inputReference',
      'object',
      'storeOutputAutomatically',
    ],
    read: readCreate,
  },
  recordUpdates: {
    tags: ['faultConnector', 'filterLogic', 'filters', 'inputAssignments', 'inputReference', 'object'],
    read: readUpdate,
  },
  recordDeletes: {
    tags: ['faultConnector', 'filterLogic', 'filters', 'inputReference', 'object'],
    read: readDelete,
  },
  subflows: {
    tags: ['flowName', 'inputAssignments', 'outputAssignments', 'storeOutputAutomatically'],
    read: readSubflow,
  },
};

export const elementTags = Object.keys(kinds);

export function readElements(file: string, flow: Element): FlowElement[] {
  return elementTags.flatMap((tag) =>
    children(flow, tag).map((xml) => {
      const { tags, read } = kinds[tag]!;
      const name = requiredText(file, xml, 'name');
      onlyKnown(file, `${tag} ${name}`, xml, [...common, ...tags]);
      return read({ file, name, xml });
    }),
  );
}

function target({ file, name, xml }: Source, tag = 'connector'): string | null {
  const [connector] = children(xml, tag);
  if (!connector) return null;
  onlyKnown(file, `${name}.${tag}`, connector, ['targetReference', 'isGoTo']);
  return requiredText(file, connector, 'targetReference');
}

const node = (source: Source) => ({ name: source.name, next: target(source) });
const faulty = (source: Source) => ({ ...node(source), fault: target(source, 'faultConnector') });

function namedValues({ file, name, xml }: Source, tag: string): NamedValue[] {
  return children(xml, tag).map((entry) => {
    onlyKnown(file, `${name}.${tag}`, entry, ['name', 'value']);
    return { name: requiredText(file, entry, 'name'), value: readValue(file, name, entry) };
  });
}

function outputsTo({ file, name, xml }: Source, tag: string, key: 'name' | 'field'): OutputTo[] {
  return children(xml, tag).map((entry) => {
    onlyKnown(file, `${name}.${tag}`, entry, ['assignToReference', key]);
    return { name: requiredText(file, entry, key), reference: requiredText(file, entry, 'assignToReference') };
  });
}

function fieldValues({ file, name, xml }: Source): FieldValue[] {
  return children(xml, 'inputAssignments').map((entry) => {
    onlyKnown(file, `${name}.inputAssignments`, entry, ['field', 'value']);
    return { field: requiredText(file, entry, 'field'), value: readValue(file, name, entry) };
  });
}

const filterOperators = [
  'EqualTo', 'NotEqualTo', 'GreaterThan', 'LessThan', 'GreaterThanOrEqualTo', 'LessThanOrEqualTo', 'StartsWith',
  'EndsWith', 'Contains', 'IsNull', 'In', 'NotIn',
]; // prettier-ignore

/** The object of an element, and which of its records. */
export function recordFilter({ file, name, xml }: Source): RecordFilter {
  const filters = children(xml, 'filters').map((entry) => {
    onlyKnown(file, `${name}.filters`, entry, ['field', 'operator', 'value']);
    const operator = requiredText(file, entry, 'operator');
    if (!filterOperators.includes(operator))
      throw new MetadataError(file, `the local org does not implement the operator ${operator} of ${name}`);
    return { field: requiredText(file, entry, 'field'), operator, value: readValue(file, name, entry) };
  });
  const logic = filters.length === 0 ? null : (text(xml, 'filterLogic') ?? 'and');
  if (logic !== null) checkedLogic(file, name, logic, filters.length);
  return { object: requiredText(file, xml, 'object'), logic, filters };
}

function checkedLogic(file: string, name: string, logic: string, count: number): string {
  try {
    parseLogic(logic, count);
  } catch (error) {
    throw new MetadataError(file, `${name}: ${(error as Error).message}`);
  }
  return logic;
}

const operators = [
  'Assign', 'Add', 'Subtract', 'AddItem', 'AddAtStart', 'AssignCount', 'RemoveAll', 'RemoveFirst', 'RemoveAfterFirst',
  'RemoveBeforeFirst', 'RemovePosition', 'RemoveUncommon',
]; // prettier-ignore

function readAssignment(source: Source): FlowElement {
  const { file, name, xml } = source;
  const items = children(xml, 'assignmentItems').map((entry) => {
    onlyKnown(file, `${name}.assignmentItems`, entry, ['assignToReference', 'operator', 'value']);
    const operator = requiredText(file, entry, 'operator');
    if (!operators.includes(operator))
      throw new MetadataError(file, `the local org does not implement the assignment operator ${operator} of ${name}`);
    return { to: requiredText(file, entry, 'assignToReference'), operator, value: readValue(file, name, entry) };
  });
  return { ...node(source), kind: 'assignment', items };
}

function readDecision(source: Source): Decision {
  const { file, name, xml } = source;
  const rules = children(xml, 'rules').map((entry) => {
    onlyKnown(file, `${name}.rules`, entry, [
      'name', 'label', 'description', 'conditionLogic', 'conditions', 'connector', 'doesRequireRecordChangedToMeetCriteria',
    ]); // prettier-ignore
    const rule = requiredText(file, entry, 'name');
    if (flag(entry, 'doesRequireRecordChangedToMeetCriteria'))
      throw new MetadataError(file, `the local org does not implement conditions on changed records: ${rule}`);
    const conditions = readConditions(file, rule, entry);
    const logic = checkedLogic(file, rule, text(entry, 'conditionLogic') ?? 'and', conditions.length);
    return { name: rule, logic, conditions, next: target({ file, name: rule, xml: entry }) };
  });
  return { name, kind: 'decision', rules, next: target(source, 'defaultConnector') };
}

function readLoop(source: Source): FlowElement {
  const { file, name, xml } = source;
  return {
    name,
    kind: 'loop',
    collection: requiredText(file, xml, 'collectionReference'),
    isDescending: text(xml, 'iterationOrder') === 'Desc',
    into: text(xml, 'assignNextValueToReference'),
    body: target(source, 'nextValueConnector'),
    next: target(source, 'noMoreValuesConnector'),
  };
}

function readLookup(source: Source): FlowElement {
  const { xml } = source;
  return {
    ...faulty(source),
    kind: 'lookup',
    from: recordFilter(source),
    isFirstOnly: flag(xml, 'getFirstRecordOnly') || children(xml, 'outputAssignments').length > 0,
    limit: readValue(source.file, source.name, xml, 'limit'),
    sortField: text(xml, 'sortField'),
    isDescending: text(xml, 'sortOrder') === 'Desc',
    fields: texts(xml, 'queriedFields'),
    isStored: flag(xml, 'storeOutputAutomatically'),
    into: text(xml, 'outputReference'),
    outputs: outputsTo(source, 'outputAssignments', 'field'),
    nullsWhereNone: flag(xml, 'assignNullValuesIfNoRecordsFound'),
  };
}

function readCreate(source: Source): FlowElement {
  const { file, name, xml } = source;
  const records = text(xml, 'inputReference');
  const object = text(xml, 'object');
  if ((records === null) === (object === null))
    throw new MetadataError(file, `${name} needs either inputReference or object`);
  return {
    ...faulty(source),
    kind: 'create',
    records,
    object,
    values: fieldValues(source),
    idInto: text(xml, 'assignRecordIdToReference'),
    isStored: flag(xml, 'storeOutputAutomatically'),
  };
}

/** Records at hand, or those that a filter finds: never both. */
function recordsOrFilter(source: Source): { records: string | null; from: RecordFilter | null } {
  const records = text(source.xml, 'inputReference');
  if (records !== null) return { records, from: null };
  const from = recordFilter(source);
  if (from.filters.length === 0)
    throw new MetadataError(source.file, `${source.name} has no filters: it would reach every ${from.object}`);
  return { records, from };
}

function readUpdate(source: Source): FlowElement {
  return { ...faulty(source), kind: 'update', ...recordsOrFilter(source), values: fieldValues(source) };
}

function readDelete(source: Source): FlowElement {
  return { ...faulty(source), kind: 'delete', ...recordsOrFilter(source) };
}

function readSubflow(source: Source): FlowElement {
  return {
    ...node(source),
    kind: 'subflow',
    flow: requiredText(source.file, source.xml, 'flowName'),
    inputs: namedValues(source, 'inputAssignments'),
    outputs: outputsTo(source, 'outputAssignments', 'name'),
    isStored: flag(source.xml, 'storeOutputAutomatically'),
  };
}

function readAction(source: Source): ServiceAction {
  const { file, name, xml } = source;
  const type = requiredText(file, xml, 'actionType');
  if (type !== 'externalService')
    throw new MetadataError(file, `the local org does not implement actions of the type ${type}: ${name}`);
  const action = requiredText(file, xml, 'actionName');
  const [service, operation, ...rest] = action.split('.');
  if (!service || !operation || rest.length > 0)
    throw new MetadataError(file, `${name}: the action must be <registration>.<operation>, not ${action}`);
  if (text(xml, 'flowTransactionModel') === 'NewTransaction')
    throw new MetadataError(file, `the local org does not implement the transaction model NewTransaction of ${name}`);
  return {
    ...faulty(source),
    kind: 'action',
    service,
    operation,
    inputs: namedValues(source, 'inputParameters'),
    outputs: outputsTo(source, 'outputParameters', 'name'),
    isStored: flag(xml, 'storeOutputAutomatically'),
  };
}
