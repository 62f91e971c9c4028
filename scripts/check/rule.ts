import type { Report } from './finding.ts';
import type { MetadataTypes } from './metadataTypes.ts';
import type { Schema } from './schema.ts';
import type { PackageSource } from './source.ts';

export interface Context {
  source: PackageSource;
  types: MetadataTypes;
  schema: Schema;
  userPermissions: Set<string>;
}

export interface Rule {
  name: string;
  check(context: Context, report: Report): void | Promise<void>;
}
