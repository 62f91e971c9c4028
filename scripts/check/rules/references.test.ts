import { APP, FIELD, LABELS, LAYOUT, OBJECT, PAGE, PERMISSION_SET, refuses, SOUND, TAB, xml } from '../fixture.ts';
import { apps } from './apps.ts';
import { flexiPages } from './flexiPages.ts';
import { layouts } from './layouts.ts';
import { permissionSets } from './permissionSets.ts';
import { translations } from './translations.ts';

const of = (name: string) => SOUND[name] ?? '';
const swap = (name: string, from: string, to: string) => ({ [name]: of(name).replace(from, to) });
const FIELDS = 'force-app/main/objects/Talk__c/fields';
const custom = (name: string, rest: string) =>
  xml('CustomField', `<fullName>${name}</fullName>\n<label>Other</label>\n${rest}`);
const LONG = {
  [`${FIELDS}/Long__c.field-meta.xml`]: custom(
    'Long__c',
    '<length>1000</length>\n<type>LongTextArea</type>\n<visibleLines>3</visibleLines>',
  ),
};
const MASTER = {
  [`${FIELDS}/Account__c.field-meta.xml`]: custom(
    'Account__c',
    '<referenceTo>Account</referenceTo>\n<relationshipName>Talks</relationshipName>\n<type>MasterDetail</type>',
  ),
};

const COMPACT = 'force-app/main/objects/Talk__c/compactLayouts/Short.compactLayout-meta.xml';
const VIEW = 'force-app/main/objects/Talk__c/listViews/All.listView-meta.xml';
const view = (body: string) =>
  xml('ListView', `<fullName>All</fullName>\n${body}\n<filterScope>Everything</filterScope>\n<label>All</label>`);

refuses(layouts, [
  {
    title: 'a field that is not there, on a page layout',
    changes: swap(LAYOUT, 'Topic__c', 'Theme__c'),
    file: LAYOUT,
    line: 6,
    message: /Talk__c has no field Theme__c/,
  },
  {
    title: 'a layout without the required field',
    changes: MASTER,
    file: LAYOUT,
    line: 2,
    message: /lacks the required field Account__c/,
  },
  {
    title: 'a related list by a field that does not point here',
    changes: swap(
      LAYOUT,
      '</Layout>',
      '<relatedLists>\n<relatedList>Talk__c.Topic__c</relatedList>\n</relatedLists>\n</Layout>',
    ),
    file: LAYOUT,
    line: 10,
    message: /Talk__c.Topic__c is no field that points to Talk__c/,
  },
  {
    title: 'long text on a compact layout',
    changes: {
      ...LONG,
      [COMPACT]: xml('CompactLayout', '<fullName>Short</fullName>\n<fields>Long__c</fields>\n<label>Short</label>'),
    },
    file: COMPACT,
    line: 4,
    message: /Long__c is long text/,
  },
  {
    title: 'a column that is not there',
    changes: { [VIEW]: view('<columns>Theme__c</columns>') },
    file: VIEW,
    line: 4,
    message: /no field Theme__c/,
  },
  {
    title: 'a search layout field that is not there',
    changes: swap(
      OBJECT,
      '<sharingModel>',
      '<searchLayouts>\n<searchResultsAdditionalFields>Theme__c</searchResultsAdditionalFields>\n</searchLayouts>\n<sharingModel>',
    ),
    file: OBJECT,
    line: 8,
    message: /no field Theme__c/,
  },
]);

refuses(permissionSets, [
  {
    title: 'a field that is not there',
    changes: swap(PERMISSION_SET, 'Talk__c.Topic__c', 'Talk__c.Theme__c'),
    file: PERMISSION_SET,
    line: 4,
    message: /no field Talk__c.Theme__c/,
  },
  {
    title: 'a required field',
    changes: swap(FIELD, '<type>', '<required>true</required>\n<type>'),
    file: PERMISSION_SET,
    line: 4,
    message: /is required: access follows the object/,
  },
  {
    title: 'a required standard field',
    changes: swap(PERMISSION_SET, 'Talk__c.Topic__c', 'Opportunity.StageName'),
    file: PERMISSION_SET,
    line: 4,
    message: /Opportunity.StageName is required/,
  },
  {
    title: 'a standard field without field-level security',
    changes: swap(PERMISSION_SET, 'Talk__c.Topic__c', 'Task.CallType'),
    file: PERMISSION_SET,
    line: 4,
    message: /Task.CallType has no field-level security/,
  },
  {
    title: 'a master-detail field',
    changes: { ...MASTER, ...swap(PERMISSION_SET, 'Talk__c.Topic__c', 'Talk__c.Account__c') },
    file: PERMISSION_SET,
    line: 4,
    message: /is a master-detail field/,
  },
  {
    title: 'a child without its parent',
    changes: MASTER,
    file: PERMISSION_SET,
    line: 6,
    message: /needs read access to its parent Account/,
  },
  {
    title: 'create without read',
    changes: swap(PERMISSION_SET, '<allowRead>true', '<allowCreate>true</allowCreate><allowRead>false'),
    file: PERMISSION_SET,
    line: 6,
    message: /allowCreate needs allowRead/,
  },
  {
    title: 'a field named by Activity',
    changes: swap(PERMISSION_SET, 'Talk__c.Topic__c', 'Activity.Topic__c'),
    file: PERMISSION_SET,
    line: 4,
    message: /named as Task.Topic__c and Event.Topic__c/,
  },
  {
    title: 'object permissions of tasks',
    changes: swap(PERMISSION_SET, '<object>Talk__c', '<object>Task'),
    file: PERMISSION_SET,
    line: 6,
    message: /Task has no object permissions/,
  },
  {
    title: 'a user permission that does not exist',
    changes: swap(
      PERMISSION_SET,
      '</PermissionSet>',
      '<userPermissions>\n<enabled>true</enabled>\n<name>ReadMinds</name>\n</userPermissions>\n</PermissionSet>',
    ),
    file: PERMISSION_SET,
    line: 7,
    message: /no user permission ReadMinds/,
  },
  {
    title: 'a custom permission that is not there',
    changes: swap(
      PERMISSION_SET,
      '<description>',
      '<customPermissions><enabled>true</enabled><name>Talk_Admin</name></customPermissions>\n<description>',
    ),
    file: PERMISSION_SET,
    line: 3,
    message: /no custom permission Talk_Admin/,
  },
]);

refuses(flexiPages, [
  {
    title: 'a component that is not there',
    changes: swap(PAGE, '>talkCard<', '>talkList<'),
    file: PAGE,
    line: 4,
    message: /no component talkList/,
  },
  {
    title: 'a component of the platform that not every org has',
    changes: swap(PAGE, '>talkCard<', '>sales_cadence:worklist<'),
    file: PAGE,
    line: 4,
    message: /no component that every org has/,
  },
  {
    title: 'a region that the template does not have',
    changes: swap(PAGE, '<name>main<', '<name>middle<'),
    file: PAGE,
    line: 3,
    message: /no region middle/,
  },
  {
    title: 'a component without an identifier',
    changes: swap(PAGE, '<identifier>card</identifier>', ''),
    file: PAGE,
    line: 4,
    message: /lacks an identifier/,
  },
  {
    title: 'a property that the component does not have',
    changes: swap(
      PAGE,
      '<componentName>',
      '<componentInstanceProperties><name>size</name><value>3</value></componentInstanceProperties><componentName>',
    ),
    file: PAGE,
    line: 4,
    message: /no property size/,
  },
  {
    title: 'an object that is not there',
    changes: swap(PAGE, '<sobjectType>Talk__c', '<sobjectType>Speech__c'),
    file: PAGE,
    line: 9,
    message: /no object Speech__c/,
  },
  {
    title: 'a page on which the component may not stand',
    changes: swap(PAGE, '<type>RecordPage', '<type>HomePage'),
    file: PAGE,
    line: 4,
    message: /no target lightning__HomePage/,
  },
]);

refuses(apps, [
  {
    title: 'a tab that is not there',
    changes: swap(APP, '<tabs>Talk__c', '<tabs>Speech__c'),
    file: APP,
    line: 6,
    message: /no tab Speech__c/,
  },
  {
    title: 'an override with a page that is not there',
    changes: swap(
      APP,
      '<defaultLandingTab>',
      '<actionOverrides><actionName>View</actionName><content>Gone</content><formFactor>Large</formFactor><type>Flexipage</type><pageOrSobjectType>Talk__c</pageOrSobjectType></actionOverrides>\n<defaultLandingTab>',
    ),
    file: APP,
    line: 3,
    message: /no page Gone/,
  },
  {
    title: 'a motif that is none',
    changes: swap(TAB, 'Custom71: Headset', 'Mic'),
    file: TAB,
    line: 4,
    message: /no motif/,
  },
  {
    title: 'the tab of an object that is not there',
    changes: { 'force-app/main/tabs/Speech__c.tab-meta.xml': of(TAB) },
    file: 'force-app/main/tabs/Speech__c.tab-meta.xml',
    line: 2,
    message: /no object Speech__c/,
  },
]);

const FRENCH = 'force-app/main/translations/fr.translation-meta.xml';
const french = (name: string, text: string) => ({
  [FRENCH]: xml('Translations', `<customLabels>\n<label>${text}</label>\n<name>${name}</name>\n</customLabels>`),
});
const FRENCH_TALK = 'force-app/main/objectTranslations/Talk__c-fr/Talk__c-fr.objectTranslation-meta.xml';
const FRENCH_TOPIC = 'force-app/main/objectTranslations/Talk__c-fr/Topic__c.fieldTranslation-meta.xml';

refuses(translations, [
  {
    title: 'a label without its French',
    changes: french('farewell', 'Au revoir'),
    file: LABELS,
    line: 3,
    message: /greeting has no translation in fr/,
  },
  {
    title: 'French for a label that is not there',
    changes: french('farewell', 'Au revoir'),
    file: FRENCH,
    line: 3,
    message: /no label farewell/,
  },
  {
    title: 'a translation that loses a placeholder',
    changes: french('greeting', 'Bonjour'),
    file: FRENCH,
    line: 3,
    message: /has not the placeholders \{0\}/,
  },
  {
    title: 'French that may begin a line with its colon',
    changes: french('greeting', 'Bonjour : {0}'),
    file: FRENCH,
    line: 3,
    message: /no-break space/,
  },
  {
    title: 'a field without its French',
    changes: { [FRENCH_TALK]: xml('CustomObjectTranslation', '') },
    file: FIELD,
    line: 2,
    message: /Talk__c.Topic__c has no translation in fr/,
  },
  {
    title: 'French for a value that is not there',
    changes: {
      [FRENCH_TALK]: xml('CustomObjectTranslation', ''),
      [FRENCH_TOPIC]: xml(
        'CustomFieldTranslation',
        '<label>Sujet</label>\n<name>Topic__c</name>\n<picklistValues><masterLabel>Long</masterLabel><translation>Long</translation></picklistValues>',
      ),
    },
    file: FRENCH_TOPIC,
    line: 5,
    message: /no value labelled Long/,
  },
]);
