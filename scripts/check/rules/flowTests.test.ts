import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONNECTED, FLOW_TEST, refusesConnected, REP_FLOW } from '../connectFixture.ts';
import { findings } from '../fixture.ts';
import { flowTests } from './flowTests.ts';

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
    title: 'a parameter of another kind',
    file: FLOW_TEST,
    from: '<type>InputVariable<',
    to: '<type>ScheduledPath<',
    line: '<parameters>',
    message: /key of Start is no InputVariable/,
  },
  {
    title: 'an element that gives no output, and of which nothing is said',
    file: FLOW_TEST,
    from: '<isUseMockOutput>true<',
    to: '<isUseMockOutput>false<',
    line: '<testPoints>\n        <elementApiName>Find_Conversation<',
    message: /neither gives an output nor asserts anything/,
  },
  {
    title: 'a point that stands twice',
    file: FLOW_TEST,
    from: '<elementApiName>Call_Service<',
    to: '<elementApiName>Find_Conversation<',
    line: '<testPoints>\n        <elementApiName>Find_Conversation</elementApiName>\n        <isUseMockOutput>true</isUseMockOutput>\n        <parameters>\n            <leftValueReference>Call_Service',
    message: /Find_Conversation stands twice/,
  },
  {
    title: 'a test that does not begin at the start',
    file: FLOW_TEST,
    from: '<elementApiName>Start<',
    to: '<elementApiName>Refuse<',
    line: '<FlowTest',
    message: /first test point is Start/,
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

test('flow-test: a Flow without a test is refused', async () => {
  const tests = Object.keys(CONNECTED).filter((file) => file.includes('/Debrief_Undo_Talk_'));
  const found = await findings([flowTests], { ...CONNECTED, ...Object.fromEntries(tests.map((file) => [file, null])) });
  assert.deepEqual(found, [{ file: REP_FLOW, line: 2, rule: 'flow-test', message: 'Debrief_Undo_Talk has no test' }]);
});
