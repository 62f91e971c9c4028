/** The registration of the service as an External Service: its own OpenAPI document, reduced to what Flows may ask. */
import { operationsOf, reducedDocument, type OpenApiDocument } from './operations.ts';
import { metadataFile } from './xml.ts';

/** Its name is the first half of each action's: `Debrief_Sync.getSettings`. */
export const REGISTRATION = 'Debrief_Sync';

const BINDING = {
  host: '',
  basePath: '/',
  allowedSchemes: [],
  requestMediaTypes: [],
  responseMediaTypes: [],
  compatibleMediaTypes: {},
  extensions: {},
};

export function registrationFile(document: OpenApiDocument): string {
  return metadataFile('ExternalServiceRegistration', {
    description: 'What Flows may ask of the Debrief service. Each operation has a Flow of its own, Debrief_….',
    label: 'Debrief Sync',
    namedCredentialReference: 'Debrief_Sync',
    operations: operationsOf(document).map(({ id }) => ({ active: true, name: registeredName(id) })),
    registrationProviderType: 'Custom',
    schema: JSON.stringify(reducedDocument(document), null, 2),
    schemaType: 'OpenApi3',
    serviceBinding: JSON.stringify(BINDING),
    status: 'Complete',
    systemVersion: 5,
  });
}

/** An operation as registrations list it: in lower case, and what is no letter or digit as `x` and its code. */
export function registeredName(operationId: string): string {
  return operationId.toLowerCase().replaceAll(/[^a-z0-9]/g, (sign) => `x${sign.charCodeAt(0).toString(16)}`);
}
