import { FIELD, LABELS, OBJECT, PAGE, refuses, SOUND, textField, xml } from '../fixture.ts';
import { fields } from './fields.ts';
import { labels } from './labels.ts';
import { objects } from './objects.ts';
import { placement } from './placement.ts';
import { shape } from './shape.ts';

const of = (name: string) => SOUND[name] ?? '';
const swap = (name: string, from: string, to: string) => ({ [name]: of(name).replace(from, to) });
/** The field with other elements after its name on line 3. */
const field = (body: string) => ({ [FIELD]: xml('CustomField', `<fullName>Topic__c</fullName>\n${body}`) });
const OTHER = 'force-app/main/objects/Talk__c/fields/Other__c.field-meta.xml';
const lookup = (name: string, type: string, parent: string) =>
  xml(
    'CustomField',
    `<fullName>${name}</fullName>
    <label>Other</label>
    <referenceTo>${parent}</referenceTo>
    <relationshipName>Talks</relationshipName>
    <type>${type}</type>`,
  );

refuses(shape, [
  {
    title: 'an element that the type does not have',
    changes: field('<label>Topic</label>\n<size>80</size>\n<type>Text</type>'),
    file: FIELD,
    line: 5,
    message: /no element size/,
  },
  {
    title: 'a value that the enum does not have',
    changes: field('<label>Topic</label>\n<length>80</length>\n<type>Txt</type>'),
    file: FIELD,
    line: 6,
    message: /"Txt" is not a value of FieldType/,
  },
  {
    title: 'a word where a number belongs',
    changes: swap(FIELD, '<length>80<', '<length>eighty<'),
    file: FIELD,
    line: 5,
    message: /length is not a number: "eighty"/,
  },
  {
    title: 'a word where true or false belongs',
    changes: field('<label>Topic</label>\n<length>80</length>\n<required>yes</required>\n<type>Text</type>'),
    file: FIELD,
    line: 6,
    message: /required is not a boolean/,
  },
  {
    title: 'an element that stands twice',
    changes: field('<label>Topic</label>\n<label>Subject</label>\n<length>80</length>\n<type>Text</type>'),
    file: FIELD,
    line: 5,
    message: /label stands twice/,
  },
  {
    title: 'repeated elements apart from each other',
    changes: swap(
      PAGE,
      '<template>',
      '<flexiPageRegions><name>header</name><type>Region</type></flexiPageRegions>\n<template>',
    ),
    file: PAGE,
    line: 10,
    message: /apart from the other flexiPageRegions/,
  },
  {
    title: 'a required element left out',
    changes: swap(PAGE, '<masterLabel>Talk</masterLabel>\n', ''),
    file: PAGE,
    line: 2,
    message: /lacks masterLabel/,
  },
  {
    title: 'text between elements',
    changes: swap(FIELD, '<label>', 'stray\n<label>'),
    file: FIELD,
    line: 2,
    message: /holds elements, not the text "stray"/,
  },
  {
    title: 'another namespace',
    changes: swap(FIELD, 'soap.sforce.com/2006/04', 'soap.sforce.com/2007/04'),
    file: FIELD,
    line: 2,
    message: /namespace/,
  },
]);

refuses(placement, [
  {
    title: 'a root that is not what the ending says',
    changes: { [FIELD]: xml('ListView', '<fullName>Topic__c</fullName>') },
    file: FIELD,
    line: 2,
    message: /ending says CustomField, its root ListView/,
  },
  {
    title: 'a folder where source format does not look',
    changes: { [FIELD]: null, 'force-app/main/fields/Topic__c.field-meta.xml': textField() },
    file: 'force-app/main/fields/Topic__c.field-meta.xml',
    line: 1,
    message: /looks for it at objects\//,
  },
  {
    title: 'a file name that is not the full name',
    changes: { [FIELD]: textField('Subject__c') },
    file: FIELD,
    line: 3,
    message: /fullName is Subject__c, the file's name Topic__c/,
  },
  {
    title: 'a developer name that is too long',
    changes: { [FIELD.replace('Topic', 'T'.repeat(41))]: textField(`${'T'.repeat(41)}__c`) },
    file: FIELD.replace('Topic', 'T'.repeat(41)),
    line: 1,
    message: /41 characters, at most 40/,
  },
]);

refuses(fields, [
  {
    title: 'a text that is too long',
    changes: swap(FIELD, '>80<', '>256<'),
    file: FIELD,
    line: 5,
    message: /between 1 and 255/,
  },
  {
    title: 'long text on Activity',
    changes: {
      'force-app/main/objects/Activity/fields/Topic__c.field-meta.xml': xml(
        'CustomField',
        '<fullName>Topic__c</fullName>\n<label>Topic</label>\n<length>32768</length>\n<type>LongTextArea</type>\n<visibleLines>3</visibleLines>',
      ),
    },
    file: 'force-app/main/objects/Activity/fields/Topic__c.field-meta.xml',
    line: 6,
    message: /Activity takes no long text/,
  },
  {
    title: 'a label of more than 40 characters',
    changes: swap(FIELD, '>Topic<', `>${'t'.repeat(41)}<`),
    file: FIELD,
    line: 4,
    message: /41 characters, at most 40/,
  },
  {
    title: 'a scale larger than the precision',
    changes: field('<label>Topic</label>\n<precision>3</precision>\n<scale>4</scale>\n<type>Number</type>'),
    file: FIELD,
    line: 6,
    message: /scale is larger/,
  },
  {
    title: 'a lookup to an object that is not there',
    changes: { [OTHER]: lookup('Other__c', 'Lookup', 'Speech__c') },
    file: OTHER,
    line: 5,
    message: /no object Speech__c/,
  },
  {
    title: 'a required element on a master-detail field',
    changes: {
      [OTHER]: lookup('Other__c', 'MasterDetail', 'Account').replace('<type>', '<required>true</required>\n<type>'),
    },
    file: OTHER,
    line: 7,
    message: /carries no required/,
  },
  {
    title: 'a restricted picklist whose default is no value',
    changes: field(
      `<defaultValue>"Short"</defaultValue>
      <label>Topic</label>
      <type>Picklist</type>
      <valueSet><restricted>true</restricted><valueSetDefinition><value><fullName>Long</fullName><label>Long</label></value></valueSetDefinition></valueSet>`,
    ),
    file: FIELD,
    line: 4,
    message: /no value Short/,
  },
  {
    title: 'a checkbox without its default',
    changes: field('<label>Topic</label>\n<type>Checkbox</type>'),
    file: FIELD,
    line: 5,
    message: /needs a defaultValue/,
  },
  {
    title: 'a unique date',
    changes: field('<label>Topic</label>\n<type>Date</type>\n<unique>true</unique>'),
    file: FIELD,
    line: 6,
    message: /can't be unique/,
  },
]);

refuses(objects, [
  {
    title: 'two relationships of one name',
    changes: {
      [OTHER]: lookup('Other__c', 'Lookup', 'Account'),
      [OTHER.replace('Other__c.', 'Second__c.')]: lookup('Second__c', 'Lookup', 'Account'),
    },
    file: OTHER.replace('Other__c.', 'Second__c.'),
    line: 6,
    message: /already has a relationship Talks/,
  },
  {
    title: 'a third master',
    changes: Object.fromEntries(
      ['A', 'B', 'C'].map((letter) => [
        OTHER.replace('Other__c.', `${letter}__c.`),
        lookup(`${letter}__c`, 'MasterDetail', 'Account'),
      ]),
    ),
    file: OBJECT,
    line: 2,
    message: /3 master-detail fields/,
  },
  {
    title: 'sharing of its own under a master',
    changes: { [OTHER]: lookup('Other__c', 'MasterDetail', 'Account') },
    file: OBJECT,
    line: 7,
    message: /sharing is ControlledByParent/,
  },
  {
    title: 'a compact layout that is not there',
    changes: swap(
      OBJECT,
      '<deploymentStatus>',
      '<compactLayoutAssignment>Short</compactLayoutAssignment>\n<deploymentStatus>',
    ),
    file: OBJECT,
    line: 3,
    message: /no compact layout Short/,
  },
  {
    title: 'API switches that are not switched together',
    changes: swap(
      OBJECT,
      '<label>Talk<',
      '<enableBulkApi>true</enableBulkApi>\n<enableSharing>false</enableSharing>\n<label>Talk<',
    ),
    file: OBJECT,
    line: 5,
    message: /switched together/,
  },
]);

refuses(labels, [
  {
    title: 'a text of more than 1000 characters',
    changes: swap(LABELS, 'Hello {0}', 'h'.repeat(1001)),
    file: LABELS,
    line: 8,
    message: /more than 1000/,
  },
  {
    title: 'a name that stands twice',
    changes: swap(
      LABELS,
      '</CustomLabels>',
      '<labels>\n<fullName>Greeting</fullName>\n<value>Hi</value>\n</labels>\n</CustomLabels>',
    ),
    file: LABELS,
    line: 11,
    message: /Greeting stands twice/,
  },
]);
