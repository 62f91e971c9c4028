/** The Flow of an operation: who may, the call, and its answer in four outputs, or what went wrong in the same four. */
import { wordsOf, type Operation, type OperationInput } from './operations.ts';
import { REGISTRATION } from './registration.ts';
import { metadataFile, type XmlNode } from './xml.ts';

/** Names of elements, which the tests of the Flow use too. */
export const ELEMENTS = {
  isAdmin: 'Check_Permission',
  find: 'Find_Conversation',
  isVisible: 'Check_Conversation',
  call: 'Call_Service',
  answer: 'Take_Answer',
  fault: 'Tell_Fault',
  refuse: 'Refuse',
};
/** Names of the decisions' outcomes that go on to the call. */
export const OUTCOMES = { isAdmin: 'Debrief_Admin', isVisible: 'Visible' };

/** Where Flow Builder shows an element: the column of the call, that of its fault, that of the refusal. */
const X = { call: 182, middle: 446, fault: 446, refuse: 710 };
const ROW = 108;

/** `texts`: what each property of an answer says. */
export function flowFile(operation: Operation, texts: Record<string, string>): string {
  const words = wordsOf(operation);
  const { guard, rows, first } = guardOf(operation);
  const y = 134 + rows * ROW;
  return metadataFile('Flow', {
    actionCalls: callElement(operation, y),
    apiVersion: '67.0',
    assignments: [
      assignment(ELEMENTS.answer, 'Take the answer over', 'What the service answered.', X.call, y + ROW, {
        ok: { elementReference: `${ELEMENTS.call}.2XX.ok` },
        status: { elementReference: `${ELEMENTS.call}.2XX.status` },
        message: { elementReference: `${ELEMENTS.call}.2XX.message` },
        json: { elementReference: `${ELEMENTS.call}.2XX.json` },
      }),
      assignment(ELEMENTS.fault, 'Tell what went wrong', 'No answer came: why.', X.fault, y + ROW, {
        ok: { booleanValue: false },
        status: { numberValue: '0.0' },
        message: { elementReference: '$Flow.FaultMessage' },
      }),
      ...(operation.access === 'own' ? [] : [refusal(operation, y)]),
    ],
    decisions: guard.decisions,
    description: description(operation),
    environments: 'Default',
    formulas: operation.takesBy
      ? {
          description: 'The name of the user who runs this Flow, for the log of the service.',
          name: 'askedBy',
          dataType: 'String',
          expression: 'TRIM({!$User.FirstName} & " " & {!$User.LastName})',
        }
      : undefined,
    interviewLabel: `Debrief: ${words} {!$Flow.CurrentDateTime}`,
    label: `Debrief: ${words}`,
    processMetadataValues: [
      builderValue('BuilderType', 'LightningFlowBuilder'),
      builderValue('CanvasMode', 'AUTO_LAYOUT_CANVAS'),
      builderValue('OriginBuilderType', 'LightningFlowBuilder'),
    ],
    processType: 'AutoLaunchedFlow',
    recordLookups: guard.recordLookups,
    // Salesforce Help, "Flow Run Context": started from a page, an autolaunched Flow runs as its user
    runInMode: 'DefaultMode',
    start: { locationX: 320, locationY: 0, connector: { targetReference: first } },
    status: 'Active',
    variables: [...operation.inputs.map(inputVariable), ...outputVariables(texts)],
  });
}

const ADMIN = '$Permission.Debrief_Admin';

interface Guard {
  decisions?: XmlNode;
  recordLookups?: XmlNode;
}

/**
 * What stands before the call: the permission of an admin, or a look for the conversation as the user sees it. Whether
 * something is the user's own doing the service knows.
 */
function guardOf({ access }: Operation): { guard: Guard; rows: number; first: string } {
  if (access === 'own') return { guard: {}, rows: 0, first: ELEMENTS.call };
  if (access === 'admin')
    return {
      guard: {
        decisions: decision({
          name: ELEMENTS.isAdmin,
          label: 'Is this a Debrief admin?',
          description: 'Whether the user has the custom permission of the permission set Debrief admin.',
          y: 134,
          otherwise: 'Anybody else',
          outcome: {
            name: OUTCOMES.isAdmin,
            label: 'Debrief admin',
            left: ADMIN,
            operator: 'EqualTo',
            right: true,
          },
        }),
      },
      rows: 1,
      first: ELEMENTS.isAdmin,
    };
  return {
    guard: {
      recordLookups: lookup(),
      decisions: decision({
        name: ELEMENTS.isVisible,
        label: 'May the user see it?',
        description:
          'Whether the conversation was found with the rights of the user who runs this Flow. Debrief admins go on without: one that is still on its way, or only planned, is no record yet.',
        y: 134 + ROW,
        otherwise: 'Not there, or not shared',
        outcome: {
          name: OUTCOMES.isVisible,
          label: 'Yes',
          left: ELEMENTS.find,
          operator: 'IsNull',
          right: false,
          orAdmin: true,
        },
      }),
    },
    rows: 2,
    first: ELEMENTS.find,
  };
}

function lookup(): XmlNode {
  return {
    description: 'Looks for the conversation with the rights of the user: nobody acts on what is not shared with them.',
    name: ELEMENTS.find,
    label: 'Find the conversation',
    locationX: X.middle,
    locationY: 134,
    assignNullValuesIfNoRecordsFound: false,
    connector: { targetReference: ELEMENTS.isVisible },
    faultConnector: { isGoTo: true, targetReference: ELEMENTS.fault },
    filterLogic: 'and',
    filters: { field: 'Key__c', operator: 'EqualTo', value: { elementReference: 'key' } },
    getFirstRecordOnly: true,
    object: 'Conversation__c',
    queriedFields: 'Id',
    storeOutputAutomatically: true,
  };
}

interface Decision {
  name: string;
  label: string;
  description: string;
  y: number;
  otherwise: string;
  outcome: { name: string; label: string; left: string; operator: string; right: boolean; orAdmin?: boolean };
}

function decision({ name, label, description, y, otherwise, outcome }: Decision): XmlNode {
  return {
    description,
    name,
    label,
    locationX: X.middle,
    locationY: y,
    defaultConnector: { targetReference: ELEMENTS.refuse },
    defaultConnectorLabel: otherwise,
    rules: {
      name: outcome.name,
      conditionLogic: outcome.orAdmin ? 'or' : 'and',
      conditions: [
        condition(outcome.left, outcome.operator, outcome.right),
        ...(outcome.orAdmin ? [condition(ADMIN, 'EqualTo', true)] : []),
      ],
      connector: { targetReference: ELEMENTS.call },
      label: outcome.label,
    },
  };
}

function condition(left: string, operator: string, right: boolean): XmlNode {
  return { leftValueReference: left, operator, rightValue: { booleanValue: right } };
}

function callElement({ id, inputs, takesBy, takesUser, takesUserEmail, summary }: Operation, y: number): XmlNode {
  const names = inputs.map(({ name }) => ({ name, from: name }));
  if (takesBy) names.push({ name: 'by', from: 'askedBy' });
  if (takesUser) names.push({ name: 'user', from: '$User.Id' });
  if (takesUserEmail) names.push({ name: 'userEmail', from: '$User.Email' });
  return {
    description: summary,
    name: ELEMENTS.call,
    label: 'Ask the Debrief service',
    locationX: X.call,
    locationY: y,
    actionName: `${REGISTRATION}.${id}`,
    actionType: 'externalService',
    connector: { targetReference: ELEMENTS.answer },
    faultConnector: { targetReference: ELEMENTS.fault },
    flowTransactionModel: 'Automatic',
    inputParameters: names
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, from }) => ({ name, value: { elementReference: from } })),
    nameSegment: `${REGISTRATION}.${id}`,
    storeOutputAutomatically: true,
  };
}

function refusal({ access }: Operation, y: number): XmlNode {
  const [why, status, label] =
    access === 'admin'
      ? (['The user is no Debrief admin.', '403.0', '$Label.Flow_Admin_Only'] as const)
      : (['The user sees no such conversation.', '404.0', '$Label.Flow_Conversation_Hidden'] as const);
  return assignment(ELEMENTS.refuse, 'Refuse, and say why', why, X.refuse, y, {
    ok: { booleanValue: false },
    status: { numberValue: status },
    message: { elementReference: label },
  });
}

function assignment(
  name: string,
  label: string,
  about: string,
  x: number,
  y: number,
  values: Record<string, XmlNode>,
): XmlNode {
  return {
    description: about,
    name,
    label,
    locationX: x,
    locationY: y,
    assignmentItems: Object.entries(values).map(([to, value]) => ({
      assignToReference: to,
      operator: 'Assign',
      value,
    })),
  };
}

const WHO: Record<Operation['access'], string> = {
  admin: 'For Debrief admins: anybody else is refused.',
  own: 'For whoever did it: the service refuses anybody else.',
  rep: 'For any conversation that the user who runs it may see, and for Debrief admins.',
};

function description({ access, summary, takesUserEmail }: Operation): string {
  const who = takesUserEmail ? 'Only about what is theirs: whose it is, this Flow knows.' : WHO[access];
  return `${summary} ${who} Use it in Flows of your own as a subflow: ok says whether it was done, message why not, and json holds the answer. A text that is left empty is not sent.`;
}

function inputVariable({ name, dataType, description: about, required, allowed }: OperationInput): XmlNode {
  const needed = required ? 'Needed.' : 'May be left empty.';
  return {
    description: [about, needed, allowed.length > 0 ? `One of: ${allowed.join(', ')}.` : ''].filter(Boolean).join(' '),
    name,
    dataType,
    isCollection: false,
    isInput: true,
    isOutput: false,
    ...(dataType === 'Number' ? { scale: 0 } : {}),
  };
}

function outputVariables(texts: Record<string, string>): XmlNode[] {
  const output = (name: string, dataType: string, about: string): XmlNode => ({
    description: about,
    name,
    dataType,
    isCollection: false,
    isInput: false,
    isOutput: true,
    ...(dataType === 'Number' ? { scale: 0 } : {}),
    // what is not assigned on a path is empty there, not nothing
    ...(name === 'json' ? { value: { stringValue: '' } } : {}),
  });
  return [
    output('ok', 'Boolean', texts.ok ?? ''),
    output('status', 'Number', `${texts.status ?? ''} 0 where no answer came.`),
    output('message', 'String', texts.message ?? ''),
    output('json', 'String', texts.json ?? ''),
  ];
}

function builderValue(name: string, value: string): XmlNode {
  return { name, value: { stringValue: value } };
}
