import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import type { DeployOptions } from './types.ts';

const FLAGS = ['checkOnly', 'ignoreWarnings', 'rollbackOnError', 'singlePackage', 'allowMissingFiles'] as const;
/** Options that would change what a deployment does here, each with the feature it stands for. */
const REFUSED: Record<string, string> = {
  autoUpdatePackage: 'autoUpdatePackage: name every component in package.xml',
  performRetrieve: 'performRetrieve',
  purgeOnDelete: 'purgeOnDelete',
};

/**
 * Deploy options as JSON or as the texts of a SOAP envelope. Metadata API Developer Guide, `deploy()`: rollbackOnError is
 * true unless it is said otherwise, every other flag false.
 */
export function deployOptions(given: Record<string, unknown>): DeployOptions {
  const isSet = (name: string, usual = false): boolean => {
    const value = given[name];
    if (value === undefined || value === null || value === '') return usual;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw new SalesforceError(400, 'INVALID_INPUT', `deployOptions.${name} must be true or false.`);
  };
  for (const [name, feature] of Object.entries(REFUSED)) if (isSet(name)) throw new NotImplementedHere(feature);
  const { testLevel = 'NoTestRun', runTests } = given;
  if (testLevel !== 'NoTestRun' && testLevel !== 'RunLocalTests')
    throw new NotImplementedHere(
      `testLevel ${String(testLevel)}: there is no Apex here, use NoTestRun or RunLocalTests`,
    );
  if (Array.isArray(runTests) ? runTests.length > 0 : runTests)
    throw new NotImplementedHere('runTests: there is no Apex here');
  const flags = Object.fromEntries(FLAGS.map((name) => [name, isSet(name, name === 'rollbackOnError')]));
  return { ...(flags as Record<(typeof FLAGS)[number], boolean>), testLevel };
}
