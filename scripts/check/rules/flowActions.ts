import type { Report } from '../finding.ts';
import { flowModel, type FlowModel, type FlowNode } from '../flowModel.ts';
import { documentOf, flowActions as actionsOf, type FlowAction } from '../openApi.ts';
import type { Rule } from '../rule.ts';
import type { PackageSource } from '../source.ts';
import { childrenOf, descendantsOf, isTrue, textOf, type XmlElement } from '../xml.ts';

const DATA_TYPES: Record<string, string> = {
  string: 'String',
  boolean: 'Boolean',
  integer: 'Number',
  number: 'Number',
};

/** Every call of an External Service names an operation of its registration, gives what that takes and reads what it answers. */
export const flowActions: Rule = {
  name: 'flow-action',
  check({ source }, report) {
    for (const file of source.of('Flow')) {
      const flow = flowModel(file);
      for (const node of flow.nodes.values())
        if (textOf(node.element, 'actionType') === 'externalService') action(node, flow, source, report);
    }
  },
};

function action(node: FlowNode, flow: FlowModel, source: PackageSource, report: Report): void {
  const { element, name } = node;
  const { file, root } = flow.file;
  const actionName = textOf(element, 'actionName') ?? '';
  const found = operation(actionName, source);
  if (!found) return report(file, element.line, `There is no operation ${actionName} in a registration`);
  if (textOf(element, 'nameSegment') !== actionName) report(file, element.line, `nameSegment is not ${actionName}`);
  if (!isTrue(element, 'storeOutputAutomatically'))
    report(file, element.line, `${name} does not store its output automatically: the answer would need a type of Apex`);
  inputs(element, found, flow, report);
  for (const reference of ['elementReference', 'leftValueReference'].flatMap((each) => descendantsOf(root, each))) {
    const [head, status = '', property = ''] = reference.text.split('.');
    if (head !== name || !status || status === 'responseCode') continue;
    const outputs = found.outputs.get(status);
    if (!outputs) report(file, reference.line, `${actionName} has no answer ${status}`);
    else if (property && !outputs.has(property))
      report(file, reference.line, `The answer ${status} of ${actionName} has no ${property}`);
  }
}

function operation(actionName: string, source: PackageSource): FlowAction | undefined {
  const [registration, id] = actionName.split('.');
  const file = source.of('ExternalServiceRegistration').find((each) => each.name === registration);
  try {
    return file && actionsOf(documentOf(file)).find((each) => each.id === id);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function inputs(element: XmlElement, { id, inputs: taken }: FlowAction, flow: FlowModel, report: Report): void {
  const { file } = flow.file;
  const given = new Set<string>();
  for (const parameter of childrenOf(element, 'inputParameters')) {
    const name = textOf(parameter, 'name') ?? '';
    given.add(name);
    const wanted = taken.get(name);
    if (!wanted) {
      report(file, parameter.line, `${id} takes no ${name}`);
      continue;
    }
    const [reference] = descendantsOf(parameter, 'elementReference');
    const resource = reference && flow.resources.get(reference.text);
    const type = resource && textOf(resource, 'dataType');
    if (type && type !== DATA_TYPES[wanted.type])
      report(file, parameter.line, `${name} of ${id} is ${DATA_TYPES[wanted.type] ?? wanted.type}, not ${type}`);
  }
  for (const [name, { required }] of taken)
    if (required && !given.has(name)) report(file, element.line, `${id} needs ${name}`);
}
