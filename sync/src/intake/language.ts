/** Languages as BCP 47 has them, of the three letters that ISO 639-2 gives them (loc.gov/standards/iso639-2). */

const TWO_LETTERS: Record<string, string> = Object.fromEntries(
  (
    'ara:ar bul:bg cat:ca chi:zh cze:cs dan:da dut:nl eng:en est:et fin:fi fre:fr ger:de gre:el heb:he hin:hi hrv:hr ' +
    'hun:hu ice:is ind:id ita:it jpn:ja kor:ko lav:lv lit:lt may:ms nor:no per:fa pol:pl por:pt rum:ro rus:ru slo:sk ' +
    'slv:sl spa:es srp:sr swe:sv tha:th tur:tr ukr:uk vie:vi fra:fr deu:de nld:nl zho:zh ces:cs ron:ro slk:sk'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** Undefined where a provider says that it does not know, or that nobody spoke. */
export function languageIn(code: string | undefined): string | undefined {
  const text = code?.trim().toLowerCase() ?? '';
  if (text === '' || text === 'und' || text === 'zxx' || text === 'unknown' || text.length > 35) return undefined;
  return TWO_LETTERS[text] ?? code?.trim().replace('_', '-');
}
