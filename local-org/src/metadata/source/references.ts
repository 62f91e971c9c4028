import type { PackageMetadata } from '../types.ts';
import { MetadataError } from './xml.ts';

/**
 * What Flows, credentials and permission sets say of each other must be there, in whichever of the packages.
 * @param permissionSetFiles where each permission set was read
 */
export function checkReferences(metadata: PackageMetadata, permissionSetFiles: Map<string, string>): void {
  const { externalCredentials, flows, flowTests, namedCredentials, permissionSets, services } = metadata;
  const principals = new Set(
    [...externalCredentials.values()].flatMap((one) => one.principals.map(({ name }) => `${one.name}-${name}`)),
  );
  for (const { name, namedCredential } of services.values())
    if (!namedCredentials.has(namedCredential))
      throw new MetadataError(
        `externalServiceRegistrations/${name}.externalServiceRegistration-meta.xml`,
        `there is no named credential ${namedCredential}`,
      );
  for (const { name, externalCredential } of namedCredentials.values())
    if (!externalCredentials.has(externalCredential))
      throw new MetadataError(
        `namedCredentials/${name}.namedCredential-meta.xml`,
        `there is no external credential ${externalCredential}`,
      );
  for (const { file, flow } of flowTests.values())
    if (!flows.has(flow)) throw new MetadataError(file, `there is no Flow ${flow}`);
  for (const set of permissionSets.values()) {
    const file = permissionSetFiles.get(set.name) ?? set.name;
    for (const principal of set.credentialPrincipals)
      if (!principals.has(principal)) throw new MetadataError(file, `grants ${principal}, which is no principal`);
    for (const flow of set.flows)
      if (!flows.has(flow)) throw new MetadataError(file, `grants the Flow ${flow}, which does not exist`);
  }
}
