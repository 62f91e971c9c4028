import type { Finding } from './finding.ts';
import { readMetadataTypes, readUserPermissions } from './metadataTypes.ts';
import type { Context, Rule } from './rule.ts';
import { apps } from './rules/apps.ts';
import { compile } from './rules/compile.ts';
import { componentMeta } from './rules/componentMeta.ts';
import { componentReferences } from './rules/componentReferences.ts';
import { componentText } from './rules/componentText.ts';
import { fields } from './rules/fields.ts';
import { flexiPages } from './rules/flexiPages.ts';
import { labels } from './rules/labels.ts';
import { layouts } from './rules/layouts.ts';
import { objects } from './rules/objects.ts';
import { permissionSets } from './rules/permissionSets.ts';
import { placement } from './rules/placement.ts';
import { shape } from './rules/shape.ts';
import { translations } from './rules/translations.ts';
import { buildSchema } from './schema.ts';
import { readSource, type PackageSource } from './source.ts';

export const RULES: Rule[] = [
  placement,
  shape,
  objects,
  fields,
  layouts,
  permissionSets,
  flexiPages,
  apps,
  labels,
  translations,
  compile,
  componentMeta,
  componentReferences,
  componentText,
];

/** Everything for which an org would refuse the project at `root`; its LWCs are built before. */
export async function check(root: string): Promise<{ source: PackageSource; findings: Finding[] }> {
  const { source, findings } = readSource(root);
  const context: Context = {
    source,
    types: readMetadataTypes(),
    schema: buildSchema(source),
    userPermissions: readUserPermissions(),
  };
  for (const rule of RULES)
    await rule.check(context, (file, line, message) => findings.push({ file, line, rule: rule.name, message }));
  return { source, findings };
}
