import { join } from 'node:path';
import type { ServiceMetadata } from '../../flow/model.ts';
import { flowName, readOpenApi } from '../../flow/openapi.ts';
import { metadataFiles } from './files.ts';
import type { Element } from './xml.ts';
import { MetadataError, children, flag, onlyKnown, readMetadata, requiredText } from './xml.ts';

const tags = [
  'description', 'label', 'namedCredentialReference', 'operations', 'registrationProviderType', 'schema', 'schemaType',
  'serviceBinding', 'status', 'systemVersion',
]; // prettier-ignore

/** Metadata API Developer Guide, ExternalServiceRegistration: those from an OpenAPI 3.0 document. */
export function readExternalServices(packageDirectory: string): ServiceMetadata[] {
  const folder = join(packageDirectory, 'externalServiceRegistrations');
  return metadataFiles(folder, '.externalServiceRegistration-meta.xml').map(({ name, path: file }) => {
    const xml = readMetadata(file, 'ExternalServiceRegistration', tags);
    only(file, xml, 'registrationProviderType', 'Custom');
    only(file, xml, 'schemaType', 'OpenApi3');
    only(file, xml, 'status', 'Complete');
    checkBinding(file, requiredText(file, xml, 'serviceBinding'));
    return {
      name,
      namedCredential: requiredText(file, xml, 'namedCredentialReference'),
      operations: activeOperations(file, xml),
    };
  });
}

function only(file: string, xml: Element, tag: string, value: string): void {
  const given = requiredText(file, xml, tag);
  if (given !== value) throw new MetadataError(file, `the local org implements no ${tag} but ${value}, not ${given}`);
}

function checkBinding(file: string, binding: string): void {
  try {
    const { basePath = '/' } = JSON.parse(binding) as { basePath?: string };
    if (basePath === '/' || basePath === '') return;
  } catch (error) {
    throw new MetadataError(file, `serviceBinding is no JSON (${(error as Error).message})`);
  }
  throw new MetadataError(file, 'the local org does not implement a basePath in serviceBinding');
}

/** The registration names operations in lower case, and says which of them Flows may use. */
function activeOperations(file: string, xml: Element): ServiceMetadata['operations'] {
  const schema = requiredText(file, xml, 'schema');
  let operations;
  try {
    operations = readOpenApi(schema);
  } catch (error) {
    throw new MetadataError(file, (error as Error).message);
  }
  const active: ServiceMetadata['operations'] = new Map();
  for (const entry of children(xml, 'operations')) {
    onlyKnown(file, 'operations', entry, ['active', 'name']);
    const name = requiredText(file, entry, 'name');
    const found = operations.find(({ operationId }) => flowName(operationId).toLowerCase() === name);
    if (!found) throw new MetadataError(file, `the schema has no operation ${name}`);
    if (flag(entry, 'active')) active.set(found.operationId, found);
  }
  return active;
}
