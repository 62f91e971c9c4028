import type { Report } from '../finding.ts';
import { flowModel, type FlowModel } from '../flowModel.ts';
import type { Context, Rule } from '../rule.ts';
import type { MetadataFile, PackageSource } from '../source.ts';
import { childOf, childrenOf, descendantsOf, isTrue, textOf, type XmlElement } from '../xml.ts';

/** Elements whose text is the name of something in the Flow. */
const REFERENCES =
  'elementReference leftValueReference assignToReference inputReference outputReference collectionReference'.split(' ');
/** Elements that name an object and its fields. */
const RECORD_ELEMENTS = ['start', 'recordLookups', 'recordCreates', 'recordUpdates', 'recordDeletes'];
const TEMPLATES = ['expression', 'interviewLabel', 'text', 'stringValue'];

/** Salesforce Help, "Flow Resource: Global Variables": those with a closed list of names. */
const GLOBALS: Record<string, RegExp> = {
  $Flow:
    /^(FaultMessage|CurrentDate|CurrentDateTime|CurrentRecord|InterviewGuid|InterviewStartTime|ActiveStages|CurrentStage)$/,
  $GlobalConstant: /^(True|False|EmptyString)$/,
  $System: /^OriginDateTime$/,
};
const OF_OBJECTS: Record<string, string> = { $User: 'User', $Organization: 'Organization', $Profile: 'Profile' };

/** Everything that a Flow names is there: its own parts, labels, permissions, objects, fields and other Flows. */
export const flowReferences: Rule = {
  name: 'flow-reference',
  check(context, report) {
    for (const file of context.source.of('Flow')) {
      const flow = flowModel(file);
      for (const { text, line } of references(file.root)) {
        const fault = referenceFault(text, flow, context);
        if (fault) report(file.file, line, fault);
      }
      for (const kind of RECORD_ELEMENTS)
        for (const element of childrenOf(file.root, kind)) records(element, file, context, report);
      for (const subflow of childrenOf(file.root, 'subflows')) {
        const name = textOf(subflow, 'flowName') ?? '';
        if (!context.source.reachable('Flow', name, file)) report(file.file, subflow.line, `There is no Flow ${name}`);
      }
    }
  },
};

function references(root: XmlElement): { text: string; line: number }[] {
  return [
    ...REFERENCES.flatMap((name) => descendantsOf(root, name)),
    ...TEMPLATES.flatMap((name) => descendantsOf(root, name)).flatMap(({ text, line }) =>
      [...text.matchAll(/\{!([^}]*)\}/g)].map(([, name = '']) => ({ text: name.trim(), line })),
    ),
  ];
}

/** What is wrong with a reference such as `Find_Conversation.Name` or `$Label.Flow_Admin_Only`; undefined: nothing. */
export function referenceFault(reference: string, flow: FlowModel, { source, schema }: Context): string | undefined {
  const [head = '', second = ''] = reference.split('.');
  if (!head.startsWith('$')) {
    const node = flow.nodes.get(head);
    if (!node && !flow.resources.has(head)) return `There is no ${head} in the Flow`;
    if (node?.kind !== 'recordLookups' || !second) return undefined;
    return fieldFault(textOf(node.element, 'object') ?? '', second, schema);
  }
  if (head === '$Label') {
    return labelFault(second, flow.file, source);
  }
  if (head === '$Permission')
    return source.reachable('CustomPermission', second, flow.file)
      ? undefined
      : `There is no custom permission ${second}`;
  if (head === '$Record' || head === '$Record__Prior') return recordFault(reference, flow, schema);
  if (OF_OBJECTS[head]) return fieldFault(OF_OBJECTS[head], second, schema);
  return GLOBALS[head]?.test(second) ? undefined : `Flows know no ${reference}`;
}

/** The record that a Flow runs for, its fields, and those of the records that it points to. */
function recordFault(reference: string, { file: { root } }: FlowModel, schema: Context['schema']): string | undefined {
  const start = childOf(root, 'start');
  let object = start && textOf(start, 'object');
  if (!object) return `${reference}: this Flow runs for no record`;
  const [, ...path] = reference.split('.');
  for (const [position, name] of path.entries()) {
    if (position === path.length - 1) return fieldFault(object, name, schema);
    const lookup = name.endsWith('__r') ? name.replace(/__r$/, '__c') : `${name}Id`;
    const fault = fieldFault(object, lookup, schema);
    if (fault) return fault;
    const to: string | undefined = schema.field(object, lookup)?.referenceTo[0];
    if (!to) return `${object}.${lookup} points to no record`;
    object = to;
  }
  return undefined;
}

function labelFault(name: string, { packageIndex }: MetadataFile, source: PackageSource): string | undefined {
  for (const { root, packageIndex: home } of source.of('CustomLabels')) {
    const label = childrenOf(root, 'labels').find((each) => textOf(each, 'fullName') === name);
    if (!label || home > packageIndex) continue;
    // Metadata API Developer Guide, CustomLabel: a protected one is for its own package alone
    return home < packageIndex && isTrue(label, 'protected')
      ? `The label ${name} is protected in its package`
      : undefined;
  }
  return `There is no label ${name}`;
}

function fieldFault(object: string, field: string, schema: Context['schema']): string | undefined {
  return schema.field(object, field) ? undefined : `There is no field ${object}.${field}`;
}

function records(element: XmlElement, { file, root }: MetadataFile, { schema }: Context, report: Report): void {
  const isOfRecord = textOf(element, 'inputReference') === '$Record';
  const start = childOf(root, 'start');
  const object = isOfRecord && start ? textOf(start, 'object') : textOf(element, 'object');
  // a start without one runs for no record, an element without one takes records that were made before
  if (object === undefined) return;
  if (!schema.object(object)) return report(file, element.line, `There is no object ${object}`);
  const sorted = childOf(element, 'sortField');
  const fields = [
    ...[...childrenOf(element, 'filters'), ...childrenOf(element, 'inputAssignments')].flatMap((each) =>
      childrenOf(each, 'field'),
    ),
    ...childrenOf(element, 'queriedFields'),
    ...(sorted ? [sorted] : []),
  ];
  for (const { text, line } of fields) {
    const fault = fieldFault(object, text, schema);
    if (fault) report(file, line, fault);
  }
}
