/** Whether it is the store that failed, and not what it was asked to keep. */

/** Of SQLSTATE: connection, transaction rollback, resources, operator's intervention, system, object not in state. */
const AWAY = /^(08|40|53|55|57|58|XX)/;
/** What node-postgres and its pool say without a code. */
const WORDS =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|calling end on the pool|closed/i;
/** Of the network and the file system. */
const SYSTEM = /^E[A-Z]+$/;

/** False for an error of anything else. What the store refuses because of what it was given, it refuses again. */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isOfStatement = 'params' in error;
  const { message, code } = (isOfStatement ? (error.cause ?? error) : error) as { message?: string; code?: unknown };
  if (typeof code === 'string') return AWAY.test(code) || SYSTEM.test(code);
  return isOfStatement || WORDS.test(message ?? '');
}
