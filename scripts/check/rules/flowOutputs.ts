import { flowModel, variablesOf, type FlowModel, type FlowNode } from '../flowModel.ts';
import type { Rule } from '../rule.ts';
import { childOf, childrenOf, descendantsOf, textOf } from '../xml.ts';

/** Every output has a value at the end of every path, or one to begin with: who reads it need not know which path it was. */
export const flowOutputs: Rule = {
  name: 'flow-output',
  check({ source }, report) {
    for (const file of source.of('Flow')) {
      const flow = flowModel(file);
      const outputs = variablesOf(file, 'isOutput').filter((each) => !childOf(each, 'value'));
      const ends = endings(flow);
      for (const variable of outputs) {
        const name = textOf(variable, 'name') ?? '';
        for (const [end, assigned] of ends)
          if (!assigned.has(name))
            report(file.file, variable.line, `${name} has no value where the path ends at ${end}`);
      }
    }
  },
};

/** Nodes at which a run may end, and the variables that have surely been assigned by then. */
function endings({ nodes, first }: FlowModel): Map<string, Set<string>> {
  const before = new Map<string, Set<string>>();
  const after = (node: FlowNode) => new Set([...(before.get(node.name) ?? []), ...assignedBy(node)]);
  const waiting: [target: string, assigned: Set<string>][] = first ? [[first.target, new Set()]] : [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [target, assigned] = next;
    const node = nodes.get(target);
    const known = before.get(target);
    const both = known ? new Set([...known].filter((name) => assigned.has(name))) : assigned;
    if (!node || (known && both.size === known.size)) continue;
    before.set(target, both);
    for (const each of node.connectors)
      waiting.push([each.target, each.kind === 'faultConnector' ? both : after(node)]);
  }
  const found = new Map<string, Set<string>>();
  for (const node of nodes.values()) if (before.has(node.name) && mayEnd(node)) found.set(node.name, after(node));
  return found;
}

function assignedBy({ element }: FlowNode): string[] {
  return descendantsOf(element, 'assignToReference').map(({ text }) => text);
}

/** Whether a run ends here on some way other than a fault. */
function mayEnd({ kind, element, connectors }: FlowNode): boolean {
  const ways = connectors.filter((each) => each.kind !== 'faultConnector').length;
  const wanted = kind === 'decisions' ? childrenOf(element, 'rules').length + 1 : kind === 'loops' ? 2 : 1;
  return ways < wanted;
}
