import { publicProperties } from '../componentCode.ts';
import { componentMeta as readMeta, type TargetConfig } from '../componentMeta.ts';
import type { Report } from '../finding.ts';
import { PROPERTY_TYPES, TARGETS } from '../platformModules.ts';
import type { Context, Rule } from '../rule.ts';
import type { Bundle } from '../source.ts';
import { childOf, childrenOf, textOf } from '../xml.ts';

/** The `.js-meta.xml` of every component: version, targets, and properties that are legal and exist. */
export const componentMeta: Rule = {
  name: 'lwc-meta',
  check(context, report) {
    for (const bundle of context.source.bundles) meta(bundle, context, report);
  },
};

function meta(bundle: Bundle, { source, schema }: Context, report: Report): void {
  if (!/^[a-z][A-Za-z0-9_]*$/.test(bundle.name) || bundle.name.includes('__'))
    report(
      bundle.folder,
      1,
      'The name of a component starts with a small letter and holds letters, digits and underscores',
    );
  const found = readMeta(source, bundle);
  if (!found) return report(bundle.folder, 1, `${bundle.name}.js-meta.xml is missing`);
  const { file, root } = found.file;
  const version = childOf(root, 'apiVersion');
  if (version?.text !== source.apiVersion)
    report(
      file,
      version?.line ?? root.line,
      `apiVersion is ${version?.text ?? 'missing'}, the project's ${source.apiVersion}`,
    );
  if (!childOf(root, 'isExposed')) report(file, root.line, 'isExposed is missing');
  for (const element of ['masterLabel', 'description'])
    if (found.exposed && !textOf(root, element)) report(file, root.line, `An exposed component needs ${element}`);
  if ((textOf(root, 'masterLabel')?.length ?? 0) > 80)
    report(file, childOf(root, 'masterLabel')?.line ?? 1, 'masterLabel has more than 80 characters');
  if (found.exposed && found.targets.size === 0) report(file, root.line, 'An exposed component needs targets');
  if (!found.exposed && found.targets.size > 0) report(file, root.line, 'A component with targets needs isExposed');
  for (const [target, element] of found.targets)
    if (!TARGETS.has(target)) report(file, element.line, `${target} is no target`);
  const open = publicProperties(bundle);
  for (const config of found.configs) {
    for (const target of config.targets)
      if (!found.targets.has(target))
        report(file, config.element.line, `${target} is configured but is no target here`);
    for (const object of config.objects)
      if (!schema.object(object))
        report(file, childOf(config.element, 'objects')?.line ?? 1, `There is no object ${object}`);
    if (config.objects.length > 0 && !config.targets.every((target) => target === 'lightning__RecordPage'))
      report(file, config.element.line, 'objects belong to lightning__RecordPage alone');
    form(config, (line, message) => report(file, line, message));
    properties(config, open, (line, message) => report(file, line, message));
  }
}

/** LWC Developer Guide, "XML Configuration File Elements": what a targetConfig holds, and what says a property. */
const PARTS = new Set(['property', 'propertyType', 'objects', 'supportedFormFactors', 'actionType', 'hasStep']);
const ATTRIBUTES = new Set(
  `name type label description default required datasource min max placeholder role screenResponsive exposedTo
   minApiVersion translatable filter editor`.split(/\s+/),
);
const DEFAULTS: Record<string, RegExp> = { Boolean: /^(true|false)$/, Integer: /^-?\d+$/ };

function form({ element, declared }: TargetConfig, report: (line: number, message: string) => void): void {
  for (const part of element.children)
    if (!PARTS.has(part.name)) report(part.line, `A targetConfig has no element ${part.name}`);
  for (const factors of childrenOf(element, 'supportedFormFactors'))
    for (const { attributes, line } of childrenOf(factors, 'supportedFormFactor'))
      if (attributes.type !== 'Large' && attributes.type !== 'Small')
        report(line, `The form factor ${attributes.type ?? ''} is not Large or Small`);
  const seen = new Set<string>();
  for (const { attributes, line } of declared) {
    const { name = '', type = '' } = attributes;
    if (seen.has(name)) report(line, `The property ${name} stands twice`);
    seen.add(name);
    for (const key of Object.keys(attributes))
      if (!ATTRIBUTES.has(key)) report(line, `${name}: a property has no attribute ${key}`);
    for (const key of type === 'Integer' ? ['default', 'min', 'max'] : ['default'])
      if (attributes[key] !== undefined && DEFAULTS[type]?.test(attributes[key]) === false)
        report(line, `${name}: ${key} is not of type ${type}: "${attributes[key]}"`);
  }
}

function properties(
  { targets, properties }: TargetConfig,
  open: Set<string>,
  report: (line: number, message: string) => void,
) {
  for (const [name, { type, element, hasDefault, required }] of properties) {
    if (!name) report(element.line, 'A property needs a name');
    if (!open.has(name)) report(element.line, `The class has no @api ${name}`);
    for (const target of targets) {
      const legal = PROPERTY_TYPES[target];
      if (!legal) report(element.line, `${target} takes no properties`);
      else if (!legal.some((each) => (/\W$/.test(each) ? type.startsWith(each) : type === each)))
        report(element.line, `${name}: ${type || 'no type'} is no type of a property on ${target}`);
    }
    if (element.attributes.label === undefined) report(element.line, `The property ${name} needs a label`);
    if (type === 'Boolean' && required && !hasDefault)
      report(element.line, `${name}: a required Boolean needs a default`);
    const choices = element.attributes.datasource;
    const given = element.attributes.default;
    if (
      choices &&
      !choices.startsWith('apex://') &&
      given !== undefined &&
      !choices.split(',').some((each) => each.trim() === given)
    )
      report(element.line, `${name}: the default ${given} is not in its datasource`);
  }
}
