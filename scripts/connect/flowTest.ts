/** The tests of an operation's Flow: it answers, it refuses where it may, and it tells a fault. Nothing leaves the org. */
import { ELEMENTS, OUTCOMES } from './flow.ts';
import { flowName, wordsOf, type Operation, type OperationInput } from './operations.ts';
import { metadataFile, type XmlNode } from './xml.ts';

export interface NamedFile {
  name: string;
  text: string;
}

const ANSWER = { ok: true, status: 200, message: 'A sample.', json: '{"sample":true}' };
const SAMPLES = { String: { stringValue: 'sample' }, Number: { numberValue: '10.0' }, Boolean: { booleanValue: true } };

export function flowTestFiles(operation: Operation): NamedFile[] {
  // the service refuses what is not the user's own doing, not the Flow
  const refused = operation.access === 'own' ? [] : [refuses(operation)];
  return [answers(operation), ...refused, faults(operation)];
}

function answers(operation: Operation): NamedFile {
  return test(operation, {
    suffix: 'Answers',
    label: 'answers',
    description: 'The answer of the service becomes the outputs of the Flow.',
    points: [
      start(operation.inputs),
      ...guard(operation, true),
      mocked(ELEMENTS.call, {
        parameters: {
          leftValueReference: `${ELEMENTS.call}.2XX`,
          type: 'MockElementOutput',
          value: { jsonValue: JSON.stringify(ANSWER) },
        },
      }),
      finish([
        asserts('ok', 'EqualTo', { booleanValue: true }, 'What went well is told as a failure.'),
        asserts('status', 'EqualTo', { numberValue: '200.0' }, 'The status of the answer is lost.'),
        asserts('message', 'EqualTo', { stringValue: ANSWER.message }, 'The message of the answer is lost.'),
        asserts('json', 'EqualTo', { stringValue: ANSWER.json }, 'The answer is lost.'),
      ]),
    ],
  });
}

function refuses(operation: Operation): NamedFile {
  const [whom, status, label] =
    operation.access === 'admin'
      ? (['who is no Debrief admin', '403.0', '$Label.Flow_Admin_Only'] as const)
      : (['who may not see the conversation', '404.0', '$Label.Flow_Conversation_Hidden'] as const);
  return test(operation, {
    suffix: 'Refuses',
    label: 'refuses',
    description: `A user ${whom} is told so, and the service is not asked.`,
    points: [
      start(needed(operation)),
      ...guard(operation, false),
      finish([
        asserts('ok', 'EqualTo', { booleanValue: false }, 'A refusal is told as done.'),
        asserts('status', 'EqualTo', { numberValue: status }, 'The status of the refusal is lost.'),
        asserts('message', 'EqualTo', { elementReference: label }, 'The refusal does not say why.'),
        asserts(ELEMENTS.call, 'WasVisited', { booleanValue: false }, 'The service was asked all the same.'),
      ]),
    ],
  });
}

function faults(operation: Operation): NamedFile {
  return test(operation, {
    suffix: 'Faults',
    label: 'tells a fault',
    description: 'Where no answer comes, the outputs say so, and the Flow does not break.',
    points: [
      start(needed(operation)),
      ...guard(operation, true),
      mocked(ELEMENTS.call, { pathAfterMockOutput: 'faultConnector' }),
      finish([
        asserts('ok', 'EqualTo', { booleanValue: false }, 'A fault is told as done.'),
        asserts('status', 'EqualTo', { numberValue: '0.0' }, 'A fault has a status as if an answer had come.'),
        asserts(ELEMENTS.fault, 'WasVisited', { booleanValue: true }, 'The fault was not told.'),
      ]),
    ],
  });
}

interface Test {
  suffix: string;
  label: string;
  description: string;
  points: XmlNode[];
}

function test(operation: Operation, { suffix, label, description, points }: Test): NamedFile {
  return {
    name: `${flowName(operation)}_${suffix}`,
    text: metadataFile('FlowTest', {
      description,
      flowApiName: flowName(operation),
      label: `${wordsOf(operation)}: ${label}`,
      testPoints: points,
      testType: 'WithAssertion',
    }),
  };
}

const needed = ({ inputs }: Operation) => inputs.filter(({ required }) => required);

function start(inputs: OperationInput[]): XmlNode {
  return {
    elementApiName: 'Start',
    parameters: inputs.map(({ name, dataType, allowed }) => ({
      leftValueReference: name,
      type: 'InputVariable',
      value: allowed[0] === undefined ? SAMPLES[dataType] : { stringValue: allowed[0] },
    })),
  };
}

/** The guard's outcome is given, so that a test says the same whoever runs it, and whatever is in the org. */
function guard({ access }: Operation, passes: boolean): XmlNode[] {
  if (access === 'own') return [];
  if (access === 'admin')
    return [mocked(ELEMENTS.isAdmin, { pathAfterMockOutput: passes ? OUTCOMES.isAdmin : 'defaultConnector' })];
  if (!passes)
    return [mocked(ELEMENTS.find, {}), mocked(ELEMENTS.isVisible, { pathAfterMockOutput: 'defaultConnector' })];
  return [
    mocked(ELEMENTS.find, {
      parameters: {
        leftValueReference: ELEMENTS.find,
        type: 'MockElementOutput',
        value: { sobjectValue: JSON.stringify({ attributes: { type: 'Conversation__c' }, Key__c: 'sample' }) },
      },
    }),
  ];
}

function mocked(element: string, { parameters, pathAfterMockOutput }: XmlNode): XmlNode {
  return { elementApiName: element, isUseMockOutput: true, parameters, pathAfterMockOutput };
}

function finish(assertions: XmlNode[]): XmlNode {
  return { assertions, elementApiName: 'Finish' };
}

function asserts(left: string, operator: string, right: XmlNode, errorMessage: string): XmlNode {
  return { conditions: { leftValueReference: left, operator, rightValue: right }, errorMessage };
}
