import type { Org, Session } from '../data/types.ts';
import type { PermissionSetMetadata } from '../metadata/types.ts';

/** The permission sets that a user has now. */
export function assignedSets(org: Org, session: Session): PermissionSetMetadata[] {
  const rows = org.database
    .prepare(
      `SELECT s.Name AS name FROM "PermissionSetAssignment" a JOIN "PermissionSet" s ON s.Id = a.PermissionSetId
       WHERE a.AssigneeId = ? AND a.IsActive = 1 AND (a.ExpirationDate IS NULL OR a.ExpirationDate > ?)`,
    )
    .all(session.user.Id, new Date().toISOString());
  return rows.flatMap((row) => org.metadata.permissionSets.get(row['name'] as string) ?? []);
}
