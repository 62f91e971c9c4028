import type { Report } from '../finding.ts';
import type { Rule } from '../rule.ts';
import type { Schema } from '../schema.ts';
import type { MetadataFile, PackageSource } from '../source.ts';
import { childOf, descendantsOf, isTrue, textOf, type XmlElement } from '../xml.ts';

type Fault = [element: string, message: string];

const LONG_TEXT = new Set(['LongTextArea', 'Html']);
/** Types seen on activities: anything long is refused there. */
const KEYS = new Set(['Text', 'Number', 'Email', 'AutoNumber']);
/** Metadata API Developer Guide, CustomField, "formula": types a formula may have. */
const OF_FORMULAS = new Set(['Checkbox', 'Currency', 'Date', 'DateTime', 'Number', 'Percent', 'Text', 'Time']);
const NEVER_REQUIRED = new Set(['AutoNumber', 'Checkbox', 'Summary']);
const OF_MASTER_DETAIL = ['relationshipOrder', 'reparentableMasterDetail', 'writeRequiresMasterRead'];
/** Salesforce Help, "Object Relationships Overview": who can't be a master, and what nothing looks up to. */
const NO_MASTERS = new Set(['User', 'Lead']);
const NO_PARENTS = new Set(['Event', 'Task', 'Activity']);
/** Salesforce Help, "Custom Field Allocations": characters of all long text fields of an object. */
const LONG_TEXT_OF_OBJECT = 1_638_400;

/** What an org says about a custom field beyond its shape: lengths, digits, keys, references, values. */
export const fields: Rule = {
  name: 'field-limits',
  check({ source, schema }, report) {
    for (const file of source.of('CustomField')) {
      const at = (element: string) => childOf(file.root, element)?.line ?? file.root.line;
      const faults = [
        ...textFaults(file),
        ...typeFaults(file),
        ...valueFaults(file),
        ...autoNumberFaults(file.root),
        ...summaryFaults(file, schema),
      ];
      if (file.object === 'Event' || file.object === 'Task')
        faults.push(['fullName', `A custom field of ${file.object} is a field of Activity`]);
      const controlling = textOf(childOf(file.root, 'valueSet') ?? file.root, 'controllingField');
      if (controlling && !schema.field(file.object ?? '', controlling))
        faults.push(['valueSet', `There is no field ${controlling} to control the values`]);
      const set = textOf(childOf(file.root, 'valueSet') ?? file.root, 'valueSetName');
      if (set && !source.of('GlobalValueSet').some(({ name }) => name === set))
        faults.push(['valueSet', `There is no global value set ${set}`]);
      const reference = textOf(file.root, 'referenceTo');
      if (reference && !schema.object(reference)) faults.push(['referenceTo', `There is no object ${reference}`]);
      if (file.object !== 'Activity' && !schema.object(file.object ?? ''))
        faults.push(['fullName', `There is no object ${file.object ?? ''} to hold the field`]);
      for (const [element, message] of faults) report(file.file, at(element), message);
    }
    longText(source, report);
  },
};

function longText(source: PackageSource, report: Report): void {
  const total = new Map<string, number>();
  for (const { file, object = '', root } of source.of('CustomField')) {
    if (!LONG_TEXT.has(textOf(root, 'type') ?? '')) continue;
    const characters = (total.get(object) ?? 0) + Number(textOf(root, 'length') ?? 0);
    total.set(object, characters);
    if (characters > LONG_TEXT_OF_OBJECT)
      report(
        file,
        childOf(root, 'length')?.line ?? root.line,
        `With it the long text fields of ${object} have ${characters} characters, at most ${LONG_TEXT_OF_OBJECT} are taken`,
      );
  }
}

/** Salesforce Help, "Custom Field Types": 30 characters, ten digits at most. */
export function displayFormatFault(format: string): string | undefined {
  if (format.length > 30) return 'displayFormat has more than 30 characters';
  return /\{0{1,10}\}/.test(format)
    ? undefined
    : 'The displayFormat of an auto-number holds {0}, with at most ten zeros';
}

function autoNumberFaults(root: XmlElement): Fault[] {
  const format = textOf(root, 'displayFormat');
  if (textOf(root, 'type') !== 'AutoNumber' || !format) return [];
  const fault = displayFormatFault(format);
  return fault ? [['displayFormat', fault]] : [];
}

/** Metadata API Developer Guide, CustomField: a roll-up names the master-detail field of the child, and what it sums. */
function summaryFaults({ root, object = '' }: MetadataFile, schema: Schema): Fault[] {
  if (textOf(root, 'type') !== 'Summary') return [];
  const split = (path: string): [string, string] => [path.split('.')[0] ?? '', path.split('.')[1] ?? ''];
  const key = textOf(root, 'summaryForeignKey');
  const summed = textOf(root, 'summarizedField');
  const operation = textOf(root, 'summaryOperation');
  if (!operation) return [['type', 'A roll-up needs summaryOperation']];
  if (!key) return [['type', 'A roll-up needs summaryForeignKey']];
  const field = schema.field(...split(key));
  if (field?.custom && (!field.masterDetail || !field.referenceTo.includes(object)))
    return [['summaryForeignKey', `${key} is no master-detail field that points to ${object}`]];
  if (!field) return [['summaryForeignKey', `There is no field ${key}`]];
  if ((operation === 'count') === (summed !== undefined))
    return [['summaryOperation', operation === 'count' ? 'count sums no field' : `${operation} needs summarizedField`]];
  return summed && !schema.field(...split(summed)) ? [['summarizedField', `There is no field ${summed}`]] : [];
}

function textFaults({ root, name }: MetadataFile): Fault[] {
  const faults: Fault[] = [];
  const most = (element: string, limit: number) => {
    const length = textOf(root, element)?.length ?? 0;
    if (length > limit) faults.push([element, `${element} has ${length} characters, at most ${limit} are taken`]);
  };
  most('label', 40);
  most('description', 1000);
  most('inlineHelpText', 510);
  most('relationshipName', 40);
  most('relationshipLabel', 80);
  const relationship = textOf(root, 'relationshipName');
  if (relationship && (!/^[A-Za-z](\w*[A-Za-z0-9])?$/.test(relationship) || relationship.includes('__')))
    faults.push(['relationshipName', `${relationship} is no developer name`]);
  if (!name.endsWith('__c')) faults.push(['fullName', 'The name of a custom field ends in __c']);
  if (!textOf(root, 'label')) faults.push(['label', 'label is missing']);
  if (!textOf(root, 'type')) faults.push(['type', 'type is missing']);
  return faults;
}

function typeFaults({ root, object }: MetadataFile): Fault[] {
  const type = textOf(root, 'type') ?? '';
  const number = (element: string) => Number(textOf(root, element) ?? NaN);
  const between = (element: string, least: number, most: number): Fault[] =>
    number(element) >= least && number(element) <= most
      ? []
      : [[element, `${element} of a ${type} field is between ${least} and ${most}`]];
  const faults: Fault[] = [];
  const formula = childOf(root, 'formula') !== undefined;
  if (formula && !OF_FORMULAS.has(type)) faults.push(['type', `No formula is of the type ${type}`]);
  // "field integrity exception: unknown (required must not be specified)"
  if (isTrue(root, 'required') && (formula || NEVER_REQUIRED.has(type)))
    faults.push(['required', `A ${formula ? 'formula' : type} field can't be required`]);
  if (type === 'Text' && !formula) faults.push(...between('length', 1, 255));
  if (type === 'MultiselectPicklist') faults.push(...between('visibleLines', 3, 10));
  if (LONG_TEXT.has(type)) {
    faults.push(...between('length', 256, 131_072), ...between('visibleLines', 2, 50));
    if (object === 'Activity') faults.push(['type', 'Activity takes no long text: keep it on a custom object']);
    if (isTrue(root, 'required')) faults.push(['required', `A ${type} field can't be required`]);
  }
  if (['Number', 'Currency', 'Percent'].includes(type)) {
    faults.push(...between('precision', 1, 18), ...between('scale', 0, 17));
    if (number('scale') > number('precision')) faults.push(['scale', 'scale is larger than precision']);
  }
  if (type === 'Checkbox' && !formula) {
    if (!childOf(root, 'defaultValue')) faults.push(['type', 'A checkbox needs a defaultValue']);
    else if (!/^(true|false)$/i.test(textOf(root, 'defaultValue') ?? ''))
      faults.push(['defaultValue', 'The defaultValue of a checkbox is true or false']);
  }
  if (type !== 'MasterDetail')
    for (const element of OF_MASTER_DETAIL)
      if (childOf(root, element)) faults.push([element, `${element} belongs to a master-detail field`]);
  if (isTrue(root, 'unique') && !KEYS.has(type)) faults.push(['unique', `A ${type} field can't be unique`]);
  if (isTrue(root, 'externalId') && !KEYS.has(type))
    faults.push(['externalId', `A ${type} field can't be an external Id`]);
  if (isTrue(root, 'caseSensitive') && !isTrue(root, 'unique'))
    faults.push(['caseSensitive', 'caseSensitive belongs to a unique field']);
  if (type === 'Lookup' || type === 'MasterDetail') faults.push(...referenceFaults(root, type, object));
  return faults;
}

function referenceFaults(root: MetadataFile['root'], type: string, object: string | undefined): Fault[] {
  const faults: Fault[] = [];
  if (!textOf(root, 'referenceTo')) faults.push(['type', `A ${type} field needs referenceTo`]);
  if (!textOf(root, 'relationshipName')) faults.push(['type', `A ${type} field needs relationshipName`]);
  const constraint = textOf(root, 'deleteConstraint');
  // the Metadata API's words: "must specify either cascade delete or restrict delete for required lookup foreign key"
  if (type === 'Lookup' && isTrue(root, 'required') && (constraint ?? 'SetNull') === 'SetNull')
    faults.push([
      constraint ? 'deleteConstraint' : 'required',
      'A required lookup cannot be emptied when its record is deleted: its deleteConstraint is Restrict',
    ]);
  const parent = textOf(root, 'referenceTo') ?? '';
  if (NO_PARENTS.has(parent)) faults.push(['referenceTo', `No custom field refers to ${parent}`]);
  if (type === 'MasterDetail' && NO_MASTERS.has(parent)) faults.push(['referenceTo', `${parent} can't be a master`]);
  if (!['0', '1'].includes(textOf(root, 'relationshipOrder') ?? '0'))
    faults.push(['relationshipOrder', 'relationshipOrder is 0 for the first master, 1 for the second']);
  if (type === 'MasterDetail' && childOf(root, 'required'))
    faults.push(['required', 'A master-detail field is required by nature and carries no required element']);
  if (type === 'MasterDetail' && childOf(root, 'deleteConstraint'))
    faults.push(['deleteConstraint', 'A master-detail field carries no deleteConstraint']);
  if (type === 'MasterDetail' && object === 'Activity') faults.push(['type', 'Activity takes no master-detail field']);
  return faults;
}

function valueFaults({ root }: MetadataFile): Fault[] {
  const type = textOf(root, 'type') ?? '';
  const set = childOf(root, 'valueSet');
  if (!['Picklist', 'MultiselectPicklist'].includes(type))
    return set ? [['valueSet', `A ${type} field has no valueSet`]] : [];
  if (!set) return [['type', 'A picklist needs a valueSet']];
  const faults: Fault[] = [];
  if (childOf(set, 'valueSetName') && childOf(set, 'valueSetDefinition'))
    faults.push(['valueSet', 'A picklist has values of its own or those of a global set, not both']);
  const values = descendantsOf(set, 'value').filter((value) => childOf(value, 'fullName'));
  const names = values.map((value) => textOf(value, 'fullName') ?? '');
  if (names.length === 0 && !childOf(set, 'valueSetName')) faults.push(['valueSet', 'The picklist has no values']);
  for (const name of names) {
    if (name.length > 255) faults.push(['valueSet', `The value ${name.slice(0, 40)}… has more than 255 characters`]);
    if (names.filter((other) => other.toLowerCase() === name.toLowerCase()).length > 1 && names.indexOf(name) >= 0)
      faults.push(['valueSet', `The value ${name} stands twice`]);
  }
  if (values.filter((value) => isTrue(value, 'default')).length > 1)
    faults.push(['valueSet', 'More than one value is the default']);
  const wanted = textOf(root, 'defaultValue')?.replace(/^['"]|['"]$/g, '');
  if (
    isTrue(set, 'restricted') &&
    wanted &&
    /^['"]/.test(textOf(root, 'defaultValue') ?? '') &&
    !names.includes(wanted)
  )
    faults.push(['defaultValue', `The restricted picklist has no value ${wanted}`]);
  return faults;
}
