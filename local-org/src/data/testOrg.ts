import assert from 'node:assert/strict';
import { boatPackage, writePackage } from '../metadata/testPackage.ts';
import type { OrgOptions } from './org.ts';
import { openOrg } from './org.ts';
import type { Org, Session } from './types.ts';
import { SalesforceError } from './faults/errors.ts';

export interface TestOrg {
  org: Org;
  admin: Session;
  rep: Session;
  service: Session;
  close(): void;
}

/** An org in memory with the boat package, changed by `files`: the admin Ines, the rep Paul, and the integration user. */
export function openTestOrg(options: Partial<OrgOptions> = {}, files: Record<string, string> = {}): TestOrg {
  const written = writePackage({ ...boatPackage, ...files });
  const org = openOrg({ file: ':memory:', packageDirectories: [written.directory], ...options });
  written.remove();
  return {
    org,
    admin: org.sessionFor('ines'),
    rep: org.sessionFor('paul'),
    service: org.sessionFor('debrief'),
    close: () => org.close(),
  };
}

/** Runs `work`, which must fail with this code; the message and fields are checked where given. */
export function refused(work: () => unknown, errorCode: string, message?: string | RegExp, fields?: string[]): void {
  assert.throws(work, (error) => {
    assert.ok(error instanceof SalesforceError, String(error));
    assert.equal(error.errorCode, errorCode, error.message);
    if (typeof message === 'string') assert.equal(error.message, message);
    else if (message) assert.match(error.message, message);
    if (fields) assert.deepEqual(error.fields, fields);
    return true;
  });
}
