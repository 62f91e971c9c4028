import { FIELD, refuses, SOUND, xml, type Files } from '../fixture.ts';
import { flowReferences } from './flowReferences.ts';
import { flows } from './flows.ts';
import { flowTests } from './flowTests.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findings } from '../fixture.ts';

const FILE = 'force-app/examples/flows/Example.flow-meta.xml';
const PARENT = 'force-app/main/objects/Talk__c/fields/Parent__c.field-meta.xml';

/** A Flow that runs for each talk, after it was saved. */
const EXAMPLE = xml(
  'Flow',
  `<apiVersion>67.0</apiVersion>
  <description>Copies the topic of the talk before.</description>
  <label>Example</label>
  <processType>AutoLaunchedFlow</processType>
  <recordUpdates>
  <description>Copies it.</description>
  <name>Copy</name>
  <label>Copy it</label>
  <faultConnector><targetReference>Copy_Again</targetReference></faultConnector>
  <inputAssignments>
  <field>Topic__c</field>
  <value><elementReference>$Record.Parent__r.Topic__c</elementReference></value>
  </inputAssignments>
  <inputReference>$Record</inputReference>
  </recordUpdates>
  <start>
  <connector><targetReference>Copy</targetReference></connector>
  <filters>
  <field>Topic__c</field>
  <operator>IsNull</operator>
  <value><booleanValue>true</booleanValue></value>
  </filters>
  <object>Talk__c</object>
  <recordTriggerType>Create</recordTriggerType>
  <triggerType>RecordAfterSave</triggerType>
  </start>
  <status>Draft</status>`,
).replace(/<faultConnector>.*<\/faultConnector>\n/, '');

const WITH_EXAMPLE: Files = {
  [FILE]: EXAMPLE,
  [PARENT]: xml(
    'CustomField',
    `<fullName>Parent__c</fullName>
    <label>Talk before</label>
    <referenceTo>Talk__c</referenceTo>
    <relationshipName>Talks</relationshipName>
    <type>Lookup</type>`,
  ),
};

const refusal = (title: string, from: string, to: string, line: string, message: RegExp) => {
  assert.ok(EXAMPLE.includes(from), title);
  const text = EXAMPLE.replace(from, to);
  const changes = { ...WITH_EXAMPLE, [FILE]: text };
  return { title, changes, file: FILE, line: text.slice(0, text.indexOf(line)).split('\n').length, message };
};

test('an example that runs for a record passes, and needs no FlowTest', async () => {
  assert.ok(SOUND[FIELD]);
  assert.deepEqual(await findings([flowReferences, flowTests], WITH_EXAMPLE), []);
});

refuses(flowReferences, [
  refusal(
    'a field of the record that is not there',
    'Parent__r.Topic__c',
    'Theme__c',
    '<elementReference>$Record',
    /no field Talk__c\.Theme__c/,
  ),
  refusal(
    'a field of a record that it points to, which is not there',
    'Parent__r.Topic__c',
    'Parent__r.Theme__c',
    '<elementReference>$Record',
    /no field Talk__c\.Theme__c/,
  ),
  refusal(
    'a record that it does not point to',
    'Parent__r.Topic__c',
    'Child__r.Topic__c',
    '<elementReference>$Record',
    /no field Talk__c\.Child__c/,
  ),
  refusal(
    'an entry condition on a field that is not there',
    '<filters>\n<field>Topic__c',
    '<filters>\n<field>Theme__c',
    '<field>Theme__c',
    /no field Talk__c\.Theme__c/,
  ),
  refusal(
    'a value for a field that is not there',
    '<inputAssignments>\n<field>Topic__c',
    '<inputAssignments>\n<field>Theme__c',
    '<field>Theme__c',
    /no field Talk__c\.Theme__c/,
  ),
  refusal('an object that is not there', '<object>Talk__c', '<object>Speech__c', '<start>', /no object Speech__c/),
]);

refuses(flows, [
  refusal(
    'an example that runs by itself once deployed',
    '<status>Draft',
    '<status>Active',
    '<status>',
    /status is not Draft/,
  ),
]);
