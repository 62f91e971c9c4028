import type { UserRow } from '../match/types.ts';
import type { OrgHttp } from './http.ts';
import { runQueries } from './query.ts';

/**
 * Active users who can own records: Object Reference, "User": `UserType` is `Standard` for licences of one's own people,
 * and other values for portals, guests and the platform's own users.
 */
export async function readUsers(http: OrgHttp): Promise<UserRow[]> {
  const soql =
    "SELECT Id, Name, Email, IsActive, TimeZoneSidKey FROM User WHERE IsActive = true AND UserType = 'Standard' ORDER BY Name, Id";
  const rows = await runQueries(http, [{ name: 'users', object: 'User', soql }], {});
  return (rows.get('users') ?? []) as unknown as UserRow[];
}
