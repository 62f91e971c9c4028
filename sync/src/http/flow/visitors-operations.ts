/** Website visitors and notifications, as Flows ask for them. */
import type { Unplaced } from './operation.ts';

/** For admins only. */
export const VISITORS_ADMIN: Unplaced[] = [];
