import type { FieldSchema } from '../types.ts';
import type { StandardField } from '../standard/define.ts';
import { blankField } from '../standard/define.ts';
import type { Element } from './xml.ts';
import { MetadataError, children, flag, number, onlyKnown, readMetadata, requiredText, text, texts } from './xml.ts';

const fieldElements = [
  'fullName', 'label', 'type', 'description', 'inlineHelpText', 'required', 'unique', 'caseSensitive', 'externalId',
  'defaultValue', 'length', 'precision', 'scale', 'visibleLines', 'displayFormat', 'valueSet', 'referenceTo',
  'relationshipName', 'relationshipLabel', 'relationshipOrder', 'deleteConstraint', 'reparentableMasterDetail',
  'writeRequiresMasterRead', 'trackHistory', 'trackTrending', 'trackFeedHistory', 'securityClassification',
  'businessStatus', 'complianceGroup', 'startingNumber',
]; // prettier-ignore

type Shape = Partial<StandardField> & { type: FieldSchema['type'] };

/** A custom field as `objects/<Object>/fields/*.field-meta.xml` defines it. */
export function readField(file: string): StandardField {
  const xml = readMetadata(file, 'CustomField', fieldElements);
  const name = requiredText(file, xml, 'fullName');
  if (!name.endsWith('__c')) throw new MetadataError(file, `the local org does not change the standard field ${name}`);
  const shape = shapeOf(file, name, xml);
  const required = flag(xml, 'required') || shape.nillable === false;
  const externalId = flag(xml, 'externalId');
  const { children: childrenName = null, ...rest } = shape;
  return {
    ...blankField(name, requiredText(file, xml, 'label'), shape.type, {
      ...rest,
      custom: true,
      nillable: !required,
      unique: flag(xml, 'unique'),
      caseSensitive: flag(xml, 'caseSensitive'),
      externalId,
      idLookup: externalId,
      inlineHelpText: text(xml, 'inlineHelpText'),
      defaultValue: defaultValue(file, xml) ?? shape.defaultValue ?? null,
    }),
    children: childrenName,
  };
}

function shapeOf(file: string, name: string, xml: Element): Shape {
  const type = requiredText(file, xml, 'type');
  const numeric = { precision: number(xml, 'precision'), scale: number(xml, 'scale') };
  switch (type) {
    case 'Text':
      return { type: 'string', length: number(xml, 'length') };
    case 'TextArea':
      return { type: 'textarea', length: 255 };
    case 'LongTextArea':
      return { type: 'textarea', length: number(xml, 'length') };
    case 'Html':
      return { type: 'textarea', length: number(xml, 'length'), htmlFormatted: true };
    case 'Number':
      return { type: 'double', ...numeric };
    case 'Currency':
      return { type: 'currency', ...numeric };
    case 'Percent':
      return { type: 'percent', ...numeric };
    case 'Checkbox':
      return { type: 'boolean', nillable: false, defaultedOnCreate: true, defaultValue: false };
    case 'Date':
      return { type: 'date' };
    case 'DateTime':
      return { type: 'datetime' };
    case 'Url':
      return { type: 'url', length: 255 };
    case 'Email':
      return { type: 'email', length: 80 };
    case 'Phone':
      return { type: 'phone', length: 40 };
    case 'Picklist':
      return { type: 'picklist', length: 255, ...valueSet(file, xml) };
    case 'MultiselectPicklist':
      return { type: 'multipicklist', length: 4099, ...valueSet(file, xml) };
    case 'AutoNumber':
      return autoNumber(file, xml);
    case 'Lookup':
      return { ...reference(file, name, xml), deleteConstraint: deleteConstraint(file, xml) };
    case 'MasterDetail':
      return {
        ...reference(file, name, xml),
        nillable: false,
        updateable: flag(xml, 'reparentableMasterDetail'),
        cascadeDelete: true,
        writeRequiresMasterRead: flag(xml, 'writeRequiresMasterRead'),
        deleteConstraint: 'Cascade',
      };
    default:
      throw new MetadataError(file, `the local org does not implement fields of type ${type}`);
  }
}

export function autoNumber(file: string, xml: Element): Shape {
  const displayFormat = requiredText(file, xml, 'displayFormat');
  if (!/^[^{}]*\{0+\}[^{}]*$/.test(displayFormat)) {
    throw new MetadataError(file, `the local org does not implement the auto-number format ${displayFormat}`);
  }
  return {
    type: 'string',
    length: 30,
    nillable: false,
    createable: false,
    updateable: false,
    groupable: false,
    autoNumber: true,
    defaultedOnCreate: true,
    displayFormat,
  };
}

function reference(file: string, name: string, xml: Element): Shape {
  const relationship = text(xml, 'relationshipName');
  return {
    type: 'reference',
    length: 18,
    referenceTo: [requiredText(file, xml, 'referenceTo')],
    relationshipName: name.replace(/__c$/, '__r'),
    children: relationship === null ? null : `${relationship}__r`,
  };
}

function deleteConstraint(file: string, xml: Element): 'SetNull' | 'Restrict' | 'Cascade' {
  const constraint = text(xml, 'deleteConstraint') ?? 'SetNull';
  if (constraint !== 'SetNull' && constraint !== 'Restrict' && constraint !== 'Cascade') {
    throw new MetadataError(file, `deleteConstraint can't be ${constraint}: use SetNull, Restrict or Cascade`);
  }
  return constraint;
}

function valueSet(file: string, xml: Element): Partial<FieldSchema> {
  const set = children(xml, 'valueSet')[0];
  if (!set) throw new MetadataError(file, 'the element valueSet is missing');
  onlyKnown(file, 'valueSet', set, ['restricted', 'valueSetDefinition']);
  const definition = children(set, 'valueSetDefinition')[0];
  if (!definition) throw new MetadataError(file, 'the element valueSetDefinition is missing');
  onlyKnown(file, 'valueSetDefinition', definition, ['sorted', 'value']);
  const values = children(definition, 'value').map((value) => {
    onlyKnown(file, 'value', value, ['fullName', 'default', 'label', 'isActive', 'color', 'description']);
    const name = requiredText(file, value, 'fullName');
    return {
      value: name,
      label: text(value, 'label') ?? name,
      active: text(value, 'isActive') !== 'false',
      defaultValue: flag(value, 'default'),
    };
  });
  if (flag(definition, 'sorted')) values.sort((a, b) => a.label.localeCompare(b.label));
  return {
    restrictedPicklist: flag(set, 'restricted'),
    picklistValues: values,
    defaultValue: values.find((value) => value.defaultValue)?.value ?? null,
  };
}

/** A literal default; a default that is a formula is refused. */
function defaultValue(file: string, xml: Element): string | number | boolean | null {
  const given = texts(xml, 'defaultValue')[0];
  if (given === undefined || given === '') return null;
  if (given === 'true' || given === 'false') return given === 'true';
  const quoted = /^(["'])((?:(?!\1).)*)\1$/.exec(given);
  if (quoted) return quoted[2] ?? '';
  if (/^-?\d+(\.\d+)?$/.test(given)) return Number(given);
  throw new MetadataError(file, `the local org does not implement the default value formula ${given}`);
}
