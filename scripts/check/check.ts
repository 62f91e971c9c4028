import type { Finding } from './finding.ts';
import { readMetadataTypes, readUserPermissions } from './metadataTypes.ts';
import type { Context, Rule } from './rule.ts';
import { apps } from './rules/apps.ts';
import { channels } from './rules/channels.ts';
import { clientApps } from './rules/clientApps.ts';
import { compile } from './rules/compile.ts';
import { componentMeta } from './rules/componentMeta.ts';
import { componentNames } from './rules/componentNames.ts';
import { componentReferences } from './rules/componentReferences.ts';
import { componentText } from './rules/componentText.ts';
import { componentWords } from './rules/componentWords.ts';
import { credentials } from './rules/credentials.ts';
import { customPermissions } from './rules/customPermissions.ts';
import { fields } from './rules/fields.ts';
import { flexiPages } from './rules/flexiPages.ts';
import { flowActions } from './rules/flowActions.ts';
import { flowOutputs } from './rules/flowOutputs.ts';
import { flowReferences } from './rules/flowReferences.ts';
import { flowTests } from './rules/flowTests.ts';
import { flows } from './rules/flows.ts';
import { generated } from './rules/generated.ts';
import { graphql } from './rules/graphql.ts';
import { labels } from './rules/labels.ts';
import { layouts } from './rules/layouts.ts';
import { notificationTypes } from './rules/notificationTypes.ts';
import { objects } from './rules/objects.ts';
import { permissionSets } from './rules/permissionSets.ts';
import { placement } from './rules/placement.ts';
import { registrations } from './rules/registrations.ts';
import { shape } from './rules/shape.ts';
import { styles } from './rules/styles.ts';
import { translations } from './rules/translations.ts';
import { unusedLabels } from './rules/unusedLabels.ts';
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
  unusedLabels,
  translations,
  compile,
  componentMeta,
  componentReferences,
  componentText,
  componentWords,
  componentNames,
  styles,
  graphql,
  flows,
  flowReferences,
  flowActions,
  flowOutputs,
  flowTests,
  registrations,
  credentials,
  clientApps,
  channels,
  notificationTypes,
  generated,
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
