import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIELD, findings, OBJECT, refuses, SOUND, xml } from '../fixture.ts';
import { customPermissions } from './customPermissions.ts';
import { fields } from './fields.ts';
import { objects } from './objects.ts';

const FIELDS = 'force-app/main/objects/Talk__c/fields';
/** The field Topic__c with these elements, the first of them on line 5. */
const field = (body: string) => ({
  [FIELD]: xml('CustomField', `<fullName>Topic__c</fullName>\n<label>Topic</label>\n${body}`),
});
const reference = (type: string, parent: string, rest = '') =>
  field(
    `<referenceTo>${parent}</referenceTo>\n<relationshipName>Talks</relationshipName>\n<type>${type}</type>\n${rest}`,
  );
const object = (from: string, to: string) => ({ [OBJECT]: (SOUND[OBJECT] ?? '').replace(from, to) });
const longText = (name: string, length: number) => ({
  [`${FIELDS}/${name}.field-meta.xml`]: xml(
    'CustomField',
    `<fullName>${name}</fullName>\n<label>Long</label>\n<length>${length}</length>\n<type>LongTextArea</type>\n<visibleLines>3</visibleLines>`,
  ),
});

refuses(
  fields,
  (
    [
      [
        'a required checkbox',
        field('<defaultValue>false</defaultValue>\n<required>true</required>\n<type>Checkbox</type>'),
        6,
        /Checkbox field can't be required/,
      ],
      [
        'a required formula',
        field('<formula>Name</formula>\n<required>true</required>\n<type>Text</type>'),
        6,
        /formula field can't be required/,
      ],
      [
        'a required lookup that says nothing on deletion',
        reference('Lookup', 'Account', '<required>true</required>'),
        8,
        /Restrict/,
      ],
      ['a lookup to a task', reference('Lookup', 'Task'), 5, /refers to Task/],
      ['a lead as master', reference('MasterDetail', 'Lead'), 5, /Lead can't be a master/],
      [
        'a third place among masters',
        reference('MasterDetail', 'Account', '<relationshipOrder>2</relationshipOrder>'),
        8,
        /0 for the first master/,
      ],
      [
        'an element of master-detail on a lookup',
        reference('Lookup', 'Account', '<writeRequiresMasterRead>true</writeRequiresMasterRead>'),
        8,
        /belongs to a master-detail field/,
      ],
      [
        'a relationship name that is none',
        field('<referenceTo>Account</referenceTo>\n<relationshipName>Talks__r</relationshipName>\n<type>Lookup</type>'),
        6,
        /Talks__r is no developer name/,
      ],
      [
        'an auto-number without its digits',
        field('<displayFormat>T-</displayFormat>\n<type>AutoNumber</type>'),
        5,
        /holds \{0\}/,
      ],
      [
        'a checkbox whose default is no truth',
        field('<defaultValue>no</defaultValue>\n<type>Checkbox</type>'),
        5,
        /true or false/,
      ],
      ['a formula of long text', field('<formula>Name</formula>\n<type>LongTextArea</type>'), 6, /No formula/],
      [
        'a roll-up over a lookup',
        field(
          '<summaryForeignKey>Talk__c.Account__c</summaryForeignKey>\n<summaryOperation>count</summaryOperation>\n<type>Summary</type>',
        ),
        5,
        /no field Talk__c.Account__c/,
      ],
      [
        'a controlling field that is not there',
        field(
          '<type>Picklist</type>\n<valueSet>\n<controllingField>Theme__c</controllingField>\n<valueSetDefinition><value><fullName>A</fullName><label>A</label></value></valueSetDefinition>\n</valueSet>',
        ),
        6,
        /no field Theme__c/,
      ],
      [
        'a global value set that is not there',
        field('<type>Picklist</type>\n<valueSet>\n<valueSetName>Themes</valueSetName>\n</valueSet>'),
        6,
        /no global value set Themes/,
      ],
      [
        'a multi-select picklist without its lines',
        field(
          '<type>MultiselectPicklist</type>\n<valueSet><valueSetDefinition><value><fullName>A</fullName><label>A</label></value></valueSetDefinition></valueSet>',
        ),
        2,
        /visibleLines of a MultiselectPicklist/,
      ],
    ] as [string, Record<string, string>, number, RegExp][]
  ).map(([title, changes, line, message]) => ({ title, changes, file: FIELD, line, message })),
);

refuses(fields, [
  {
    title: 'more long text than an object holds',
    changes: Object.assign({}, ...Array.from({ length: 13 }, (_, n) => longText(`Long${n}__c`, 131_072))) as Record<
      string,
      string
    >,
    file: `${FIELDS}/Long9__c.field-meta.xml`,
    line: 5,
    message: /1703936 characters/,
  },
  {
    title: 'a field of events that is none of activities',
    changes: { 'force-app/main/objects/Event/fields/Topic__c.field-meta.xml': SOUND[FIELD] ?? '' },
    file: 'force-app/main/objects/Event/fields/Topic__c.field-meta.xml',
    line: 3,
    message: /a field of Activity/,
  },
]);

test('field-limits: a formula of text has no length', async () => {
  assert.deepEqual(await findings([fields], field('<formula>Name</formula>\n<type>Text</type>')), []);
});

refuses(objects, [
  {
    title: 'more open outside than inside',
    changes: object(
      '<sharingModel>ReadWrite',
      '<externalSharingModel>ReadWrite</externalSharingModel>\n<sharingModel>Private',
    ),
    file: OBJECT,
    line: 7,
    message: /more open/,
  },
  {
    title: 'a name that is a number',
    changes: object('<type>Text</type></nameField>', '<type>Number</type></nameField>'),
    file: OBJECT,
    line: 5,
    message: /Text or AutoNumber/,
  },
  {
    title: 'a name without a label',
    changes: object('<nameField><label>Name</label>', '<nameField>'),
    file: OBJECT,
    line: 5,
    message: /needs a label/,
  },
  {
    title: 'a number of more than ten digits',
    changes: object(
      '<type>Text</type></nameField>',
      '<displayFormat>{00000000000}</displayFormat><type>AutoNumber</type></nameField>',
    ),
    file: OBJECT,
    line: 5,
    message: /at most ten zeros/,
  },
  {
    title: 'a page in place of the edit form',
    changes: object(
      '<deploymentStatus>',
      '<actionOverrides><actionName>Edit</actionName><content>Talk_Page</content><type>Flexipage</type></actionOverrides>\n<deploymentStatus>',
    ),
    file: OBJECT,
    line: 3,
    message: /overrides the action View, not Edit/,
  },
]);

const PERMISSION = 'force-app/main/customPermissions/Talks.customPermission-meta.xml';
refuses(customPermissions, [
  {
    title: 'a description of more than 255 characters',
    changes: {
      [PERMISSION]: xml('CustomPermission', `<description>${'d'.repeat(256)}</description>\n<label>Talks</label>`),
    },
    file: PERMISSION,
    line: 3,
    message: /256 characters, at most 255/,
  },
]);
