import type { Report } from '../finding.ts';
import { flowModel, variablesOf, type FlowModel } from '../flowModel.ts';
import type { Context, Rule } from '../rule.ts';
import { EXAMPLES, type MetadataFile } from '../source.ts';
import { childOf, childrenOf, isTrue, textOf, type XmlElement } from '../xml.ts';
import { referenceFault } from './flowReferences.ts';

const VALUES: Record<string, string> = { String: 'stringValue', Number: 'numberValue', Boolean: 'booleanValue' };
/** What may follow an element whose output is given, beside the outcomes of a decision. */
const PATHS = ['connector', 'faultConnector', 'defaultConnector'];

/** Metadata API Developer Guide, "FlowTest": its Flow is there, and so is each element and input that it names. */
export const flowTests: Rule = {
  name: 'flow-test',
  check(context, report) {
    const { source } = context;
    const tested = new Set<string>();
    for (const test of source.of('FlowTest')) {
      const name = childOf(test.root, 'flowApiName');
      const flow = source.of('Flow').find((each) => each.name === name?.text);
      if (!flow) report(test.file, name?.line ?? test.root.line, `There is no Flow ${name?.text ?? ''}`);
      else points(test, flowModel(flow), context, report);
      tested.add(name?.text ?? '');
    }
    for (const { name, file, root } of source.of('Flow'))
      // examples run in the org of whoever activates them, beside tests of their own
      if (!tested.has(name) && !file.startsWith(`${EXAMPLES}/`)) report(file, root.line, `${name} has no test`);
  },
};

function points({ file, root }: MetadataFile, flow: FlowModel, context: Context, report: Report): void {
  const all = childrenOf(root, 'testPoints');
  const names = all.map((point) => textOf(point, 'elementApiName') ?? '');
  if (names[0] !== 'Start') report(file, root.line, 'The first test point is Start');
  const finish = all.find((_, index) => names[index] === 'Finish');
  if (!finish) report(file, root.line, 'There is no test point Finish');
  else if (childrenOf(finish, 'assertions').length === 0) report(file, finish.line, 'Finish asserts nothing');
  for (const [index, point] of all.entries()) {
    const name = names[index] ?? '';
    if (names.indexOf(name) !== index) report(file, point.line, `The test point ${name} stands twice`);
    if (name === 'Start') inputs(point, file, flow, report);
    else if (name !== 'Finish') mock(point, name, file, flow, report);
    for (const assertion of childrenOf(point, 'assertions')) asserted(assertion, file, flow, context, report);
  }
}

function inputs(point: XmlElement, file: string, flow: FlowModel, report: Report): void {
  const known = new Map(variablesOf(flow.file, 'isInput').map((each) => [textOf(each, 'name') ?? '', each]));
  for (const parameter of childrenOf(point, 'parameters')) {
    const name = textOf(parameter, 'leftValueReference') ?? '';
    const variable = known.get(name);
    const value = childOf(parameter, 'value')?.children[0]?.name;
    if (textOf(parameter, 'type') !== 'InputVariable')
      report(file, parameter.line, `${name} of Start is no InputVariable`);
    else if (!variable) report(file, parameter.line, `${flow.file.name} has no input ${name}`);
    else if (value !== VALUES[textOf(variable, 'dataType') ?? ''])
      report(
        file,
        parameter.line,
        `${name} is a ${textOf(variable, 'dataType') ?? ''}, which is no ${value ?? 'value'}`,
      );
  }
}

function mock(point: XmlElement, name: string, file: string, flow: FlowModel, report: Report): void {
  const node = flow.nodes.get(name);
  if (!node) return report(file, point.line, `${flow.file.name} has no element ${name}`);
  if (!isTrue(point, 'isUseMockOutput') && childrenOf(point, 'assertions').length === 0)
    report(file, point.line, `The test point ${name} neither gives an output nor asserts anything`);
  const path = childOf(point, 'pathAfterMockOutput');
  if (path) {
    const outcomes = childrenOf(node.element, 'rules').map((rule) => textOf(rule, 'name') ?? '');
    const ways = node.connectors.map(({ kind }) => kind).filter((kind) => PATHS.includes(kind));
    if (![...ways, ...outcomes].includes(path.text)) report(file, path.line, `${name} has no path ${path.text}`);
  }
  for (const parameter of childrenOf(point, 'parameters')) {
    const left = childOf(parameter, 'leftValueReference');
    if (textOf(parameter, 'type') !== 'MockElementOutput')
      report(file, parameter.line, `A parameter of ${name} is no MockElementOutput`);
    if (left?.text.split('.')[0] !== name)
      report(file, left?.line ?? parameter.line, `${left?.text ?? ''} is no output of ${name}`);
    for (const kind of ['jsonValue', 'sobjectValue']) {
      const value = childOf(childOf(parameter, 'value') ?? parameter, kind);
      if (value && !isJson(value.text)) report(file, value.line, `${kind} is no JSON`);
    }
  }
}

function asserted(assertion: XmlElement, file: string, flow: FlowModel, context: Context, report: Report): void {
  for (const condition of childrenOf(assertion, 'conditions')) {
    const right = childOf(condition, 'rightValue');
    const references = [childOf(condition, 'leftValueReference'), right && childOf(right, 'elementReference')];
    for (const reference of references) {
      const fault = reference && referenceFault(reference.text, flow, context);
      if (reference && fault) report(file, reference.line, fault);
    }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
