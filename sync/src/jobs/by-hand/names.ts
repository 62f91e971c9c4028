import { toId18 } from '../../match/ids.ts';
import type { Org } from '../../org/types.ts';

/** Names of the users who last changed these rows, other than the service itself, by Id. */
export async function namesOf(
  org: Pick<Org, 'rows'>,
  rows: Iterable<Record<string, unknown>>,
  self: string,
): Promise<Map<string, string>> {
  const ids = new Set<string>();
  for (const { LastModifiedById: by } of rows) if (typeof by === 'string') ids.add(toId18(by));
  ids.delete(toId18(self));
  if (ids.size === 0) return new Map();
  const users = await org.rows([...ids].map((id) => ({ object: 'User', id, fields: ['Name'] })));
  return new Map([...users].flatMap(([id, { Name }]) => (typeof Name === 'string' ? [[id, Name] as const] : [])));
}
