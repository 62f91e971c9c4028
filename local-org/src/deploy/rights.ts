import { SalesforceError } from '../data/faults/errors.ts';
import type { Session } from '../data/types.ts';

/** Salesforce Help, "Modify Metadata Through Metadata API Functions Permission": that, or Modify All Data. */
export function deployer(session: Session): Session {
  const { access } = session;
  if (access.hasUserPermission('ModifyAllData') || access.hasUserPermission('ModifyMetadata')) return session;
  throw new SalesforceError(
    403,
    'INSUFFICIENT_ACCESS',
    'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions',
  );
}
