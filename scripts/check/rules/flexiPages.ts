import { componentMeta } from '../componentMeta.ts';
import type { Report } from '../finding.ts';
import type { Context, Rule } from '../rule.ts';
import type { MetadataFile } from '../source.ts';
import { childOf, childrenOf, descendantsOf, textOf, type XmlElement } from '../xml.ts';

/** Regions of the templates that every org has, as pages retrieved from orgs name them. */
const REGIONS: Record<string, string[]> = {
  'flexipage:recordHomeTemplateDesktop': ['header', 'main', 'sidebar'],
  'flexipage:recordHomeLeftSidebarTemplateDesktop': ['header', 'sidebar', 'main'],
  'flexipage:recordHomeSingleColTemplateDesktop': ['header', 'main'],
  'flexipage:recordHomeThreeColTemplateDesktop': ['leftsidebar', 'main', 'rightsidebar'],
  'flexipage:recordHomeTwoColEqualHeaderTemplateDesktop': ['header', 'leftcol', 'rightcol'],
  'flexipage:recordHomeSimpleViewTemplate': ['header', 'main'],
  'flexipage:recordHomeWithSubheaderTemplateDesktop': ['header', 'subheader', 'main', 'sidebar'],
  'flexipage:defaultAppHomeTemplate': ['main'],
  'one:utilityBarTemplateDesktop': ['utilityItems'],
  'home:desktopTemplate': ['top', 'bottomLeft', 'bottomRight', 'sidebar'],
};
/** Components of the platform that the package may place: those that every org with Lightning Experience has. */
const COMPONENTS = new Set([
  'flexipage:richText',
  'flexipage:tab',
  'flexipage:tabset',
  'force:detailPanel',
  'force:highlightsPanel',
  'force:relatedListContainer',
  'force:relatedListSingleContainer',
  'home:eventContainer',
  'home:topDealsContainer',
  'runtime_sales_activities:activityPanel',
]);
/** What those components take, as App Builder writes it, and the values of it; others are not listed. */
const PROPERTIES: Record<string, Record<string, RegExp>> = {
  'force:detailPanel': {},
  'force:highlightsPanel': {
    actionNames: /./,
    collapsed: /^(true|false)$/,
    enableActionsConfiguration: /^(true|false)$/,
    enableActionsInNative: /^(true|false)$/,
    hideChatterActions: /^(true|false)$/,
    numVisibleActions: /^\d+$/,
  },
};
/** Values of a component's own property, by its type. */
const VALUES: Record<string, RegExp> = { Boolean: /^(true|false)$/, Integer: /^-?\d+$/ };
/** What App Manager writes around an item of a utility bar, as properties of type `decorator`. */
const DECORATORS: Record<string, RegExp> = {
  eager: /^(true|false)$/,
  height: /^\d+$/,
  icon: /^\w+$/,
  label: /./,
  scrollable: /^(true|false)$/,
  width: /^\d+$/,
};
const TARGETS: Record<string, string> = {
  AppPage: 'lightning__AppPage',
  HomePage: 'lightning__HomePage',
  RecordPage: 'lightning__RecordPage',
  UtilityBar: 'lightning__UtilityBar',
};
const WITH_FACET: Record<string, string> = { 'flexipage:tabset': 'tabs', 'flexipage:tab': 'body' };

/** Pages place components that are there, may stand there, and are configured as they allow. */
export const flexiPages: Rule = {
  name: 'flexipage',
  check(context, report) {
    for (const file of context.source.of('FlexiPage')) page(file, context, report);
  },
};

function page(page: MetadataFile, context: Context, report: Report): void {
  const { file, root } = page;
  const type = textOf(root, 'type') ?? '';
  const object = childOf(root, 'sobjectType');
  if ((textOf(root, 'masterLabel')?.length ?? 0) > 80)
    report(file, root.line, 'masterLabel has more than 80 characters');
  if (type === 'RecordPage' && !object) report(file, root.line, 'A record page needs sobjectType');
  if (object && !context.schema.object(object.text)) report(file, object.line, `There is no object ${object.text}`);

  const template = childOf(root, 'template');
  const regions = REGIONS[(template && textOf(template, 'name')) ?? ''];
  if (template && !regions) report(file, template.line, `${textOf(template, 'name') ?? ''} is no template known here`);
  const facets = new Set<string>();
  const names = new Set<string>();
  for (const region of childrenOf(root, 'flexiPageRegions')) {
    const name = textOf(region, 'name') ?? '';
    if (names.has(name)) report(file, region.line, `The region ${name} stands twice`);
    names.add(name);
    if (textOf(region, 'type') === 'Facet') facets.add(name);
    else if (regions && !regions.includes(name))
      report(file, region.line, `The template has no region ${name}, only ${regions.join(', ')}`);
  }
  const identifiers = new Set<string>();
  for (const instance of descendantsOf(root, 'componentInstance')) {
    const identifier = textOf(instance, 'identifier');
    if (!identifier) report(file, instance.line, `${textOf(instance, 'componentName') ?? ''} lacks an identifier`);
    else if (identifiers.has(identifier)) report(file, instance.line, `The identifier ${identifier} stands twice`);
    identifiers.add(identifier ?? '');
    component(page, instance, { type, object: object?.text, facets }, context, report);
  }
  for (const criterion of descendantsOf(root, 'criteria')) {
    const left = childOf(criterion, 'leftValue');
    const field = /^\{!Record\.(\w+)\}$/.exec(left?.text ?? '')?.[1];
    if (left && field && object && context.schema.object(object.text) && !context.schema.field(object.text, field))
      report(file, left.line, `${object.text} has no field ${field}`);
  }
}

interface Where {
  type: string;
  object: string | undefined;
  facets: Set<string>;
}

function component({ file }: MetadataFile, instance: XmlElement, where: Where, context: Context, report: Report): void {
  const name = textOf(instance, 'componentName') ?? '';
  const properties = childrenOf(instance, 'componentInstanceProperties');
  const facet = WITH_FACET[name];
  for (const property of properties)
    if (facet && textOf(property, 'name') === facet && !where.facets.has(textOf(property, 'value') ?? ''))
      report(file, property.line, `There is no facet ${textOf(property, 'value') ?? ''}`);
  const own = /^(?:c:)?([a-z]\w*)$/.exec(name)?.[1];
  if (!own) {
    if (!COMPONENTS.has(name)) report(file, instance.line, `${name} is no component that every org has`);
    const taken = PROPERTIES[name];
    for (const property of taken ? properties : []) {
      const key = textOf(property, 'name') ?? '';
      const value = textOf(property, 'value') ?? '';
      if (!taken?.[key]) report(file, property.line, `${name} has no property ${key}`);
      else if (!taken[key].test(value)) report(file, property.line, `${key} of ${name} does not take "${value}"`);
    }
    return;
  }
  const bundle = context.source.bundles.find((each) => each.name === own);
  const meta = bundle && componentMeta(context.source, bundle);
  if (!meta) return report(file, instance.line, `There is no component ${own}`);
  const target = TARGETS[where.type] ?? '';
  if (!meta.exposed) report(file, instance.line, `${own} is not exposed, so no page may place it`);
  else if (!meta.targets.has(target)) report(file, instance.line, `${own} has no target ${target}`);
  const config = meta.configs.find((each) => each.targets.includes(target));
  if (config?.objects.length && where.object && !config.objects.includes(where.object))
    report(file, instance.line, `${own} is for ${config.objects.join(', ')}, not for ${where.object}`);
  for (const property of properties) {
    const key = textOf(property, 'name') ?? '';
    const known = config?.properties.get(key);
    const value = textOf(property, 'value') ?? '';
    if (textOf(property, 'type') === 'decorator') {
      if (where.type !== 'UtilityBar' || !DECORATORS[key]?.test(value))
        report(file, property.line, `${key} is nothing that an item of a ${where.type} takes, or not as "${value}"`);
    } else if (!known) report(file, property.line, `${own} has no property ${key} on a ${where.type}`);
    else if (VALUES[known.type] && !VALUES[known.type]?.test(value))
      report(file, property.line, `${key} of ${own} is of type ${known.type}, not "${value}"`);
  }
  for (const [key, { required, hasDefault }] of config?.properties ?? [])
    if (required && !hasDefault && !properties.some((property) => textOf(property, 'name') === key))
      report(file, instance.line, `${own} needs its property ${key}`);
}
