/** Days that words name ("by Friday", "d’ici la fin du mois"), seen from the day of the conversation. */
import * as chrono from 'chrono-node';

export interface Said {
  /** YYYY-MM-DD. */
  day: string;
  text: string;
}

const DAY_MS = 86_400_000;
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** What neither grammar knows, or reads as something else. */
const END_OF: [RegExp, (reference: Date) => Date][] = [
  [/\bfin (?:du|de) mois\b/i, (at) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0))],
  [
    /\bfin de (?:la |cette )?semaine\b|\bend of (?:the |this )?week\b/i,
    (at) => new Date(at.getTime() + ((5 - at.getUTCDay() + 7) % 7) * DAY_MS),
  ],
  [
    /\bfin de (?:l'|l’)?année\b|\bend of (?:the |this )?year\b/i,
    (at) => new Date(Date.UTC(at.getUTCFullYear(), 11, 31)),
  ],
];

/** A clock time or a bare word like "march" names no day. */
function isDay(result: chrono.ParsedResult): boolean {
  const { start } = result;
  const isMonthAlone = start.isCertain('month') && !start.isCertain('day') && !start.isCertain('weekday');
  return !isMonthAlone && (start.isCertain('day') || start.isCertain('weekday'));
}

/**
 * @param reference when the conversation began, RFC 3339 UTC: "tomorrow" is the day after it, in UTC.
 * @param language BCP 47; French is read as French, anything else as English first.
 */
export function daysSaid(text: string, reference: string, language?: string): Said[] {
  const instant = new Date(reference);
  const grammars = /^fr/i.test(language ?? '')
    ? [chrono.fr.casual, chrono.en.casual]
    : [chrono.en.casual, chrono.fr.casual];
  const ends = END_OF.flatMap(([pattern, day]) => {
    const match = pattern.exec(text);
    return match ? [{ day: dayOf(day(instant)), text: match[0] }] : [];
  });
  if (ends.length > 0) return ends;
  for (const grammar of grammars) {
    const found = grammar
      .parse(text, { instant, timezone: 0 }, { forwardDate: true })
      .filter(isDay)
      .map((result) => ({ day: dayOf(result.date()), text: result.text }));
    if (found.length > 0) return found;
  }
  return [];
}

/** "Friday" and "next week" mean different days to different people: any within a week of the first is theirs. */
const VAGUE =
  /day\b|week|month|year|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|semaine|mois|année|^(?:mon|tue|wed|thu|fri|sat|sun)/i;
const EXACT = /\d|today|tomorrow|yesterday|aujourd|demain|hier/i;
const WEEK = 7;

/** Whether words name that day. */
export function saysDay(text: string, day: string, reference: string, language?: string): boolean {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  return daysSaid(text, reference, language).some((said) => {
    const away = Math.abs(Date.parse(`${said.day}T00:00:00Z`) - wanted) / DAY_MS;
    return away <= (VAGUE.test(said.text) && !EXACT.test(said.text) ? WEEK : 0);
  });
}
