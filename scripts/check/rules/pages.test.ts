import {
  APP,
  CARD,
  cardMeta,
  LABELS,
  LAYOUT,
  OBJECT,
  PAGE,
  PERMISSION_SET,
  refuses,
  SOUND,
  TAB,
  xml,
} from '../fixture.ts';
import { apps } from './apps.ts';
import { componentMeta } from './componentMeta.ts';
import { componentReferences } from './componentReferences.ts';
import { flexiPages } from './flexiPages.ts';
import { labels } from './labels.ts';
import { layouts } from './layouts.ts';
import { permissionSets } from './permissionSets.ts';
import { translations } from './translations.ts';

const swap = (name: string, from: string, to: string) => ({ [name]: (SOUND[name] ?? '').replace(from, to) });
const LIST = 'force-app/main/objects/Talk__c/listViews/All.listView-meta.xml';
const META = `${CARD}/talkCard.js-meta.xml`;
const override = (action: string) =>
  `<actionOverrides><actionName>${action}</actionName><content>Talk_Page</content><formFactor>Large</formFactor><type>Flexipage</type><pageOrSobjectType>Talk__c</pageOrSobjectType></actionOverrides>`;

refuses(layouts, [
  {
    title: 'a column by the name of its field',
    changes: {
      [LIST]: xml(
        'ListView',
        '<fullName>All</fullName>\n<columns>Name</columns>\n<filterScope>Everything</filterScope>\n<label>All</label>',
      ),
    },
    file: LIST,
    line: 4,
    message: /knows Name as NAME/,
  },
  {
    title: 'a condition on a filter that is not there',
    changes: {
      [LIST]: xml(
        'ListView',
        '<fullName>All</fullName>\n<booleanFilter>1</booleanFilter>\n<filterScope>Everything</filterScope>\n<label>All</label>',
      ),
    },
    file: LIST,
    line: 4,
    message: /filter 1/,
  },
  {
    title: 'a layout without the name',
    changes: swap(LAYOUT, '<field>Name</field>', '<field>OwnerId</field>'),
    file: LAYOUT,
    line: 2,
    message: /required field Name/,
  },
  {
    title: 'a search filter by a field that is not there',
    changes: swap(
      OBJECT,
      '<sharingModel>',
      '<searchLayouts>\n<searchFilterFields>Theme__c</searchFilterFields>\n</searchLayouts>\n<sharingModel>',
    ),
    file: OBJECT,
    line: 8,
    message: /no field Theme__c/,
  },
]);

const placed = (property: string, value: string, component: string) =>
  swap(
    PAGE,
    '<componentName>talkCard',
    `<componentInstanceProperties><name>${property}</name><value>${value}</value></componentInstanceProperties>\n<componentName>${component}`,
  );

refuses(flexiPages, [
  {
    title: 'a property that a component of the platform does not have',
    changes: placed('actions', '3', 'force:highlightsPanel'),
    file: PAGE,
    line: 4,
    message: /no property actions/,
  },
  {
    title: 'a word where a component of the platform takes a number',
    changes: placed('numVisibleActions', 'three', 'force:highlightsPanel'),
    file: PAGE,
    line: 4,
    message: /does not take "three"/,
  },
  {
    title: 'a word where a component of ours takes a number',
    changes: {
      ...placed('recordId', 'many', 'talkCard'),
      [META]: cardMeta(
        '<targetConfigs><targetConfig targets="lightning__RecordPage"><property name="recordId" type="Integer" label="Rows"/></targetConfig></targetConfigs>',
      ),
    },
    file: PAGE,
    line: 4,
    message: /is of type Integer, not "many"/,
  },
  {
    title: 'what stands around an item of a utility bar, on a record page',
    changes: swap(
      PAGE,
      '<componentName>talkCard',
      '\n<componentInstanceProperties><name>height</name><type>decorator</type><value>480</value></componentInstanceProperties><componentName>talkCard',
    ),
    file: PAGE,
    line: 5,
    message: /height is nothing that an item of a RecordPage takes/,
  },
  {
    title: 'a condition on a field that is not there',
    changes: swap(
      PAGE,
      '<identifier>card</identifier>',
      '<identifier>card</identifier>\n<visibilityRule>\n<criteria>\n<leftValue>{!Record.Theme__c}</leftValue>\n<operator>EQUAL</operator>\n<rightValue>a</rightValue>\n</criteria>\n</visibilityRule>',
    ),
    file: PAGE,
    line: 7,
    message: /no field Theme__c/,
  },
]);

refuses(apps, [
  {
    title: 'a page in place of another action',
    changes: swap(APP, '<defaultLandingTab>', `${override('Edit')}\n<defaultLandingTab>`),
    file: APP,
    line: 3,
    message: /action View of Talk__c, not Edit/,
  },
  {
    title: 'an override for a profile with a page that is not there',
    changes: swap(
      APP,
      '<tabs>',
      `${override('View').replaceAll('actionOverrides', 'profileActionOverrides').replace('Talk_Page', 'Gone')}\n<tabs>`,
    ),
    file: APP,
    line: 6,
    message: /no page Gone/,
  },
  {
    title: 'a tab with a component that no tab shows',
    changes: {
      [TAB]: xml(
        'CustomTab',
        '<label>Talks</label>\n<lwcComponent>talkCard</lwcComponent>\n<motif>Custom71: Headset</motif>',
      ),
    },
    file: TAB,
    line: 4,
    message: /no target lightning__Tab/,
  },
  {
    title: 'a tab with a record page',
    changes: {
      [TAB]: xml(
        'CustomTab',
        '<flexiPage>Talk_Page</flexiPage>\n<label>Talks</label>\n<motif>Custom71: Headset</motif>',
      ),
    },
    file: TAB,
    line: 3,
    message: /Talk_Page is a RecordPage/,
  },
]);

refuses(
  permissionSets,
  (
    [
      [
        'a tab of the platform that is none',
        '<tabSettings><tab>standard-Talks</tab><visibility>Visible</visibility></tabSettings>',
        /no tab standard-Talks/,
      ],
      [
        'Apex that is not there',
        '<classAccesses><apexClass>Talks</apexClass><enabled>true</enabled></classAccesses>',
        /no Apex class Talks/,
      ],
      [
        'a record type that is not there',
        '<recordTypeVisibilities><recordType>Talk__c.Long</recordType><visible>true</visible></recordTypeVisibilities>',
        /no record type Talk__c.Long/,
      ],
      [
        'a credential that is not there',
        '<externalCredentialPrincipalAccesses><enabled>true</enabled><externalCredentialPrincipal>Talks-Named</externalCredentialPrincipal></externalCredentialPrincipalAccesses>',
        /principal Talks-Named/,
      ],
    ] as const
  ).map(([title, grant, message]) => ({
    title,
    changes: swap(PERMISSION_SET, '<description>', `${grant}\n<description>`),
    file: PERMISSION_SET,
    line: 3,
    message,
  })),
);

const configured = (body: string) => ({
  [META]: cardMeta(
    `<targetConfigs>\n<targetConfig targets="lightning__RecordPage">\n${body}\n</targetConfig>\n</targetConfigs>`,
  ),
});

refuses(
  componentMeta,
  (
    [
      ['a part that a configuration does not have', '<things/>', 10, /no element things/],
      [
        'a form factor that is none',
        '<supportedFormFactors>\n<supportedFormFactor type="Medium"/>\n</supportedFormFactors>',
        11,
        /Medium is not Large or Small/,
      ],
      [
        'an attribute that a property does not have',
        '<property name="recordId" type="String" label="A" kind="b"/>',
        10,
        /no attribute kind/,
      ],
      [
        'a default of another type',
        '<property name="recordId" type="Integer" label="A" default="many"/>',
        10,
        /default is not of type Integer/,
      ],
      [
        'a property that stands twice',
        '<property name="recordId" type="String" label="A"/>\n<property name="recordId" type="String" label="B"/>',
        11,
        /recordId stands twice/,
      ],
    ] as const
  ).map(([title, body, line, message]) => ({ title, changes: configured(body), file: META, line, message })),
);

refuses(componentReferences, [
  {
    title: 'styles of a component that is not there',
    changes: { [`${CARD}/talkCard.css`]: ".a {\n  color: inherit;\n}\n@import 'c/talkStyles';\n" },
    file: `${CARD}/talkCard.css`,
    line: 4,
    message: /no component c\/talkStyles/,
  },
]);

refuses(labels, [
  {
    title: 'a language that is none',
    changes: swap(LABELS, '>en_US<', '>English<'),
    file: LABELS,
    line: 5,
    message: /English is no language/,
  },
]);

const FRENCH_TALK = 'force-app/main/objectTranslations/Talk__c-fr/Talk__c-fr.objectTranslation-meta.xml';
refuses(translations, [
  {
    title: 'a name of more than 40 characters',
    changes: {
      [FRENCH_TALK]: xml(
        'CustomObjectTranslation',
        `<caseValues>\n<plural>true</plural>\n<value>${'n'.repeat(41)}</value>\n</caseValues>`,
      ),
    },
    file: FRENCH_TALK,
    line: 5,
    message: /more than 40 characters/,
  },
]);
