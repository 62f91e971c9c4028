import { importsOf, templatesOf } from '../componentCode.ts';
import { BASE_COMPONENTS, LIGHTNING_MODULES, LWC_MODULES, SALESFORCE_MODULES } from '../platformModules.ts';
import type { Context, Rule } from '../rule.ts';
import type { Schema } from '../schema.ts';
import type { Bundle } from '../source.ts';
import { camelCase, templateNodes } from '../templates.ts';
import { childrenOf, textOf } from '../xml.ts';

/** What a component imports, and the components its templates place, exist. */
export const componentReferences: Rule = {
  name: 'lwc-reference',
  check(context, report) {
    for (const bundle of context.source.bundles) {
      for (const { specifier, file, line } of importsOf(bundle)) {
        const fault = importFault(specifier, bundle, context);
        if (fault) report(file, line, fault);
      }
      for (const { name, file, line } of importsOfStyles(bundle))
        if (!context.source.bundles.some((each) => `c/${each.name}` === name))
          report(file, line, `There is no component ${name}`);
      for (const template of templatesOf(bundle))
        for (const { kind, text, line } of templateNodes(bundle.read(template))) {
          const fault = kind === 'element' && tagFault(text, context);
          if (fault) report(bundle.files.get(template) ?? template, line, fault);
        }
    }
  },
};

/** LWC Developer Guide, "Share CSS Style Rules": `@import 'c/name'`; files of the component are the compiler's. */
function importsOfStyles(bundle: Bundle): { name: string; file: string; line: number }[] {
  return [...bundle.files].flatMap(([inside, file]) =>
    inside.endsWith('.css')
      ? [...bundle.read(inside).matchAll(/@import\s+['"](c\/[^'"]*)['"]/g)].map(({ 1: name = '', input, index }) => ({
          name,
          file,
          line: input.slice(0, index).split('\n').length,
        }))
      : [],
  );
}

function importFault(specifier: string, bundle: Bundle, context: Context): string | undefined {
  if (LWC_MODULES.has(specifier)) return undefined;
  if (specifier.startsWith('.')) return relativeFault(specifier, bundle);
  const [scope = '', ...rest] = specifier.split('/');
  const name = rest.join('/');
  if (scope === 'c')
    return context.source.bundles.some((each) => each.name === name) ? undefined : `There is no component ${specifier}`;
  if (scope === 'lightning')
    return LIGHTNING_MODULES.has(name) || BASE_COMPONENTS.has(name)
      ? undefined
      : `The platform has no module ${specifier}`;
  if (scope === '@salesforce') return salesforceFault(rest[0] ?? '', rest.slice(1).join('/'), context);
  return `${specifier} can't be imported: an org resolves lwc, lightning/, @salesforce/, c/ and files of the component`;
}

function relativeFault(specifier: string, { files }: Bundle): string | undefined {
  const path = specifier.replace(/^\.\//, '');
  if (path.startsWith('..')) return `${specifier} leaves the component`;
  return ['', '.js', '.html', '.css'].some((ending) => files.has(path + ending) && !(path + ending).endsWith('.ts'))
    ? undefined
    : `The component has no file ${specifier}`;
}

function salesforceFault(kind: string, name: string, { source, schema, userPermissions }: Context): string | undefined {
  const missing = (what: string) => `There is no ${what} ${name}`;
  const names = (type: string) => new Set(source.of(type).map((each) => each.name));
  switch (kind) {
    case 'label': {
      const labels = source
        .of('CustomLabels')
        .flatMap(({ root }) => childrenOf(root, 'labels').map((each) => textOf(each, 'fullName')));
      return name.startsWith('c.') && labels.includes(name.slice(2)) ? undefined : missing('label');
    }
    case 'schema':
      return schemaFault(name, schema);
    case 'customPermission':
      return names('CustomPermission').has(name) ? undefined : missing('custom permission');
    case 'userPermission':
      return userPermissions.has(name) ? undefined : missing('user permission');
    case 'messageChannel':
      return source.has(`messageChannels/${name.replace(/__c$/, '')}.messageChannel-meta.xml`)
        ? undefined
        : missing('message channel');
    case 'resourceUrl':
      return source.has(`staticresources/${name}.resource-meta.xml`) ? undefined : missing('static resource');
    case 'apex':
    case 'apexContinuation':
      return 'The package has no Apex';
    default:
      return SALESFORCE_MODULES[kind]?.test(name)
        ? undefined
        : `The platform has no module @salesforce/${kind}/${name}`;
  }
}

/** `Object`, `Object.Field`, or `Object.Relationship__r.Field`. */
function schemaFault(path: string, schema: Schema): string | undefined {
  const [object = '', ...steps] = path.split('.');
  const model = schema.object(object);
  const [step = '', ...further] = steps;
  if (!model) return `There is no object ${object}`;
  if (steps.length === 0) return undefined;
  if (further.length === 0) return schema.field(object, step) ? undefined : `${model.name} has no field ${step}`;
  const field = [...model.fields.values()].find((each) => each.relationshipName?.toLowerCase() === step.toLowerCase());
  if (!field) return `${model.name} has no relationship ${step}`;
  return schemaFault([field.referenceTo[0] ?? '', ...further].join('.'), schema);
}

function tagFault(tag: string, { source }: Context): string | undefined {
  const [, scope, rest] = /^([a-z]+)-(.+)$/.exec(tag) ?? [];
  if (!scope || !rest || tag === 'lwc:component') return undefined;
  const name = camelCase(rest);
  if (scope === 'c')
    return source.bundles.some((each) => each.name === name) ? undefined : `There is no component c/${name}`;
  if (scope === 'lightning') return BASE_COMPONENTS.has(name) ? undefined : `There is no base component ${tag}`;
  return `${tag} is no component that an org resolves`;
}
