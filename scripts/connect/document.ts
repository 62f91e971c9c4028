import type { OpenApiDocument } from './operations.ts';

/** The service's own document, which is made from the schemas that it checks requests by. */
export async function serviceDocument(): Promise<OpenApiDocument> {
  // the whole service comes with it, which only this needs
  const { openApiDocument } = await import('../../sync/src/http/openapi.ts');
  return openApiDocument() as OpenApiDocument;
}
