/** Emails and mailboxes, as Flows ask for them. */
import type { Unplaced } from './operation.ts';

/** For any user who sees the conversation. */
export const EMAILS_REP: Unplaced[] = [];

/** For any user, about what is their own. */
export const EMAILS_OWN: Unplaced[] = [];

/** For admins only. */
export const EMAILS_ADMIN: Unplaced[] = [];
