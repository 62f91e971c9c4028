import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

export const metadataXml = (root: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${namespace}>${body}</${root}>\n`;

export const fieldXml = (name: string, type: string, body = ''): string =>
  metadataXml(
    'CustomField',
    `<fullName>${name}</fullName><label>${name.replace(/__c$/, '').replaceAll('_', ' ')}</label><type>${type}</type>${body}`,
  );

export const objectXml = (label: string, nameField: string, activities = false): string =>
  metadataXml(
    'CustomObject',
    `<label>${label}</label><pluralLabel>${label}s</pluralLabel>${nameField}<deploymentStatus>Deployed</deploymentStatus>
     <sharingModel>ReadWrite</sharingModel><enableActivities>${activities}</enableActivities>`,
  );

const value = (name: string, more = ''): string =>
  `<value><fullName>${name}</fullName><default>false</default><label>${name}</label>${more}</value>`;

const picklistXml = (names: string[], restricted = true): string =>
  `<valueSet><restricted>${restricted}</restricted><valueSetDefinition><sorted>false</sorted>${names.map((name) => value(name)).join('')}</valueSetDefinition></valueSet>`;

const key = '<length>40</length><externalId>true</externalId><unique>true</unique><caseSensitive>true</caseSensitive>';

/** A small package with one of each kind of metadata: a boat, its parts (details), a mooring, activity fields. */
export const boatPackage: Record<string, string> = {
  'objects/Boat__c/Boat__c.object-meta.xml': objectXml('Boat', '<nameField><label>Boat name</label><type>Text</type></nameField>', true),
  'objects/Boat__c/fields/Key__c.field-meta.xml': fieldXml('Key__c', 'Text', key),
  'objects/Boat__c/fields/Code__c.field-meta.xml': fieldXml('Code__c', 'Text', '<length>10</length><externalId>true</externalId><unique>true</unique><caseSensitive>false</caseSensitive>'),
  'objects/Boat__c/fields/Tag__c.field-meta.xml': fieldXml('Tag__c', 'Text', '<length>10</length><externalId>true</externalId><unique>false</unique>'),
  'objects/Boat__c/fields/Kind__c.field-meta.xml': fieldXml('Kind__c', 'Picklist', picklistXml(['Sail', 'Motor'])),
  'objects/Boat__c/fields/Uses__c.field-meta.xml': fieldXml('Uses__c', 'MultiselectPicklist', `${picklistXml(['Race', 'Cruise', 'Fish'])}<visibleLines>3</visibleLines>`),
  'objects/Boat__c/fields/Length__c.field-meta.xml': fieldXml('Length__c', 'Number', '<precision>5</precision><scale>2</scale>'),
  'objects/Boat__c/fields/Log__c.field-meta.xml': fieldXml('Log__c', 'LongTextArea', '<length>1000</length><visibleLines>3</visibleLines>'),
  'objects/Boat__c/fields/Afloat__c.field-meta.xml': fieldXml('Afloat__c', 'Checkbox', '<defaultValue>true</defaultValue>'),
  'objects/Boat__c/fields/Launched__c.field-meta.xml': fieldXml('Launched__c', 'DateTime'),
  'objects/Boat__c/fields/Port__c.field-meta.xml': fieldXml('Port__c', 'Text', '<length>20</length><required>true</required><defaultValue>"Brest"</defaultValue>'),
  'objects/Boat__c/fields/Owner_Account__c.field-meta.xml': fieldXml('Owner_Account__c', 'Lookup', '<referenceTo>Account</referenceTo><relationshipName>Boats</relationshipName><deleteConstraint>SetNull</deleteConstraint>'),
  'objects/Boat__c/fields/Skipper__c.field-meta.xml': fieldXml('Skipper__c', 'Lookup', '<referenceTo>Contact</referenceTo><relationshipName>Skippered_Boats</relationshipName><deleteConstraint>Restrict</deleteConstraint>'),
  'objects/Boat_Part__c/Boat_Part__c.object-meta.xml': objectXml('Boat part', '<nameField><label>Number</label><type>AutoNumber</type><displayFormat>P-{0000}</displayFormat></nameField>'),
  'objects/Boat_Part__c/fields/Boat__c.field-meta.xml': fieldXml('Boat__c', 'MasterDetail', '<referenceTo>Boat__c</referenceTo><relationshipName>Parts</relationshipName><reparentableMasterDetail>false</reparentableMasterDetail><writeRequiresMasterRead>false</writeRequiresMasterRead>'),
  'objects/Boat_Part__c/fields/Key__c.field-meta.xml': fieldXml('Key__c', 'Text', key),
  'objects/Activity/fields/Boat_Key__c.field-meta.xml': fieldXml('Boat_Key__c', 'Text', '<length>40</length><externalId>true</externalId><unique>true</unique>'),
  'objects/Account/fields/Fleet__c.field-meta.xml': fieldXml('Fleet__c', 'Number', '<precision>3</precision><scale>0</scale>'),
  'labels/CustomLabels.labels-meta.xml': metadataXml('CustomLabels', '<labels><fullName>Ahoy</fullName><language>en_US</language><protected>false</protected><shortDescription>Ahoy</shortDescription><value>Ahoy &amp; welcome</value></labels>'),
  'translations/fr.translation-meta.xml': metadataXml('Translations', '<customLabels><label>Ohé</label><name>Ahoy</name></customLabels>'),
  'objectTranslations/Boat__c-fr/Boat__c-fr.objectTranslation-meta.xml': metadataXml('CustomObjectTranslation', '<caseValues><plural>false</plural><value>Bateau</value></caseValues><caseValues><plural>true</plural><value>Bateaux</value></caseValues>'),
  'objectTranslations/Boat__c-fr/Kind__c.fieldTranslation-meta.xml': metadataXml('CustomFieldTranslation', '<label>Type</label><name>Kind__c</name><picklistValues><masterLabel>Sail</masterLabel><translation>Voile</translation></picklistValues>'),
  'permissionsets/Debrief_Rep.permissionset-meta.xml': metadataXml(
    'PermissionSet',
    `<label>Boats for reps</label>
     <objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Boat__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>
     <fieldPermissions><editable>true</editable><field>Boat__c.Kind__c</field><readable>true</readable></fieldPermissions>
     <fieldPermissions><editable>false</editable><field>Boat__c.Log__c</field><readable>true</readable></fieldPermissions>
     <fieldPermissions><editable>true</editable><field>Task.Boat_Key__c</field><readable>true</readable></fieldPermissions>`,
  ),
  'permissionsets/Debrief_Integration.permissionset-meta.xml': metadataXml(
    'PermissionSet',
    `<label>Boats for a service</label>
     <objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Contact</object><viewAllRecords>true</viewAllRecords></objectPermissions>
     <fieldPermissions><editable>false</editable><field>Contact.Email</field><readable>true</readable></fieldPermissions>
     <userPermissions><enabled>true</enabled><name>ActivitiesAccess</name></userPermissions>
     <userPermissions><enabled>true</enabled><name>EditTask</name></userPermissions>
     <customPermissions><enabled>true</enabled><name>Harbour_Master</name></customPermissions>`,
  ),
  'flexipages/Boat.flexipage-meta.xml': metadataXml(
    'FlexiPage',
    `<flexiPageRegions><itemInstances><componentInstance><componentInstanceProperties><name>title</name><value>Crew</value></componentInstanceProperties><componentName>c:crew</componentName><identifier>c_crew</identifier></componentInstance></itemInstances><name>main</name><type>Region</type></flexiPageRegions>
     <masterLabel>Boat page</masterLabel><sobjectType>Boat__c</sobjectType><template><name>flexipage:recordHomeTemplateDesktop</name></template><type>RecordPage</type>`,
  ),
  'tabs/Boat__c.tab-meta.xml': metadataXml('CustomTab', '<customObject>true</customObject><motif>Custom41: Boat</motif>'),
  'applications/Harbour.app-meta.xml': metadataXml('CustomApplication', '<label>Harbour</label><navType>Standard</navType><tabs>Boat__c</tabs><uiType>Lightning</uiType>'),
  'lwc/crew/crew.js-meta.xml': metadataXml('LightningComponentBundle', '<apiVersion>67.0</apiVersion><isExposed>true</isExposed><targets><target>lightning__RecordPage</target></targets>'),
}; // prettier-ignore

/** The permission set that opens a tab to the reps of a new org. */
export const tabForReps = (tab: string): Record<string, string> => ({
  'permissionsets/Debrief_Rep.permissionset-meta.xml': metadataXml(
    'PermissionSet',
    `<label>A tab for reps</label><tabSettings><tab>${tab}</tab><visibility>Visible</visibility></tabSettings>`,
  ),
});

export interface WrittenPackage {
  directory: string;
  /** Adds or replaces a file; a path starts at the package directory. */
  write(path: string, content: string): void;
  remove(): void;
}

export function writePackage(files: Record<string, string> = boatPackage): WrittenPackage {
  const root = mkdtempSync(join(tmpdir(), 'local-org-package-'));
  const directory = join(root, 'main');
  const write = (path: string, content: string): void => {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  };
  mkdirSync(directory);
  for (const [path, content] of Object.entries(files)) write(path, content);
  return { directory, write, remove: () => rmSync(root, { recursive: true, force: true }) };
}
