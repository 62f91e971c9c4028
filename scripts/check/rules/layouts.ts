import type { Report } from '../finding.ts';
import type { Context, Rule } from '../rule.ts';
import type { MetadataFile } from '../source.ts';
import { childOf, childrenOf, descendantsOf, textOf, type XmlElement } from '../xml.ts';

/** Columns that list views and related lists know by names of their own. */
const COLUMNS = new Set(
  `NAME OWNER.ALIAS OWNER.FIRST_NAME OWNER.LAST_NAME CREATED_DATE CREATEDBY_USER CREATEDBY_USER.ALIAS LAST_UPDATE
   UPDATEDBY_USER UPDATEDBY_USER.ALIAS LAST_ACTIVITY RECORDTYPE`.split(/\s+/),
);
/** System fields whose own name a list does not know: "Could not resolve list view column". */
const BY_COLUMN_NAME: Record<string, string> = {
  Name: 'NAME',
  OwnerId: 'OWNER.ALIAS',
  CreatedById: 'CREATEDBY_USER',
  CreatedDate: 'CREATED_DATE',
  LastModifiedById: 'UPDATEDBY_USER',
  LastModifiedDate: 'LAST_UPDATE',
};
const LONG = new Set(['LongTextArea', 'Html', 'textarea']);
const COMPACT_MOST = 10;

/** Page layouts, compact layouts, list views and search layouts name fields that are there. */
export const layouts: Rule = {
  name: 'layout-fields',
  check(context, report) {
    for (const file of context.source.of('Layout')) layout(file, context, report);
    for (const file of context.source.of('CompactLayout')) compact(file, context, report);
    for (const file of context.source.of('ListView')) listView(file, context, report);
    for (const file of context.source.of('CustomObject')) searchLayouts(file, context, report);
  },
};

function layout({ file, name, root }: MetadataFile, { schema }: Context, report: Report): void {
  const object = name.slice(0, name.indexOf('-'));
  const model = schema.object(object);
  if (!model) return report(file, 1, `A layout's name is Object-Layout, and there is no object ${object || name}`);
  const seen = new Set<string>();
  for (const item of descendantsOf(root, 'layoutItems')) {
    const field = childOf(item, 'field');
    if (!field) continue;
    if (!schema.field(object, field.text)) report(file, field.line, `${object} has no field ${field.text}`);
    if (seen.has(field.text)) report(file, field.line, `${field.text} stands twice on the layout`);
    seen.add(field.text);
  }
  const named = model.file && childOf(model.file.root, 'nameField');
  if (named && textOf(named, 'type') === 'Text' && !seen.has('Name'))
    report(file, root.line, 'The layout lacks the required field Name');
  for (const field of model.fields.values())
    if ((field.masterDetail || (field.custom && field.required)) && !seen.has(field.name))
      report(file, root.line, `The layout lacks the required field ${field.name}`);
  for (const list of childrenOf(root, 'relatedLists')) relatedList(file, object, list, schema, report);
}

function relatedList(file: string, parent: string, list: XmlElement, schema: Context['schema'], report: Report): void {
  const name = textOf(list, 'relatedList') ?? '';
  const [child = '', lookup = ''] = name.split('.');
  if (!child.endsWith('__c')) return;
  const field = schema.field(child, lookup);
  if (!field?.referenceTo.includes(parent)) {
    report(file, list.line, `${name} is no field that points to ${parent}`);
    return;
  }
  const sort = childOf(list, 'sortField');
  if (sort) columnFault(file, child, sort, schema, report);
  for (const column of childrenOf(list, 'fields')) columnFault(file, child, column, schema, report);
}

function columnFault(
  file: string,
  object: string,
  column: XmlElement,
  schema: Context['schema'],
  report: Report,
): void {
  if (COLUMNS.has(column.text)) return;
  const field = schema.field(object, column.text);
  const wanted = BY_COLUMN_NAME[field?.name ?? ''];
  if (object.endsWith('__c') && wanted) report(file, column.line, `A list knows ${column.text} as ${wanted}`);
  else if (!field) report(file, column.line, `${object} has no field ${column.text}`);
  else if (LONG.has(field.type)) report(file, column.line, `${column.text} is long text, which no list shows`);
}

function compact({ file, object = '', root }: MetadataFile, { schema }: Context, report: Report): void {
  const fields = childrenOf(root, 'fields');
  if (fields.length > COMPACT_MOST)
    report(file, root.line, `${fields.length} fields: a compact layout takes at most ${COMPACT_MOST}`);
  for (const field of fields) {
    const known = schema.field(object, field.text);
    if (!known) report(file, field.line, `${object} has no field ${field.text}`);
    else if (LONG.has(known.type))
      report(file, field.line, `${field.text} is long text, which no compact layout shows`);
  }
}

function listView({ file, object = '', root }: MetadataFile, { schema }: Context, report: Report): void {
  if ((textOf(root, 'label')?.length ?? 0) > 40)
    report(file, childOf(root, 'label')?.line ?? 1, 'label has more than 40 characters');
  for (const column of childrenOf(root, 'columns')) columnFault(file, object, column, schema, report);
  const logic = childOf(root, 'booleanFilter');
  for (const number of logic?.text.match(/\d+/g) ?? [])
    if (Number(number) < 1 || Number(number) > childrenOf(root, 'filters').length)
      report(file, logic?.line ?? 1, `booleanFilter names a filter ${number}, which is not there`);
  for (const filter of childrenOf(root, 'filters')) {
    const name = textOf(filter, 'field') ?? '';
    if (COLUMNS.has(name)) continue;
    const field = schema.field(object, name);
    if (!field) {
      report(file, filter.line, `${object} has no field ${name}`);
      continue;
    }
    const wanted = (textOf(filter, 'value') ?? '').split(',');
    for (const value of field.picklist ? wanted : [])
      if (!field.picklist?.includes(value)) report(file, filter.line, `${name} has no value ${value}`);
  }
}

function searchLayouts({ file, name, root }: MetadataFile, { schema }: Context, report: Report): void {
  const search = childOf(root, 'searchLayouts');
  for (const field of search?.children.filter((child) => /(Additional|Filter)Fields$/.test(child.name)) ?? [])
    columnFault(file, name, field, schema, report);
}
