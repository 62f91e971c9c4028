import { existsSync } from 'node:fs';
import path from 'node:path';
import type { OrgSchema, PackageMetadata } from '../src/metadata/types.ts';
import type { OrgNames } from './build/scoped.ts';

/** What components may import by name in an org of this metadata. `folders` have its LWC bundles. */
export function orgNames(metadata: PackageMetadata, schema: OrgSchema, folders: string[]): OrgNames {
  return {
    hasLabel: (name) => metadata.labels.get('en_US')?.has(name) ?? false,
    schemaProblem: (reference) => {
      const [objectName = '', ...steps] = reference.split('.');
      let object = schema.object(objectName);
      if (!object) return `There is no object ${objectName} (@salesforce/schema/${reference}).`;
      for (const [index, step] of steps.entries()) {
        const relationship = [...object.fields.values()].find(({ relationshipName }) => relationshipName === step);
        const field = index === steps.length - 1 ? object.fields.get(step.toLowerCase()) : relationship;
        if (!field) return `There is no field ${step} on ${object.name} (@salesforce/schema/${reference}).`;
        if (index < steps.length - 1) {
          const parent = schema.object(field.referenceTo[0] ?? '');
          if (!parent) return `${object.name}.${field.name} leads to no object (@salesforce/schema/${reference}).`;
          object = parent;
        }
      }
      return null;
    },
    exposedComponents: () =>
      metadata.components
        .filter(({ name, exposed }) => exposed && folders.some((folder) => existsSync(path.join(folder, 'lwc', name))))
        .map(({ name }) => name),
  };
}
