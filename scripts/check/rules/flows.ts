import type { Report } from '../finding.ts';
import { flowModel, namedParts, type FlowModel } from '../flowModel.ts';
import type { Rule } from '../rule.ts';
import { EXAMPLES } from '../source.ts';
import { childOf, childrenOf, descendantsOf, textOf, type XmlElement } from '../xml.ts';

/** Elements that may fail in the middle of a run: what is not caught, the user sees as an unhandled fault. */
const FALLIBLE = new Set(['actionCalls', 'recordCreates', 'recordDeletes', 'recordLookups', 'recordUpdates']);
const MOST = { label: 255, description: 1000 };

/** A Flow's parts: their names, what is said of them, and that each leads somewhere. */
export const flows: Rule = {
  name: 'flow',
  check({ source }, report) {
    for (const file of source.of('Flow')) {
      const flow = flowModel(file);
      settings(flow, source.apiVersion, report);
      names(flow, report);
      texts(flow, report);
      connectors(flow, report);
    }
  },
};

function settings({ file: { file, root } }: FlowModel, apiVersion: string, report: Report): void {
  const expect = (name: string, wanted: string) => {
    const element = childOf(root, name);
    if (element?.text !== wanted) report(file, element?.line ?? root.line, `${name} is not ${wanted}`);
  };
  expect('apiVersion', apiVersion);
  // an example changes nothing until an admin activates it
  expect('status', file.startsWith(`${EXAMPLES}/`) ? 'Draft' : 'Active');
  const mode = childOf(root, 'runInMode');
  if (mode?.text.startsWith('SystemMode'))
    report(file, mode.line, `${mode.text} gives whoever runs the Flow more than they may see`);
  // a Flow that names a class of an External Service has failed where both were deployed together
  for (const each of descendantsOf(root, 'apexClass'))
    report(file, each.line, `${each.text} is a type of Apex: pass texts, numbers and booleans`);
  for (const each of descendantsOf(root, 'dataType'))
    if (each.text === 'Apex') report(file, each.line, 'A type of Apex: pass texts, numbers and booleans');
}

function names({ file: { file, root } }: FlowModel, report: Report): void {
  const seen = new Set<string>();
  for (const part of namedParts(root)) {
    const name = textOf(part, 'name') ?? '';
    const at = childOf(part, 'name')?.line ?? part.line;
    if (!/^[A-Za-z](_?[A-Za-z0-9])*$/.test(name) || name.length > 80)
      report(file, at, `${name} is no API name of at most 80 characters`);
    if (seen.has(name.toLowerCase())) report(file, at, `${name} stands twice`);
    seen.add(name.toLowerCase());
  }
}

/** What an admin reads in Flow Builder. */
function texts({ file: { file, root }, nodes }: FlowModel, report: Report): void {
  const said = (element: XmlElement, what: string) => {
    if (!textOf(element, 'description')) report(file, element.line, `${what} has no description`);
  };
  said(root, 'The Flow');
  for (const variable of childrenOf(root, 'variables')) said(variable, textOf(variable, 'name') ?? '');
  for (const { name, element } of nodes.values())
    if (!textOf(element, 'label')) report(file, element.line, `${name} has no label`);
  for (const element of [root, ...root.children])
    for (const [name, most] of Object.entries(MOST)) {
      const text = childOf(element, name);
      if (text && text.text.length > most) report(file, text.line, `${name} has more than ${most} characters`);
    }
}

function connectors({ file: { file, root }, nodes, first }: FlowModel, report: Report): void {
  const reached = new Set<string>();
  const follow = (target: string, line: number) => {
    if (!nodes.has(target)) report(file, line, `There is no element ${target}`);
    if (reached.has(target)) return;
    reached.add(target);
    for (const next of nodes.get(target)?.connectors ?? []) follow(next.target, next.element.line);
  };
  if (first) follow(first.target, first.element.line);
  else report(file, childOf(root, 'start')?.line ?? root.line, 'The start leads nowhere');
  for (const { name, kind, element, connectors: own } of nodes.values()) {
    if (!reached.has(name)) report(file, element.line, `Nothing leads to ${name}`);
    if (FALLIBLE.has(kind) && !own.some((each) => each.kind === 'faultConnector'))
      report(file, element.line, `${name} has no fault path`);
  }
}
