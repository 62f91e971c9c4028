/** Workflows and their runs, as Flows ask for them. */
import type { Unplaced } from './operation.ts';

/** For admins only. */
export const WORKFLOWS_ADMIN: Unplaced[] = [];
