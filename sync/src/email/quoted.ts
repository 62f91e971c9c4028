/**
 * An email's own words, and what it quotes of those before it. Own code: the library that others use for this takes 27
 * seconds for 22 KB that somebody makes up to be slow, and misses what Outlook writes in French. This one looks at each
 * line a fixed number of times, and every line of the email is in one of the two.
 */

export interface Parted {
  text: string;
  quoted: string;
}

const LONGEST_LINE = 1000;
/** Lines over which programs break "On …, … wrote:". */
const MOST_BROKEN = 4;

const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === '';
const isMarked = (line: string | undefined): boolean => line !== undefined && /^\s{0,3}>(?!From )/.test(line);

/** "On Tuesday Jane wrote:" in the languages of most mail programs: how it begins, and how it ends. */
const BEGINS =
  /^(?:(?:on|am|le|el|il|em|op|den|w dniu|dnia|pe|dne|на|в)[\s,]|在|\p{L}{2,4}[.,]? \d|\d{1,4}[-./年]\s?\d{1,2}|.{0,80}<[^<>\s]+@[^<>\s]+>)/iu;
const ENDS =
  /(?:wrote|écrit|schrieb.{0,160}|escribió|scritto|escreveu|schreef.{0,160}|skrev.{0,160}|napisał(?:\(a\))?|pisze|kirjoitti|napsal(?:\(a\))?|пишет|написал(?:\(а\))?|写道|のメッセージ|작성)\s*[:：]$/iu;

/** "-----Original Message-----", "---------- Forwarded message ---------" and their like. */
const isRule = (line: string): boolean => /^\s*[-_–—=*]{3}/.test(line) && /[-_–—=*]{3}$/.test(line.trimEnd());
const RULE_WORDS =
  /original message|forwarded message|message d.origine|message transféré|message original|ursprüngliche nachricht|weitergeleitete nachricht|mensaje original|mensaje reenviado|messaggio originale|messaggio inoltrato|mensagem original|oorspronkelijk bericht|doorgestuurd bericht|begin forwarded message|début du message/i;

/** The labels of a header that a program writes above what it quotes, by what they stand for. */
const LABELS: Record<string, RegExp> = {
  from: /^\s*\*{0,2}(?:from|de|von|van|da|od|från|fra|lähettäjä|发件人|差出人)\s*:/iu,
  sent: /^\s*\*{0,2}(?:sent|date|envoyé(?: le)?|gesendet|datum|verzonden|enviado(?: el)?|fecha|inviato|data|wysłano|skickat|sendt|lähetetty|发送时间|日時)\s*:/iu,
  to: /^\s*\*{0,2}(?:to|à|an|aan|para|a|do|till|til|vastaanottaja|收件人|宛先)\s*:/iu,
  subject: /^\s*\*{0,2}(?:subject|objet|betreff|onderwerp|asunto|oggetto|assunto|temat|ämne|emne|aihe|主题|件名)\s*:/iu,
};

/** From and at least two of the others within the next lines: no letter begins so by itself. */
function isHeader(lines: string[], at: number): boolean {
  if (!LABELS.from?.test(lines[at] ?? '')) return false;
  const near = lines.slice(at + 1, at + 9);
  return ['sent', 'to', 'subject'].filter((name) => near.some((line) => LABELS[name]?.test(line))).length >= 2;
}

/** How many lines from here are "On …, … wrote:"; none: 0. */
function attribution(lines: string[], at: number): number {
  if (isBlank(lines[at])) return 0;
  let joined = '';
  for (let count = 1; count <= MOST_BROKEN && at + count <= lines.length; count += 1) {
    const line = lines[at + count - 1] ?? '';
    if (isBlank(line) || isMarked(line) || line.length > LONGEST_LINE) return 0;
    joined = `${joined} ${line.trim()}`.trim();
    if (joined.length > LONGEST_LINE) return 0;
    if (!/[:：]$/.test(joined)) continue;
    return BEGINS.test(joined) && ENDS.test(joined) && /\d|@|[,，]/.test(joined) ? count : 0;
  }
  return 0;
}

const nextFull = (lines: string[], from: number): number => {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at += 1;
  return at;
};

/** Where the rest of the email is quoted whole: a header, or an attribution with no `>` after it. */
function wholeFrom(lines: string[]): number {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.length > LONGEST_LINE) continue;
    const isAbove = () => isHeader(lines, nextFull(lines, at + 1));
    if (isRule(line) && (RULE_WORDS.test(line) || isAbove())) return at;
    if (/:\s*$/.test(line) && RULE_WORDS.test(line.slice(0, 60)) && isAbove()) return at;
    if (isHeader(lines, at)) return at;
    const count = attribution(lines, at);
    if (count > 0 && !isMarked(lines[nextFull(lines, at + count)]) && nextFull(lines, at + count) < lines.length)
      return at;
  }
  return lines.length;
}

interface Run {
  from: number;
  to: number;
}

/** Lines that begin with `>`, with the blank ones between them and the attribution above. */
function markedRuns(lines: string[], end: number): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < end; at += 1) {
    if (!isMarked(lines[at])) continue;
    let to = at;
    for (let next = at; next < end && (isMarked(lines[next]) || isBlank(lines[next])); next += 1)
      if (isMarked(lines[next])) to = next;
    runs.push({ from: withAttribution(lines, at), to: to + 1 });
    at = to;
  }
  return runs;
}

function withAttribution(lines: string[], from: number): number {
  let above = from - 1;
  while (above >= 0 && isBlank(lines[above])) above -= 1;
  for (let count = MOST_BROKEN; count >= 1; count -= 1) {
    const at = above - count + 1;
    if (at >= 0 && attribution(lines, at) === count) return at;
  }
  return from;
}

/**
 * What an email answers to point by point stays among its own words: there it is no history. Where there is nothing but
 * quotes, as in an email that is only passed on, they are its words.
 */
export function splitQuoted(whole: string): Parted {
  const lines = whole.replace(/\r\n?/g, '\n').split('\n');
  const end = wholeFrom(lines);
  const runs = markedRuns(lines, end);
  const last = runs.at(-1);
  const isTrailing = last !== undefined && nextFull(lines, last.to) >= end;
  const folded = runs.length === 1 || (isTrailing && last.from < last.to) ? (last ? [last] : []) : [];
  const isFolded = (at: number) => at >= end || folded.some(({ from, to }) => at >= from && at < to);
  const text = tidy(lines.filter((_, at) => !isFolded(at)));
  const quoted = tidy(lines.filter((_, at) => isFolded(at)));
  return text === '' ? { text: quoted, quoted: '' } : { text, quoted };
}

function tidy(lines: string[]): string {
  const text = lines.join('\n');
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}
