/** What went wrong, from whatever the platform throws or emits. */
export { reduceErrors } from './reduce';
export type { Fault, FaultKind } from './reduce';
