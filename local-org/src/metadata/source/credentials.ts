import { join } from 'node:path';
import type { ExternalCredentialMetadata, NamedCredentialMetadata } from '../../flow/model.ts';
import { metadataFiles } from './files.ts';
import type { Element } from './xml.ts';
import { MetadataError, children, flag, number, onlyKnown, readMetadata, requiredText, text } from './xml.ts';

const namedTags = [
  'allowMergeFieldsInBody', 'allowMergeFieldsInHeader', 'calloutStatus', 'description', 'generateAuthorizationHeader',
  'label', 'namedCredentialParameters', 'namedCredentialType',
]; // prettier-ignore

/** Metadata API Developer Guide, NamedCredential: of the types, SecuredEndpoint with a URL and an external credential. */
export function readNamedCredentials(packageDirectory: string): NamedCredentialMetadata[] {
  return metadataFiles(join(packageDirectory, 'namedCredentials'), '.namedCredential-meta.xml').map(
    ({ name, path: file }) => {
      const xml = readMetadata(file, 'NamedCredential', namedTags);
      const type = requiredText(file, xml, 'namedCredentialType');
      if (type !== 'SecuredEndpoint')
        throw new MetadataError(file, `the local org does not implement named credentials of the type ${type}`);
      const parameters = parametersOf(file, xml, 'namedCredentialParameters', ['Url', 'Authentication']);
      const url = one(file, parameters, 'Url');
      const authentication = one(file, parameters, 'Authentication');
      return {
        name,
        label: requiredText(file, xml, 'label'),
        url: requiredText(file, url, 'parameterValue'),
        externalCredential: requiredText(file, authentication, 'externalCredential'),
        isEnabled: (text(xml, 'calloutStatus') ?? 'Enabled') === 'Enabled',
        allowMergeFieldsInBody: flag(xml, 'allowMergeFieldsInBody'),
        allowMergeFieldsInHeader: flag(xml, 'allowMergeFieldsInHeader'),
        generateAuthorizationHeader: flag(xml, 'generateAuthorizationHeader'),
      };
    },
  );
}

/** Metadata API Developer Guide, ExternalCredential: of the protocols, Custom with named principals and headers. */
export function readExternalCredentials(packageDirectory: string): ExternalCredentialMetadata[] {
  const ending = '.externalCredential-meta.xml';
  return metadataFiles(join(packageDirectory, 'externalCredentials'), ending).map(({ name, path: file }) => {
    const xml = readMetadata(file, 'ExternalCredential', [
      'authenticationProtocol', 'description', 'externalCredentialParameters', 'label',
    ]); // prettier-ignore
    const protocol = requiredText(file, xml, 'authenticationProtocol');
    if (protocol !== 'Custom')
      throw new MetadataError(file, `the local org does not implement the authentication protocol ${protocol}`);
    const parameters = parametersOf(file, xml, 'externalCredentialParameters', [
      'AuthProtocolVariant', 'NamedPrincipal', 'AuthHeader',
    ]); // prettier-ignore
    const variant = one(file, parameters, 'AuthProtocolVariant');
    if (text(variant, 'parameterValue') !== 'NoAuthentication')
      throw new MetadataError(file, 'the local org implements no AuthProtocolVariant but NoAuthentication');
    const inOrder = (type: string) =>
      parameters
        .filter((entry) => text(entry, 'parameterType') === type)
        .sort((a, b) => number(a, 'sequenceNumber') - number(b, 'sequenceNumber'));
    return {
      name,
      label: requiredText(file, xml, 'label'),
      principals: inOrder('NamedPrincipal').map((entry) => ({
        name: requiredText(file, entry, 'parameterName'),
        sequence: number(entry, 'sequenceNumber'),
      })),
      headers: inOrder('AuthHeader').map((entry) => ({
        name: requiredText(file, entry, 'parameterName'),
        formula: requiredText(file, entry, 'parameterValue'),
      })),
    };
  });
}

function parametersOf(file: string, xml: Element, tag: string, types: string[]): Element[] {
  return children(xml, tag).map((entry) => {
    onlyKnown(file, tag, entry, [
      'description', 'externalCredential', 'parameterGroup', 'parameterName', 'parameterType', 'parameterValue', 'sequenceNumber',
    ]); // prettier-ignore
    const type = requiredText(file, entry, 'parameterType');
    if (!types.includes(type))
      throw new MetadataError(file, `the local org does not implement parameters of the type ${type}`);
    return entry;
  });
}

function one(file: string, parameters: Element[], type: string): Element {
  const [found, ...more] = parameters.filter((entry) => text(entry, 'parameterType') === type);
  if (!found || more.length > 0) throw new MetadataError(file, `there must be one parameter of the type ${type}`);
  return found;
}
