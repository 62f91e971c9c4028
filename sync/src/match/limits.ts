/** How far from a conversation an activity may stand to be looked at at all: never by its title alone. */
const MINUTE = 60_000;

/** Meetings are moved, and calendars that know nothing of summer time are an hour off. */
export const EVENT_WINDOW_MS = 120 * MINUTE;
export const CALL_WINDOW_MS = 3 * MINUTE;
/** Phone tools log a call when it starts to ring; older tasks of the same id are another phone system's. */
export const LONGEST_RING_MS = 60 * MINUTE;
/** A call with the same person logged this soon after the end is a candidate even where its duration says nothing. */
export const LOGGED_SOON_MS = 15 * MINUTE;
