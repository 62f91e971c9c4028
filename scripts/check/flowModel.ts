import type { MetadataFile } from './source.ts';
import { childOf, childrenOf, descendantsOf, textOf, type XmlElement } from './xml.ts';

/** Metadata API Developer Guide, "Flow": what stands on the canvas, and what does not. */
const NODES = new Set(
  `actionCalls apexPluginCalls assignments collectionProcessors customErrors decisions loops orchestratedStages
   recordCreates recordDeletes recordLookups recordRollbacks recordUpdates screens steps subflows transforms
   waits`.split(/\s+/),
);
const RESOURCES = new Set('choices constants dynamicChoiceSets formulas stages textTemplates variables'.split(' '));
const CONNECTORS = new Set(
  'connector defaultConnector faultConnector nextValueConnector noMoreValuesConnector timeoutConnector'.split(' '),
);

export interface FlowConnector {
  kind: string;
  target: string;
  element: XmlElement;
}

export interface FlowNode {
  name: string;
  /** The element's name in the file: `decisions`. */
  kind: string;
  element: XmlElement;
  connectors: FlowConnector[];
}

export interface FlowModel {
  file: MetadataFile;
  nodes: Map<string, FlowNode>;
  /** Variables, formulas and the like, by name. */
  resources: Map<string, XmlElement>;
  /** Outcomes of decisions, which have names of their own. */
  outcomes: Map<string, XmlElement>;
  /** Where the Flow begins; undefined where it does nothing. */
  first: FlowConnector | undefined;
}

export function flowModel(file: MetadataFile): FlowModel {
  const { root } = file;
  const nodes = new Map<string, FlowNode>();
  const resources = new Map<string, XmlElement>();
  for (const element of root.children) {
    const name = textOf(element, 'name') ?? '';
    if (NODES.has(element.name))
      nodes.set(name, { name, kind: element.name, element, connectors: connectorsOf(element) });
    else if (RESOURCES.has(element.name)) resources.set(name, element);
  }
  const outcomes = childrenOf(root, 'decisions').flatMap((decision) => childrenOf(decision, 'rules'));
  const start = childOf(root, 'start');
  return {
    file,
    nodes,
    resources,
    outcomes: new Map(outcomes.map((rule) => [textOf(rule, 'name') ?? '', rule])),
    first: start && connectorsOf(start)[0],
  };
}

/** Every named part of a Flow, in the order of the file: nodes, resources, outcomes. */
export function namedParts(root: XmlElement): XmlElement[] {
  return root.children
    .filter(({ name }) => NODES.has(name) || RESOURCES.has(name))
    .flatMap((element) => [element, ...(element.name === 'decisions' ? childrenOf(element, 'rules') : [])]);
}

function connectorsOf(element: XmlElement): FlowConnector[] {
  return [...CONNECTORS].flatMap((kind) =>
    descendantsOf(element, kind).map((each) => ({
      kind,
      target: textOf(each, 'targetReference') ?? '',
      element: each,
    })),
  );
}

/** Names of the variables that whoever calls a Flow gives, or reads after it. */
export function variablesOf({ root }: MetadataFile, direction: 'isInput' | 'isOutput'): XmlElement[] {
  return childrenOf(root, 'variables').filter((each) => textOf(each, direction) === 'true');
}
