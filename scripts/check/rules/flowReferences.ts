import type { Report } from '../finding.ts';
import { flowModel, type FlowModel } from '../flowModel.ts';
import type { Context, Rule } from '../rule.ts';
import type { MetadataFile, PackageSource } from '../source.ts';
import { childOf, childrenOf, descendantsOf, isTrue, textOf, type XmlElement } from '../xml.ts';

/** Elements whose text is the name of something in the Flow. */
const REFERENCES =
  'elementReference leftValueReference assignToReference inputReference outputReference collectionReference'.split(' ');
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
      for (const lookup of childrenOf(file.root, 'recordLookups')) records(lookup, file.file, context, report);
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
  if (OF_OBJECTS[head]) return fieldFault(OF_OBJECTS[head], second, schema);
  return GLOBALS[head]?.test(second) ? undefined : `Flows know no ${reference}`;
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

function records(lookup: XmlElement, file: string, { schema }: Context, report: Report): void {
  const object = textOf(lookup, 'object') ?? '';
  if (!schema.object(object)) return report(file, lookup.line, `There is no object ${object}`);
  const sorted = childOf(lookup, 'sortField');
  const fields = [
    ...childrenOf(lookup, 'filters').flatMap((filter) => childrenOf(filter, 'field')),
    ...childrenOf(lookup, 'queriedFields'),
    ...(sorted ? [sorted] : []),
  ];
  for (const { text, line } of fields) {
    const fault = fieldFault(object, text, schema);
    if (fault) report(file, line, fault);
  }
}
