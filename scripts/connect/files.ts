/** Every file of force-app/connect that follows from the service's OpenAPI document. */
import { flowFile } from './flow.ts';
import { flowTestFiles } from './flowTest.ts';
import { answerTexts, flowName, operationsOf, type OpenApiDocument } from './operations.ts';
import { permissionSetFiles } from './permissionSets.ts';
import { REGISTRATION, registrationFile } from './registration.ts';

export const PACKAGE = 'force-app/connect';

/** Folders that hold nothing else. */
export const GENERATED_FOLDERS = ['externalServiceRegistrations', 'flows', 'flowtests', 'permissionsets'];

/** Path inside the package → text. The same document gives the same texts. */
export function connectFiles(document: OpenApiDocument): Map<string, string> {
  const operations = operationsOf(document);
  const texts = answerTexts(document);
  const files = new Map<string, string>();
  files.set(
    `externalServiceRegistrations/${REGISTRATION}.externalServiceRegistration-meta.xml`,
    registrationFile(document),
  );
  for (const operation of operations) {
    files.set(`flows/${flowName(operation)}.flow-meta.xml`, flowFile(operation, texts));
    for (const { name, text } of flowTestFiles(operation)) files.set(`flowtests/${name}.flowtest-meta.xml`, text);
  }
  for (const { name, text } of permissionSetFiles(operations))
    files.set(`permissionsets/${name}.permissionset-meta.xml`, text);
  return files;
}
