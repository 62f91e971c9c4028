import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { build } from '../build.ts';
import { readContext, readPlatform, run } from './check.ts';
import type { Finding } from './finding.ts';
import type { Rule } from './rule.ts';

export type Files = Record<string, string>;

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
const platform = readPlatform();

/** A metadata file whose root stands on line 2 and whose body starts on line 3. */
export function xml(root: string, body: string): string {
  const lines = body.split('\n').map((line) => line.trim());
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">\n${lines.filter(Boolean).join('\n')}\n</${root}>\n`;
}

export const FIELD = 'force-app/main/objects/Talk__c/fields/Topic__c.field-meta.xml';
export const OBJECT = 'force-app/main/objects/Talk__c/Talk__c.object-meta.xml';
export const LAYOUT = 'force-app/main/layouts/Talk__c-Talk Layout.layout-meta.xml';
export const PERMISSION_SET = 'force-app/main/permissionsets/Reader.permissionset-meta.xml';
export const PAGE = 'force-app/main/flexipages/Talk_Page.flexipage-meta.xml';
export const APP = 'force-app/main/applications/Talks.app-meta.xml';
export const TAB = 'force-app/main/tabs/Talk__c.tab-meta.xml';
export const LABELS = 'force-app/main/labels/CustomLabels.labels-meta.xml';
export const CARD = 'force-app/main/lwc/talkCard';

export function textField(name = 'Topic__c'): string {
  return xml(
    'CustomField',
    `<fullName>${name}</fullName>
    <label>Topic</label>
    <length>80</length>
    <type>Text</type>`,
  );
}

export function cardMeta(body = ''): string {
  return xml(
    'LightningComponentBundle',
    `<apiVersion>67.0</apiVersion>
    <description>A talk.</description>
    <isExposed>true</isExposed>
    <masterLabel>Talk card</masterLabel>
    <targets><target>lightning__RecordPage</target></targets>
    ${body}`,
  );
}

/** A small package that nothing is wrong with. */
export const SOUND: Files = {
  'sfdx-project.json': '{"packageDirectories":[{"path":"force-app/main","default":true}],"sourceApiVersion":"67.0"}',
  [OBJECT]: xml(
    'CustomObject',
    `<deploymentStatus>Deployed</deploymentStatus>
    <label>Talk</label>
    <nameField><label>Name</label><type>Text</type></nameField>
    <pluralLabel>Talks</pluralLabel>
    <sharingModel>ReadWrite</sharingModel>`,
  ),
  [FIELD]: textField(),
  [LAYOUT]: xml(
    'Layout',
    `<layoutSections>
    <layoutColumns>
    <layoutItems><behavior>Required</behavior><field>Name</field></layoutItems>
    <layoutItems><behavior>Edit</behavior><field>Topic__c</field></layoutItems>
    </layoutColumns>
    <style>OneColumn</style>
    </layoutSections>`,
  ),
  [PERMISSION_SET]: xml(
    'PermissionSet',
    `<description>Reads talks.</description>
    <fieldPermissions><editable>false</editable><field>Talk__c.Topic__c</field><readable>true</readable></fieldPermissions>
    <label>Reader</label>
    <objectPermissions><allowRead>true</allowRead><object>Talk__c</object></objectPermissions>`,
  ),
  [PAGE]: xml(
    'FlexiPage',
    `<flexiPageRegions>
    <itemInstances><componentInstance><componentName>talkCard</componentName><identifier>card</identifier></componentInstance></itemInstances>
    <name>main</name>
    <type>Region</type>
    </flexiPageRegions>
    <masterLabel>Talk</masterLabel>
    <sobjectType>Talk__c</sobjectType>
    <template><name>flexipage:recordHomeTemplateDesktop</name></template>
    <type>RecordPage</type>`,
  ),
  [TAB]: xml('CustomTab', '<customObject>true</customObject>\n<motif>Custom71: Headset</motif>'),
  [APP]: xml(
    'CustomApplication',
    `<defaultLandingTab>Talk__c</defaultLandingTab>
    <formFactors>Large</formFactors>
    <label>Talks</label>
    <tabs>Talk__c</tabs>
    <uiType>Lightning</uiType>`,
  ),
  [LABELS]: xml(
    'CustomLabels',
    `<labels>
    <fullName>greeting</fullName>
    <language>en_US</language>
    <protected>true</protected>
    <shortDescription>Greeting</shortDescription>
    <value>Hello {0}</value>
    </labels>`,
  ),
  [`${CARD}/talkCard.js-meta.xml`]: cardMeta(),
  [`${CARD}/talkCard.html`]: '<template>\n<p>{text}</p>\n</template>\n',
  [`${CARD}/talkCard.ts`]: `import { api, LightningElement } from 'lwc';
import greeting from '@salesforce/label/c.greeting';

export default class TalkCard extends LightningElement {
  @api recordId?: string;
  text: string = greeting;
}
`,
};

/** Runs rules over the sound package with some files changed, added, or (as null) taken away. */
export async function findings(rules: Rule[], changes: Record<string, string | null> = {}): Promise<Finding[]> {
  const root = mkdtempSync(path.join(tmpdir(), 'debrief-check-'));
  try {
    for (const [name, text] of Object.entries({ ...SOUND, ...changes })) {
      if (text === null) continue;
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    build(root);
    const { context, findings: unreadable } = readContext(root, platform);
    return [...unreadable, ...(await run(rules, context))];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What must be refused: the change, and where and how the finding names it. */
export interface Refusal {
  title: string;
  changes: Record<string, string | null>;
  file: string;
  line: number;
  message: RegExp;
}

/** One test a refusal: it is found, in that file and line, by that rule. */
export function refuses(rule: Rule, refusals: Refusal[]): void {
  for (const { title, changes, file, line, message } of refusals)
    test(`${rule.name}: ${title}`, async () => {
      const found = await findings([rule], changes);
      const hit = found.find((each) => each.file === file && each.line === line && message.test(each.message));
      assert.ok(hit, `not refused; found ${JSON.stringify(found, null, 1)}`);
      assert.equal(hit.rule, rule.name);
    });
}
