import type { Report } from '../finding.ts';
import type { Context, Rule } from '../rule.ts';
import type { MetadataFile } from '../source.ts';
import { childOf, childrenOf, isTrue, textOf, type XmlElement } from '../xml.ts';
import { displayFormatFault } from './fields.ts';

const ONE_SWITCH = ['enableBulkApi', 'enableSharing', 'enableStreamingApi'];

/** Settings of custom objects, and what their relationships may be together. */
export const objects: Rule = {
  name: 'object-settings',
  check(context, report) {
    for (const file of context.source.of('CustomObject'))
      if (file.name.endsWith('__c')) settings(file, context, report);
    relationships(context, report);
  },
};

function settings(file: MetadataFile, { source }: Context, report: Report): void {
  const { root } = file;
  const at = (element: string) => childOf(root, element)?.line ?? root.line;
  for (const element of ['label', 'pluralLabel', 'nameField', 'deploymentStatus', 'sharingModel'])
    if (!childOf(root, element)) report(file.file, root.line, `${element} is missing`);
  for (const element of ['label', 'pluralLabel'])
    if ((textOf(root, element)?.length ?? 0) > 40)
      report(file.file, at(element), `${element} has more than 40 characters`);
  if ((textOf(root, 'description')?.length ?? 0) > 1000)
    report(file.file, at('description'), 'description has more than 1000 characters');
  if (new Set(ONE_SWITCH.map((element) => isTrue(root, element))).size > 1)
    report(file.file, at('enableSharing'), `${ONE_SWITCH.join(', ')} are switched together or not at all`);

  const masters = fieldsOf(source, file.name).filter(({ root: field }) => textOf(field, 'type') === 'MasterDetail');
  if (masters.length > 2) report(file.file, root.line, `${masters.length} master-detail fields: at most 2 are taken`);
  const parental = textOf(root, 'sharingModel') === 'ControlledByParent';
  if (parental !== masters.length > 0)
    report(
      file.file,
      at('sharingModel'),
      parental
        ? 'ControlledByParent needs a master-detail field'
        : 'With a master-detail field sharing is ControlledByParent',
    );
  const name = childOf(root, 'nameField');
  if (name) nameField(file.file, name, report);
  externalSharing(file, report);
  const compact = childOf(root, 'compactLayoutAssignment');
  if (
    compact &&
    compact.text !== 'SYSTEM' &&
    !source.of('CompactLayout').some((layout) => layout.object === file.name && layout.name === compact.text)
  )
    report(file.file, compact.line, `There is no compact layout ${compact.text}`);
  const overridden = new Set<string>();
  for (const override of childrenOf(root, 'actionOverrides')) {
    const content = textOf(override, 'content');
    const action = textOf(override, 'actionName') ?? '';
    const key = `${action} ${textOf(override, 'formFactor') ?? ''}`.trim();
    if (overridden.has(key)) report(file.file, override.line, `${key} is overridden twice`);
    overridden.add(key);
    if (textOf(override, 'type') !== 'Flexipage') continue;
    if (action !== 'View') report(file.file, override.line, `A page overrides the action View, not ${action}`);
    const page = source.of('FlexiPage').find(({ name: pageName }) => pageName === content);
    if (!page) report(file.file, override.line, `There is no page ${content ?? ''}`);
    else if (textOf(page.root, 'sobjectType') !== file.name)
      report(
        file.file,
        override.line,
        `The page ${page.name} is for ${textOf(page.root, 'sobjectType') ?? 'no object'}`,
      );
  }
}

/** Metadata API Developer Guide, CustomObject, "nameField": Text or AutoNumber, with a label. */
function nameField(file: string, name: XmlElement, report: Report): void {
  const type = textOf(name, 'type') ?? '';
  const at = childOf(name, 'type')?.line ?? name.line;
  if (!textOf(name, 'label')) report(file, name.line, 'The nameField needs a label');
  if (type !== 'Text' && type !== 'AutoNumber') report(file, at, 'The type of a nameField is Text or AutoNumber');
  const fault = type === 'AutoNumber' && displayFormatFault(textOf(name, 'displayFormat') ?? '');
  if (fault) report(file, childOf(name, 'displayFormat')?.line ?? name.line, fault);
}

const OPENNESS = ['Private', 'Read', 'ReadWrite'];

/** Salesforce Help, "External Organization-Wide Defaults Overview": never more open than inside. */
function externalSharing({ file, root }: MetadataFile, report: Report): void {
  const outside = childOf(root, 'externalSharingModel');
  const inside = textOf(root, 'sharingModel') ?? '';
  if (!outside) return;
  const parental = (model: string) => model === 'ControlledByParent';
  if (parental(outside.text) !== parental(inside))
    report(file, outside.line, `externalSharingModel is ${outside.text} where sharingModel is ${inside}`);
  else if (OPENNESS.indexOf(outside.text) > OPENNESS.indexOf(inside))
    report(file, outside.line, `externalSharingModel ${outside.text} is more open than sharingModel ${inside}`);
}

function fieldsOf(source: Context['source'], object: string): MetadataFile[] {
  return source.of('CustomField').filter((field) => field.object === object);
}

/** A parent knows its children by relationship name, so no two may share one. */
function relationships({ source }: Context, report: Report): void {
  const seen = new Map<string, MetadataFile>();
  for (const field of source.of('CustomField')) {
    const parent = textOf(field.root, 'referenceTo');
    const name = textOf(field.root, 'relationshipName');
    if (!parent || !name) continue;
    const key = `${parent}.${name}`.toLowerCase();
    const other = seen.get(key);
    if (other)
      report(
        field.file,
        childOf(field.root, 'relationshipName')?.line ?? 1,
        `${parent} already has a relationship ${name}, by ${other.object ?? ''}.${other.name}`,
      );
    else seen.set(key, field);
  }
}
