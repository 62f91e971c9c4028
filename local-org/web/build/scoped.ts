import { BuildProblem } from './problem.ts';
import { shippedDefault, VIRTUAL } from './resolve.ts';

/** What the build asks of the org about names in `@salesforce/…` imports. */
export interface OrgNames {
  hasLabel(name: string): boolean;
  /** `Account`, `Account.Name`, `Contact.Account.Name`; null where it exists, else what is wrong. */
  schemaProblem(reference: string): string | null;
  /** Bundles that App Builder may place. */
  exposedComponents(): string[];
}

/** Permission names that components import: the page is told only about these. */
export interface PermissionsInUse {
  userPermission: Set<string>;
  customPermission: Set<string>;
}

const VIEWER = `import { viewer } from 'org/viewer';\n`;
const quote = (value: unknown) => JSON.stringify(value);

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Every component that a page may place, by its name in a FlexiPage (`c:conversationInsights`). */
function registry(names: OrgNames): string {
  const components = names.exposedComponents();
  return [
    ...components.map((name, index) => `import C${index} from ${quote(`c/${name}`)};`),
    `export const components = {${components.map((name, index) => `${quote(`c:${name}`)}: C${index}`).join(', ')}};`,
    `export const tags = ${quote(Object.fromEntries(components.map((name) => [`c:${name}`, `c${kebab(`-${name}`)}`])))};`,
  ].join('\n');
}

function label(reference: string, names: OrgNames, specifier: string): string {
  const custom = /^c\.(\w+)$/.exec(reference)?.[1];
  if (custom) {
    if (!names.hasLabel(custom))
      throw new BuildProblem(`There is no custom label ${custom}. Add it to the package's labels.`);
    return `${VIEWER}export default viewer.labels[${quote(custom)}];`;
  }
  const shipped = shippedDefault(specifier);
  if (!shipped) throw new BuildProblem(`The local org does not have the label ${reference}.`);
  return `${VIEWER}import shipped from ${quote(shipped)};\nexport default viewer.labels[${quote(reference)}] ?? shipped;`;
}

function schema(reference: string, names: OrgNames): string {
  const problem = names.schemaProblem(reference);
  if (problem) throw new BuildProblem(problem);
  const [objectApiName, ...fields] = reference.split('.');
  return `export default ${quote(fields.length > 0 ? { fieldApiName: fields.join('.'), objectApiName } : { objectApiName })};`;
}

/** The source of a module without a file. */
export function virtualModule(id: string, names: OrgNames, permissions: PermissionsInUse): string {
  const specifier = id.slice(VIRTUAL.length);
  if (specifier === 'empty-html') return 'export default undefined;';
  if (specifier === 'empty-css') return 'export default [];';
  if (specifier === 'components') return registry(names);

  const [, kind = '', reference = ''] = /^@salesforce\/(\w+)\/?(.*)$/.exec(specifier) ?? [];
  const shipped = shippedDefault(specifier);
  switch (kind) {
    case 'label':
      return label(reference, names, specifier);
    case 'schema':
      return schema(reference, names);
    case 'userPermission':
    case 'customPermission':
      permissions[kind].add(reference);
      // true or undefined, never false: https://developer.salesforce.com/docs/platform/lwc/guide/create-permissions.html
      return `${VIEWER}export default viewer.${kind}s.includes(${quote(reference)}) || undefined;`;
    case 'user':
      if (reference === 'Id') return `${VIEWER}export default viewer.user.id;`;
      if (reference === 'isGuest') return 'export default false;';
      break;
    case 'client':
      if (reference === 'formFactor') return `import { formFactor } from 'org/viewer';\nexport default formFactor;`;
      break;
    case 'i18n':
      if (shipped)
        return `${VIEWER}import shipped from ${quote(shipped)};\nexport default viewer.i18n[${quote(reference)}] ?? shipped;`;
      break;
    case 'gate':
    case 'accessCheck':
    case 'internal':
      if (shipped) return `export { default } from ${quote(shipped)};`;
      break;
  }
  throw new BuildProblem(`The local org does not implement ${specifier}.`);
}
