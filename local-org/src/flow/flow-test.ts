/** Runs FlowTest metadata: what a Flow must make of its inputs, with elements that answer what the test says. */
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import { conditionHolds } from './conditions.ts';
import { FlowFault, LimitExceeded } from './fault.ts';
import { finish } from './drive.ts';
import { plainOf } from './inputs.ts';
import type { FlowTestMetadata, FlowTestPoint, FlowValue, JsonLiteral } from './model.ts';
import { Interview, Transaction, type Mock } from './run.ts';
import type { Scope } from './scope.ts';
import { objectNamed, type Plain } from './values.ts';

export interface FlowTestResult {
  name: string;
  label: string;
  flow: string;
  /** What was not as it must be; none: passed. */
  failures: string[];
}

/** Takes everything back that a test's interview wrote. */
class Undone extends Error {}

/**
 * Runs the org's FlowTests, one after another. Nothing that they do is kept, and nothing leaves the org: a call to a service
 * fails where the test does not say what it answers.
 * @param session who runs them, where a test does not say; an administrator by default
 * @param only names of the tests to run
 */
export function runFlowTests(
  org: Org,
  { session, only }: { session?: Session; only?: string[] } = {},
): FlowTestResult[] {
  const runner = session ?? anAdministrator(org);
  return [...org.metadata.flowTests.values()]
    .filter(({ name }) => only?.includes(name) ?? true)
    .map((test) => ({
      name: test.name,
      label: test.label,
      flow: test.flow,
      failures: failuresOf(org, test.user === null ? runner : org.sessionFor(test.user), test),
    }));
}

function anAdministrator(org: Org): Session {
  const found = org.users().find(({ profile, IsActive }) => profile === 'System Administrator' && IsActive);
  if (!found) throw new Error('The org has no active administrator to run tests of Flows');
  return org.sessionFor(found.Id);
}

function failuresOf(org: Org, session: Session, test: FlowTestMetadata): string[] {
  const flow = org.metadata.flows.get(test.flow);
  if (!flow) return [`The org has no Flow ${test.flow}.`];
  const unknown = test.points.find(
    ({ element }) => !['Start', 'Finish'].includes(element) && !flow.elements.has(element),
  );
  if (unknown) return [`The Flow ${flow.name} has no element ${unknown.element}.`];
  const failures: string[] = [];
  const reached = new Set(['Start', 'Finish']);
  const mocks = new Map<string, Mock>();
  const interview = new Interview(org, session, flow, {
    transaction: new Transaction(),
    mocks,
    onElement: (name) => {
      reached.add(name);
      failures.push(...unmet(scope, test.points, name));
    },
  });
  const { scope } = interview;
  try {
    session.transaction(() => {
      for (const point of test.points.filter(({ isMocked }) => isMocked))
        mocks.set(point.element, mockOf(scope, point));
      interview.begin(inputsOf(scope, test.points));
      failures.push(...unmet(scope, test.points, 'Start'));
      finish(interview.steps(), ({ service, operation }) => ({
        fault: new FlowFault(`Tests of Flows call no services: mock the element that calls ${service}.${operation}.`),
      }));
      failures.push(...unmet(scope, test.points, 'Finish'));
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) failures.push(messageOf(error));
  }
  const missed = test.points.find(({ element, assertions }) => assertions.length > 0 && !reached.has(element));
  if (missed) failures.push(`The element ${missed.element} was not reached.`);
  return failures;
}

function messageOf(error: unknown): string {
  const isKnown =
    error instanceof FlowFault ||
    error instanceof LimitExceeded ||
    error instanceof NotImplementedHere ||
    error instanceof SalesforceError;
  if (!isKnown) throw error;
  return error.message;
}

const inputsOf = (scope: Scope, points: FlowTestPoint[]): Record<string, Plain> =>
  Object.fromEntries(
    points.flatMap(({ inputs }) => inputs.map(({ variable, value }) => [variable, testValue(scope, variable, value)])),
  );

const mockOf = (scope: Scope, { pathAfterMock, mocks }: FlowTestPoint): Mock => ({
  path: pathAfterMock,
  outputs: mocks.map(({ reference, value }) => [reference, testValue(scope, reference, value)]),
});

function testValue(scope: Scope, reference: string, value: FlowValue | JsonLiteral | null): Plain {
  if (value === null || !('json' in value)) return scope.value(value);
  if (!value.isRecord) return plainOf(value.json, scope.typeOf(reference), reference);
  const { type = '' } = (value.json as { attributes?: { type?: string } }).attributes ?? {};
  return plainOf(value.json, { of: 'Record', object: objectNamed(scope.org.schema, type), isList: false }, reference);
}

function unmet(scope: Scope, points: FlowTestPoint[], element: string): string[] {
  return points
    .filter((point) => point.element === element)
    .flatMap(({ assertions }) => assertions)
    .filter(({ conditions }) => !conditions.every((condition) => conditionHolds(scope, condition)))
    .map(({ conditions, errorMessage }) => {
      const asked = conditions.map(({ left, operator }) => `${left} ${operator}`).join(', ');
      return `${element}: ${errorMessage || 'the assertion is not met'} (${asked})`;
    });
}
