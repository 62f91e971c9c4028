import type { Finding } from './finding.ts';
import { readMetadataTypes, readUserPermissions } from './metadataTypes.ts';
import type { Context, Rule } from './rule.ts';
import { apps } from './rules/apps.ts';
import { compile } from './rules/compile.ts';
import { componentMeta } from './rules/componentMeta.ts';
import { componentReferences } from './rules/componentReferences.ts';
import { componentText } from './rules/componentText.ts';
import { customPermissions } from './rules/customPermissions.ts';
import { fields } from './rules/fields.ts';
import { flexiPages } from './rules/flexiPages.ts';
import { graphql } from './rules/graphql.ts';
import { labels } from './rules/labels.ts';
import { layouts } from './rules/layouts.ts';
import { objects } from './rules/objects.ts';
import { permissionSets } from './rules/permissionSets.ts';
import { placement } from './rules/placement.ts';
import { shape } from './rules/shape.ts';
import { translations } from './rules/translations.ts';
import { buildSchema } from './schema.ts';
import { readSource } from './source.ts';

export const RULES: Rule[] = [
  placement,
  shape,
  objects,
  fields,
  layouts,
  permissionSets,
  customPermissions,
  flexiPages,
  apps,
  labels,
  translations,
  compile,
  componentMeta,
  componentReferences,
  componentText,
  graphql,
];

/** What the rules look at: the project at `root`, and the platform's own types beside it. */
export function readContext(root: string, platform = readPlatform()): { context: Context; findings: Finding[] } {
  const { source, findings } = readSource(root);
  return { context: { source, schema: buildSchema(source), ...platform }, findings };
}

export function readPlatform(): Pick<Context, 'types' | 'userPermissions'> {
  return { types: readMetadataTypes(), userPermissions: readUserPermissions() };
}

export async function run(rules: Rule[], context: Context): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const rule of rules)
    await rule.check(context, (file, line, message) => findings.push({ file, line, rule: rule.name, message }));
  return findings;
}
