/** Whether an email is only there for a calendar's sake: RFC 5546 (iTIP) and RFC 6047 (iMIP). */

const CALENDAR_TYPES = new Set(['text/calendar', 'application/ics', 'application/x-ics']);

export const isCalendarType = (type: string): boolean => CALENDAR_TYPES.has(type.trim().toLowerCase());

/** Bytes of a calendar part that are looked at: its METHOD stands in the first lines. */
export const LOOKED_AT = 64 * 1024;

/**
 * `REQUEST`, `REPLY`, `CANCEL` and the like; undefined for a calendar that is only attached. PUBLISH is what programs write
 * into a file that somebody sends around, which invites nobody.
 */
export function methodOf(parameter: string | undefined, start: string): string | undefined {
  const said = parameter ?? /^METHOD(?:;[^:\r\n]*)?:\s*([A-Z-]+)/im.exec(start)?.[1];
  const method = said?.trim().toUpperCase();
  return method && method !== 'PUBLISH' ? method : undefined;
}

/** Exchange marks invitations and their answers by a header, also where the calendar itself is in a winmail.dat. */
export function isCalendarClass(contentClass: string | undefined): boolean {
  return /^urn:content-classes:calendarmessage$/i.test(contentClass?.trim() ?? '');
}
