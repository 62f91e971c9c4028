/** How what this service writes into a vCon is known again when it comes back. */

/** The vendor of its analysis. */
export const MAKER = 'Debrief';
/** The schema of analysis whose lists have the fields of a conversation. */
export const OWN_LISTS = 'conversation';
/** The schema of the attachment `meeting` that holds the fields which a vCon has no place for. */
export const OWN_SCHEMA = 'debrief-conversation';
