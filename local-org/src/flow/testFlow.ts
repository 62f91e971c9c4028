/** Flows for tests: the elements as XML, and an org that has them beside the boat package. */
import { randomBytes } from 'node:crypto';
import { Callouts } from '../credentials/callout.ts';
import { CredentialStore } from '../credentials/store.ts';
import { openTestOrg, type TestOrg } from '../data/testOrg.ts';
import { metadataXml } from '../metadata/testPackage.ts';
import { Flows } from './flows.ts';

export interface TestFlows extends TestOrg {
  flows: Flows;
  credentials: CredentialStore;
}

/** @param files of the package, by path: `flows/Name.flow-meta.xml` */
export function openTestFlows(files: Record<string, string>, timeoutMs = 5_000): TestFlows {
  const opened = openTestOrg({}, files);
  const credentials = new CredentialStore(opened.org, randomBytes(32));
  return { ...opened, credentials, flows: new Flows(opened.org, new Callouts(opened.org, credentials, timeoutMs)) };
}

export const flowFile = (name: string): string => `flows/${name}.flow-meta.xml`;

/** @param start the first element; none: a Flow that does nothing */
export function flowXml(body: string, start?: string, more = ''): string {
  return metadataXml(
    'Flow',
    `<apiVersion>67.0</apiVersion>${body}<label>A Flow</label><processType>AutoLaunchedFlow</processType>
     <start><locationX>0</locationX><locationY>0</locationY>${start ? to(start) : ''}</start><status>Active</status>${more}`,
  );
}

export const to = (target: string, tag = 'connector'): string =>
  `<${tag}><targetReference>${target}</targetReference></${tag}>`;

export const element = (tag: string, name: string, body: string): string =>
  `<${tag}><name>${name}</name><label>${name}</label><locationX>0</locationX><locationY>0</locationY>${body}</${tag}>`;

/** A value of XML: `$x` and `a.b` in braces are references, `'…'` is text, and the rest goes by what it looks like. */
export function valueXml(given: string, tag = 'value'): string {
  const kind = given.startsWith("'")
    ? `<stringValue>${given.slice(1, -1)}</stringValue>`
    : given === 'true' || given === 'false'
      ? `<booleanValue>${given}</booleanValue>`
      : /^-?\d+(\.\d+)?$/.test(given)
        ? `<numberValue>${given}</numberValue>`
        : /^\d{4}-\d\d-\d\d$/.test(given)
          ? `<dateValue>${given}</dateValue>`
          : /^\d{4}-\d\d-\d\dT/.test(given)
            ? `<dateTimeValue>${given}</dateTimeValue>`
            : `<elementReference>${given}</elementReference>`;
  return `<${tag}>${kind}</${tag}>`;
}

/** `['total', 'Add', '1']` each. */
export function assignment(
  name: string,
  items: [to: string, operator: string, value?: string][],
  next?: string,
): string {
  const entries = items.map(
    ([target, operator, value]) =>
      `<assignmentItems><assignToReference>${target}</assignToReference><operator>${operator}</operator>${value === undefined ? '' : valueXml(value)}</assignmentItems>`,
  );
  return element('assignments', name, `${entries.join('')}${next ? to(next) : ''}`);
}

export type Condition = [left: string, operator: string, right: string];

export const conditions = (all: Condition[]): string =>
  all
    .map(
      ([left, operator, right]) =>
        `<conditions><leftValueReference>${left}</leftValueReference><operator>${operator}</operator>${valueXml(right, 'rightValue')}</conditions>`,
    )
    .join('');

export function decision(
  name: string,
  rules: { name: string; logic?: string; conditions: Condition[]; next?: string }[],
  next?: string,
): string {
  const entries = rules.map(
    (rule) =>
      `<rules><name>${rule.name}</name><conditionLogic>${rule.logic ?? 'and'}</conditionLogic>${conditions(rule.conditions)}${rule.next ? to(rule.next) : ''}<label>${rule.name}</label></rules>`,
  );
  return element('decisions', name, `${next ? to(next, 'defaultConnector') : ''}${entries.join('')}`);
}

interface VariableOptions {
  type?: string;
  object?: string;
  list?: boolean;
  /** `in`, `out`, or both together. */
  as?: 'in' | 'out' | 'in out' | 'inner';
  value?: string;
  scale?: number;
}

export function variable(name: string, options: VariableOptions = {}): string {
  const { type = 'String', object, list = false, as = 'inner', value, scale } = options;
  return (
    `<variables><name>${name}</name><dataType>${type}</dataType><isCollection>${list}</isCollection>` +
    `<isInput>${as.includes('in') && as !== 'inner'}</isInput><isOutput>${as.includes('out')}</isOutput>` +
    `${object ? `<objectType>${object}</objectType>` : ''}${scale === undefined ? '' : `<scale>${scale}</scale>`}${value === undefined ? '' : valueXml(value)}</variables>`
  );
}

export const formula = (name: string, type: string, expression: string, scale = 2): string =>
  `<formulas><name>${name}</name><dataType>${type}</dataType><expression>${expression.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')}</expression><scale>${scale}</scale></formulas>`;

export const filterXml = (all: [field: string, operator: string, value: string][], logic = 'and'): string =>
  `<filterLogic>${logic}</filterLogic>${all
    .map(
      ([field, operator, value]) =>
        `<filters><field>${field}</field><operator>${operator}</operator>${valueXml(value)}</filters>`,
    )
    .join('')}`;

export const fieldsXml = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([field, value]) => `<inputAssignments><field>${field}</field>${valueXml(value)}</inputAssignments>`)
    .join('');

/** What a fault path does in these tests. */
export const tell = (): string =>
  assignment('Tell', [['message', 'Assign', '$Flow.FaultMessage']]) + variable('message', { as: 'out' });
