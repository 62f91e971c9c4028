import { ADMIN_FLOW, CONNECTED, FLOW_TEST, refusesConnected, REP_FLOW } from '../connectFixture.ts';
import { flowActions } from './flowActions.ts';
import { flowOutputs } from './flowOutputs.ts';
import { flowReferences } from './flowReferences.ts';
import { flows } from './flows.ts';
import { flowTests } from './flowTests.ts';

/** The element of that name in a sound file, from its first line to its last. */
function part(file: string, element: string, name: string): string {
  const text = CONNECTED[file] ?? '';
  const parts = [...text.matchAll(new RegExp(` {4}<${element}>\\n(?: {8}.*\\n)* {4}</${element}>\\n`, 'g'))];
  return parts.map(([whole]) => whole).find((whole) => whole.includes(`<name>${name}</name>`)) ?? '';
}
const FAULT_OF_CALL = `        <faultConnector>
            <targetReference>Tell_Fault</targetReference>
        </faultConnector>
`;

refusesConnected(flows, [
  {
    title: 'a Flow of another API version than the package',
    file: REP_FLOW,
    from: '<apiVersion>67.0<',
    to: '<apiVersion>60.0<',
    message: /apiVersion is not 67\.0/,
  },
  {
    title: 'a Flow that is not active',
    file: REP_FLOW,
    from: '<status>Active<',
    to: '<status>Draft<',
    message: /status is not Active/,
  },
  {
    title: 'a Flow that sees more than its user',
    file: REP_FLOW,
    from: '<runInMode>DefaultMode<',
    to: '<runInMode>SystemModeWithoutSharing<',
    message: /more than they may see/,
  },
  {
    title: 'a variable of a type of Apex',
    file: REP_FLOW,
    from: '<name>message</name>\n        <dataType>String</dataType>',
    to: '<name>message</name>\n        <dataType>Apex</dataType>',
    line: '<dataType>Apex<',
    message: /A type of Apex/,
  },
  {
    title: 'a name that stands twice',
    file: REP_FLOW,
    from: '<name>dryRun</name>\n        <dataType>',
    to: '<name>Refuse</name>\n        <dataType>',
    message: /Refuse stands twice/,
  },
  {
    title: 'a name with two underscores in a row',
    file: REP_FLOW,
    from: '<name>Tell_Fault<',
    to: '<name>Tell__Fault<',
    message: /Tell__Fault is no API name/,
  },
  {
    title: 'a variable without a description',
    file: REP_FLOW,
    from: '    <variables>\n        <description>Only say it. May be left empty.</description>\n',
    to: '    <variables>\n',
    message: /dryRun has no description/,
  },
  {
    title: 'a connector to an element that is not there',
    file: REP_FLOW,
    from: FAULT_OF_CALL,
    to: FAULT_OF_CALL.replace('Tell_Fault', 'Say_Fault'),
    message: /no element Say_Fault/,
  },
  {
    title: 'an element that nothing leads to',
    file: ADMIN_FLOW,
    from: '<targetReference>Refuse<',
    to: '<targetReference>Tell_Fault<',
    line: part(ADMIN_FLOW, 'assignments', 'Refuse'),
    message: /Nothing leads to Refuse/,
  },
  {
    title: 'a call without a fault path',
    file: REP_FLOW,
    from: FAULT_OF_CALL,
    to: '',
    line: '<actionCalls>',
    message: /Call_Service has no fault path/,
  },
]);

refusesConnected(flowReferences, [
  {
    title: 'a part of the Flow that is not there',
    file: REP_FLOW,
    from: '<elementReference>askedBy<',
    to: '<elementReference>askedFor<',
    message: /no askedFor in the Flow/,
  },
  {
    title: 'an assignment to a variable that is not there',
    file: REP_FLOW,
    from: '<assignToReference>message<',
    to: '<assignToReference>text<',
    message: /no text in the Flow/,
  },
  {
    title: 'a label that is not there',
    file: ADMIN_FLOW,
    from: '$Label.Flow_Admin_Only',
    to: '$Label.Flow_Admins',
    message: /no label Flow_Admins/,
  },
  {
    title: 'a custom permission that is not there',
    file: ADMIN_FLOW,
    from: '$Permission.Debrief_Admin',
    to: '$Permission.Admin',
    message: /no custom permission Admin/,
  },
  {
    title: 'a field of the user that is not there',
    file: REP_FLOW,
    from: '{!$User.FirstName}',
    to: '{!$User.GivenName}',
    message: /no field User\.GivenName/,
  },
  {
    title: 'a global variable that no Flow knows',
    file: REP_FLOW,
    from: '$Flow.FaultMessage',
    to: '$Flow.Fault',
    message: /know no \$Flow\.Fault/,
  },
  {
    title: 'a field that is not there, in a filter',
    file: REP_FLOW,
    from: '<field>Key__c<',
    to: '<field>Code__c<',
    message: /no field Conversation__c\.Code__c/,
  },
  {
    title: 'an object that is not there',
    file: REP_FLOW,
    from: '<object>Conversation__c<',
    to: '<object>Call__c<',
    line: part(REP_FLOW, 'recordLookups', 'Find_Conversation').replace('>Conversation__c<', '>Call__c<'),
    message: /no object Call__c/,
  },
]);

refusesConnected(flowActions, [
  {
    title: 'an operation that the service does not have',
    file: REP_FLOW,
    from: '<actionName>Debrief_Sync.undoTalk<',
    to: '<actionName>Debrief_Sync.undoTalks<',
    line: '<actionCalls>',
    message: /no operation Debrief_Sync\.undoTalks/,
  },
  {
    title: 'a name segment of another operation',
    file: REP_FLOW,
    from: '<nameSegment>Debrief_Sync.undoTalk<',
    to: '<nameSegment>Debrief_Sync.putRules<',
    line: '<actionCalls>',
    message: /nameSegment is not/,
  },
  {
    title: 'an input that the operation does not take',
    file: REP_FLOW,
    from: '<inputParameters>\n            <name>dryRun<',
    to: '<inputParameters>\n            <name>dry<',
    message: /undoTalk takes no dry/,
  },
  {
    title: 'an input that the operation needs and is not given',
    file: ADMIN_FLOW,
    from: '<inputParameters>\n            <name>body<',
    to: '<inputParameters>\n            <name>limit<',
    line: '<actionCalls>',
    message: /putRules needs body/,
  },
  {
    title: 'an input of another type',
    file: ADMIN_FLOW,
    from: '<elementReference>limit<',
    to: '<elementReference>body<',
    line: '<inputParameters>\n            <name>limit<',
    message: /limit of putRules is Number, not String/,
  },
  {
    title: 'a status that the operation does not describe',
    file: REP_FLOW,
    from: 'Call_Service.2XX.ok',
    to: 'Call_Service.200.ok',
    message: /has no answer 200/,
  },
  {
    title: 'a property that the answer does not have',
    file: REP_FLOW,
    from: 'Call_Service.2XX.json',
    to: 'Call_Service.2XX.text',
    message: /has no text/,
  },
]);

const ASSIGN_MESSAGE = `        <assignmentItems>
            <assignToReference>message</assignToReference>
            <operator>Assign</operator>
            <value>
                <elementReference>$Label.Flow_Admin_Only</elementReference>
            </value>
        </assignmentItems>
`;
refusesConnected(flowOutputs, [
  {
    title: 'an output without a value where the user is refused',
    file: ADMIN_FLOW,
    from: ASSIGN_MESSAGE,
    to: '',
    line: part(ADMIN_FLOW, 'variables', 'message'),
    message: /message has no value where the path ends at Refuse/,
  },
  {
    title: 'an outcome that ends the run before an output has its value',
    file: ADMIN_FLOW,
    from: '            <connector>\n                <targetReference>Call_Service</targetReference>\n            </connector>\n',
    to: '',
    line: part(ADMIN_FLOW, 'variables', 'ok'),
    message: /ok has no value where the path ends at Check_Permission/,
  },
]);

refusesConnected(flowTests, [
  {
    title: 'a test of a Flow that is not there',
    file: FLOW_TEST,
    from: '<flowApiName>Debrief_Undo_Talk<',
    to: '<flowApiName>Debrief_Undo<',
    message: /no Flow Debrief_Undo$/,
  },
  {
    title: 'an input that the Flow does not have',
    file: FLOW_TEST,
    from: '<leftValueReference>dryRun<',
    to: '<leftValueReference>dry<',
    line: '<parameters>\n            <leftValueReference>dry<',
    message: /no input dry/,
  },
  {
    title: 'an input of another type',
    file: FLOW_TEST,
    from: '<booleanValue>true</booleanValue>',
    to: '<stringValue>true</stringValue>',
    line: '<parameters>\n            <leftValueReference>dryRun<',
    message: /dryRun is a Boolean, which is no stringValue/,
  },
  {
    title: 'an element that the Flow does not have',
    file: FLOW_TEST,
    from: '<elementApiName>Call_Service<',
    to: '<elementApiName>Call_Server<',
    line: '<testPoints>\n        <elementApiName>Call_Server<',
    message: /no element Call_Server/,
  },
  {
    title: 'an output of another element',
    file: FLOW_TEST,
    from: '<leftValueReference>Call_Service.2XX<',
    to: '<leftValueReference>Find_Conversation.2XX<',
    message: /no output of Call_Service/,
  },
  {
    title: 'an output that is no JSON',
    file: FLOW_TEST,
    from: '<jsonValue>{',
    to: '<jsonValue>',
    message: /jsonValue is no JSON/,
  },
  {
    title: 'a path that the element does not have',
    file: FLOW_TEST.replace('_Answers', '_Faults'),
    from: '<pathAfterMockOutput>faultConnector<',
    to: '<pathAfterMockOutput>timeoutConnector<',
    message: /no path timeoutConnector/,
  },
  {
    title: 'an assertion on what the Flow does not have',
    file: FLOW_TEST,
    from: '<leftValueReference>status<',
    to: '<leftValueReference>code<',
    message: /no code in the Flow/,
  },
  {
    title: 'a test that asserts nothing',
    file: FLOW_TEST,
    from: '<elementApiName>Finish<',
    to: '<elementApiName>End<',
    line: '<FlowTest',
    message: /no test point Finish/,
  },
]);
