import { join } from 'node:path';
import type { FlowElement, FlowMetadata, FlowTestMetadata, FlowTrigger } from '../../flow/model.ts';
import { metadataFiles } from './files.ts';
import { elementTags, readElements, recordFilter } from './flow-elements.ts';
import { readConditions, readDataType, readTestValue, readValue } from './flow-values.ts';
import type { Element } from './xml.ts';
import { MetadataError, children, flag, number, onlyKnown, readMetadata, requiredText, text } from './xml.ts';

const described = ['name', 'description', 'dataType', 'value'];
const ownTags = [
  'apiVersion', 'areMetricsLoggedToDataCloud', 'constants', 'description', 'environments', 'formulas', 'interviewLabel',
  'isAdditionalPermissionRequiredToRun', 'isTemplate', 'label', 'processMetadataValues', 'processType', 'runInMode',
  'start', 'status', 'textTemplates', 'variables',
]; // prettier-ignore

/**
 * Autolaunched Flows that run with the user's rights, and those that run after a record was saved; any other Flow,
 * element or feature is refused by name.
 */
export function readFlows(packageDirectory: string): FlowMetadata[] {
  return metadataFiles(join(packageDirectory, 'flows'), '.flow-meta.xml').map(({ name, path }) => readFlow(path, name));
}

function readFlow(file: string, name: string): FlowMetadata {
  const xml = readMetadata(file, 'Flow', [...ownTags, ...elementTags]);
  const processType = requiredText(file, xml, 'processType');
  if (processType !== 'AutoLaunchedFlow')
    throw new MetadataError(file, `the local org does not implement Flows of the type ${processType}`);
  const runInMode = text(xml, 'runInMode') ?? 'DefaultMode';
  if (runInMode !== 'DefaultMode' && runInMode !== 'UserMode')
    throw new MetadataError(file, `the local org does not implement Flows that run in ${runInMode}`);
  const elements = byName(file, readElements(file, xml));
  const [start = {}] = children(xml, 'start');
  const trigger = readTrigger(file, start);
  const [connector] = children(start, 'connector');
  const flow: FlowMetadata = {
    name,
    file,
    label: requiredText(file, xml, 'label'),
    description: text(xml, 'description') ?? '',
    apiVersion: number(xml, 'apiVersion'),
    isActive: text(xml, 'status') === 'Active',
    isRestricted: flag(xml, 'isAdditionalPermissionRequiredToRun'),
    variables: byName(file, children(xml, 'variables').map((entry) => readVariable(file, entry))),
    constants: byName(file, children(xml, 'constants').map((entry) => readConstant(file, entry))),
    formulas: byName(file, children(xml, 'formulas').map((entry) => readFormula(file, entry))),
    textTemplates: new Map(children(xml, 'textTemplates').map((entry) => readTemplate(file, entry))),
    elements,
    start: connector ? requiredText(file, connector, 'targetReference') : null,
    trigger,
  }; // prettier-ignore
  checkTargets(flow);
  return flow;
}

const triggers = ['Create', 'Update', 'CreateAndUpdate'] as const;

/** Metadata API Developer Guide, FlowStart: what runs after a save, at once and in the same transaction. */
function readTrigger(file: string, start: Element): FlowTrigger | null {
  const triggerType = text(start, 'triggerType');
  const place = ['locationX', 'locationY', 'connector'];
  if (triggerType === null) {
    onlyKnown(file, 'start', start, place);
    return null;
  }
  if (triggerType !== 'RecordAfterSave')
    throw new MetadataError(file, `the local org does not implement Flows of the trigger ${triggerType}`);
  onlyKnown(file, 'start', start, [
    ...place, 'doesRequireRecordChangedToMeetCriteria', 'filterLogic', 'filters', 'object', 'recordTriggerType',
    'triggerType',
  ]); // prettier-ignore
  const given = requiredText(file, start, 'recordTriggerType');
  const on = triggers.find((each) => each === given);
  if (!on) throw new MetadataError(file, `the local org does not implement Flows that run on ${given}`);
  return {
    on,
    from: recordFilter({ file, name: 'start', xml: start }),
    isOnChangeOnly: flag(start, 'doesRequireRecordChangedToMeetCriteria'),
  };
}

function byName<T extends { name: string }>(file: string, entries: T[]): Map<string, T> {
  const found = new Map<string, T>();
  for (const entry of entries) {
    if (found.has(entry.name)) throw new MetadataError(file, `${entry.name} is defined twice`);
    found.set(entry.name, entry);
  }
  return found;
}

function targetsOf(element: FlowElement): (string | null)[] {
  const targets = [element.next];
  if (element.kind === 'decision') targets.push(...element.rules.map(({ next }) => next));
  if (element.kind === 'loop') targets.push(element.body);
  if ('fault' in element) targets.push(element.fault);
  return targets;
}

function checkTargets(flow: FlowMetadata): void {
  for (const target of [flow.start, ...[...flow.elements.values()].flatMap(targetsOf)])
    if (target !== null && !flow.elements.has(target))
      throw new MetadataError(flow.file, `a connector leads to ${target}, which does not exist`);
}

function readVariable(file: string, xml: Element) {
  const name = requiredText(file, xml, 'name');
  onlyKnown(file, `variables ${name}`, xml, [
    ...described, 'objectType', 'isCollection', 'isInput', 'isOutput', 'scale',
  ]); // prettier-ignore
  const dataType = readDataType(file, name, xml);
  return {
    name,
    dataType,
    objectType: dataType === 'SObject' ? requiredText(file, xml, 'objectType') : null,
    isCollection: flag(xml, 'isCollection'),
    isInput: flag(xml, 'isInput'),
    isOutput: flag(xml, 'isOutput'),
    scale: text(xml, 'scale') === null ? null : number(xml, 'scale'),
    value: readValue(file, name, xml),
    description: text(xml, 'description') ?? '',
  };
}

function readConstant(file: string, xml: Element) {
  const name = requiredText(file, xml, 'name');
  onlyKnown(file, `constants ${name}`, xml, described);
  return { name, dataType: readDataType(file, name, xml), value: readValue(file, name, xml) };
}

function readFormula(file: string, xml: Element) {
  const name = requiredText(file, xml, 'name');
  onlyKnown(file, `formulas ${name}`, xml, ['name', 'description', 'dataType', 'expression', 'scale']);
  return {
    name,
    dataType: readDataType(file, name, xml),
    expression: requiredText(file, xml, 'expression'),
    scale: number(xml, 'scale'),
  };
}

function readTemplate(file: string, xml: Element): [string, string] {
  const name = requiredText(file, xml, 'name');
  onlyKnown(file, `textTemplates ${name}`, xml, ['name', 'description', 'isViewedAsPlainText', 'text']);
  return [name, text(xml, 'text') ?? ''];
}

const pointTags = ['assertions', 'elementApiName', 'isUseMockOutput', 'parameters', 'pathAfterMockOutput'];

/** `flowtests/`: what a Flow is given, what its elements are made to answer, and what must come of it. */
export function readFlowTests(packageDirectory: string): FlowTestMetadata[] {
  return metadataFiles(join(packageDirectory, 'flowtests'), '.flowtest-meta.xml').map(({ name, path: file }) => {
    const xml = readMetadata(file, 'FlowTest', [
      'description', 'flowApiName', 'label', 'runTestAsUser', 'testPoints', 'testType',
    ]); // prettier-ignore
    return {
      name,
      file,
      label: requiredText(file, xml, 'label'),
      flow: requiredText(file, xml, 'flowApiName'),
      user: text(xml, 'runTestAsUser'),
      points: children(xml, 'testPoints').map((point) => readPoint(file, point)),
    };
  });
}

function readPoint(file: string, xml: Element): FlowTestMetadata['points'][number] {
  const element = requiredText(file, xml, 'elementApiName');
  onlyKnown(file, `testPoints ${element}`, xml, pointTags);
  const parameters = children(xml, 'parameters').map((entry) => {
    onlyKnown(file, `${element}.parameters`, entry, ['leftValueReference', 'type', 'value']);
    const type = requiredText(file, entry, 'type');
    if (type !== 'InputVariable' && type !== 'MockElementOutput')
      throw new MetadataError(file, `the local org does not implement test parameters of the type ${type}`);
    const reference = requiredText(file, entry, 'leftValueReference');
    return { type, reference, value: readTestValue(file, element, entry, 'value') };
  });
  return {
    element,
    isMocked: flag(xml, 'isUseMockOutput'),
    pathAfterMock: text(xml, 'pathAfterMockOutput'),
    inputs: parameters.flatMap(({ type, reference, value }) =>
      type === 'InputVariable' ? [{ variable: reference, value }] : [],
    ),
    mocks: parameters.flatMap(({ type, reference, value }) =>
      type === 'MockElementOutput' ? [{ reference, value }] : [],
    ),
    assertions: children(xml, 'assertions').map((entry) => {
      onlyKnown(file, `${element}.assertions`, entry, ['conditions', 'errorMessage']);
      return { conditions: readConditions(file, element, entry), errorMessage: text(entry, 'errorMessage') ?? '' };
    }),
  };
}
