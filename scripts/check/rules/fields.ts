import type { Rule } from '../rule.ts';
import type { MetadataFile } from '../source.ts';
import { childOf, descendantsOf, isTrue, textOf } from '../xml.ts';

type Fault = [element: string, message: string];

const LONG_TEXT = new Set(['LongTextArea', 'Html']);
/** Types seen on activities: anything long is refused there. */
const KEYS = new Set(['Text', 'Number', 'Email', 'AutoNumber']);

/** What an org says about a custom field beyond its shape: lengths, digits, keys, references, values. */
export const fields: Rule = {
  name: 'field-limits',
  check({ source, schema }, report) {
    for (const file of source.of('CustomField')) {
      const at = (element: string) => childOf(file.root, element)?.line ?? file.root.line;
      const faults = [...textFaults(file), ...typeFaults(file), ...valueFaults(file)];
      const reference = textOf(file.root, 'referenceTo');
      if (reference && !schema.object(reference)) faults.push(['referenceTo', `There is no object ${reference}`]);
      if (file.object !== 'Activity' && !schema.object(file.object ?? ''))
        faults.push(['fullName', `There is no object ${file.object ?? ''} to hold the field`]);
      for (const [element, message] of faults) report(file.file, at(element), message);
    }
  },
};

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
  if (type === 'Text') faults.push(...between('length', 1, 255));
  if (LONG_TEXT.has(type)) {
    faults.push(...between('length', 256, 131_072), ...between('visibleLines', 2, 50));
    if (object === 'Activity') faults.push(['type', 'Activity takes no long text: keep it on a custom object']);
    if (isTrue(root, 'required')) faults.push(['required', `A ${type} field can't be required`]);
  }
  if (['Number', 'Currency', 'Percent'].includes(type)) {
    faults.push(...between('precision', 1, 18), ...between('scale', 0, 17));
    if (number('scale') > number('precision')) faults.push(['scale', 'scale is larger than precision']);
  }
  if (type === 'Checkbox' && !childOf(root, 'defaultValue')) faults.push(['type', 'A checkbox needs a defaultValue']);
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
  if (type === 'Lookup' && isTrue(root, 'required') && textOf(root, 'deleteConstraint') === 'SetNull')
    faults.push(['deleteConstraint', 'A required lookup cannot be emptied when its record is deleted']);
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
