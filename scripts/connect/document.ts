import { openApiDocument } from '../../sync/src/http/openapi.ts';
import type { OpenApiDocument } from './operations.ts';

/** The service's own document, which is made from the schemas that it checks requests by. */
export function serviceDocument(): OpenApiDocument {
  return openApiDocument() as OpenApiDocument;
}
