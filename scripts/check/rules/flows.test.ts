import { ADMIN_FLOW, part, refusesConnected, REP_FLOW } from '../connectFixture.ts';
import { flowOutputs } from './flowOutputs.ts';
import { flows } from './flows.ts';

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
    title: 'a start that leads nowhere',
    file: ADMIN_FLOW,
    from: `        <connector>
            <targetReference>Check_Permission</targetReference>
        </connector>
`,
    to: '',
    line: '<start>',
    message: /start leads nowhere/,
  },
  {
    title: 'an element without a label',
    file: REP_FLOW,
    from: '        <label>Refuse, and say why</label>\n',
    to: '',
    line: part(REP_FLOW, 'assignments', 'Refuse').replace('        <label>Refuse, and say why</label>\n', ''),
    message: /Refuse has no label/,
  },
  {
    title: 'a description that is too long for Flow Builder',
    file: REP_FLOW,
    from: '<description>Takes a talk back. For',
    to: `<description>${'Takes a talk back. '.repeat(60)}For`,
    message: /more than 1000 characters/,
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
