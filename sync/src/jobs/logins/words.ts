/** What the page says that a log-in ends on. Plain text: what came from outside stands in it as it came. */
import type { TicketFault } from './ticket.ts';

export type Language = 'en' | 'fr';

export interface LoginWords {
  title: string;
  message: string;
  fix: string;
}

export type Said = [title: string, message: string, fix: string];

export const wordsOf = ([title, message, fix]: Said): LoginWords => ({ title, message, fix });

/** The message; what to do about it is each log-in's own. */
export const TICKET_FAULTS: Record<Language, Record<TicketFault, string>> = {
  en: {
    unknown: 'This address belongs to no log-in that is under way.',
    used: 'This link has been used already: it is good for one log-in.',
    expired: 'The time for this log-in is over: it takes ten minutes at most.',
    otherBrowser: 'This log-in was begun in another browser, or cookies are blocked.',
  },
  fr: {
    unknown: 'Cette adresse ne correspond à aucune connexion en cours.',
    used: 'Ce lien a déjà servi : il ne vaut que pour une connexion.',
    expired: 'Le temps prévu pour cette connexion est écoulé : dix minutes au plus.',
    otherBrowser: 'Cette connexion a été commencée dans un autre navigateur, ou les cookies sont bloqués.',
  },
};
