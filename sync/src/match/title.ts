/** How alike two titles are. Written for the inner loop: what can be worked out once about a title is kept in its key. */

export interface TitleKey {
  /** In lower case, without what mail and calendars put before it. */
  text: string;
  words: string[];
  /** See `pairsOf`. */
  pairs?: Set<number>;
  /** Says nothing about which meeting it was. */
  isGeneric: boolean;
  /** Time kept free of meetings. */
  isBlock: boolean;
  /** The calendar says that it was called off. */
  isCancelled: boolean;
}

const CANCELLED = /^(?:canceled|cancelled|annulée?|abgesagt|cancelad[oa]|annullat[oa])\s*:\s*/;
const PREFIX =
  /^(?:re|fw|fwd|tr|aw|wg|accepted|accepté|tentative|declined|refusé|(?:updated )?invitation|einladung)\s*:\s*/;

/** What tools and hurried people call any meeting. */
const GENERIC = new Set(
  (
    'a an and the with my new untitled no title call calls meeting meetings zoom teams google meet microsoft webex ' +
    'video conference chat invite phone appel réunion visio rdv rendez vous termin besprechung anruf telefonat ' +
    'reunión llamada riunione chiamata 会議 会议 ミーティング'
  ).split(' '),
);

/** What people keep time free for. */
const BLOCK = new Set(
  (
    'focus time lunch break busy block blocked hold prep preparation travel commute gym dentist doctor school run ' +
    'holiday vacation leave out of office ooo private personal déjeuner pause congé congés absence absent trajet ' +
    'privat mittagessen mittagspause urlaub fokuszeit almuerzo vacaciones ocupado pranzo ferie 休暇 昼休み'
  ).split(' '),
);

const NOT_WORD = /[^\p{L}\p{N}\p{M}]+/u;

export function wordsOf(text: string | null | undefined): string[] {
  return (text ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .split(NOT_WORD)
    .filter((word) => word !== '');
}

export function titleKey(title: string | null | undefined): TitleKey {
  let text = (title ?? '').normalize('NFKC').toLowerCase().trim();
  const isCancelled = CANCELLED.test(text);
  text = text.replace(CANCELLED, '');
  while (PREFIX.test(text)) text = text.replace(PREFIX, '');
  const words = wordsOf(text);
  return {
    text: words.join(' '),
    words,
    isGeneric: words.every((word) => GENERIC.has(word)),
    isBlock: words.length > 0 && words.every((word) => BLOCK.has(word)),
    isCancelled,
  };
}

/** Pairs of neighbouring characters within words, the ends of a word among them. */
function pairsOf(key: TitleKey): Set<number> {
  if (key.pairs) return key.pairs;
  const pairs = new Set<number>();
  for (const word of key.words) {
    let before = 0;
    for (let at = 0; at < word.length; at++) {
      const code = word.charCodeAt(at);
      pairs.add(before * 65_536 + code);
      before = code;
    }
    pairs.add(before * 65_536);
  }
  key.pairs = pairs;
  return pairs;
}

const SAME = 0.9;
const SIMILAR = 0.6;
/** A title with fewer pairs than this is found within others by chance. */
const FEWEST_PAIRS = 5;

export type TitleLikeness = 'same' | 'similar' | 'other' | 'unknown';

/** Unknown where one of the two could be the title of anything. */
export function compareTitles(a: TitleKey, b: TitleKey): TitleLikeness {
  if (a.isGeneric || b.isGeneric) return 'unknown';
  if (a.text === b.text) return 'same';
  const [one, two] = [pairsOf(a), pairsOf(b)];
  const [small, large] = one.size <= two.size ? [one, two] : [two, one];
  let shared = 0;
  for (const pair of small) if (large.has(pair)) shared++;
  const alike = (2 * shared) / (small.size + large.size);
  if (alike >= SAME) return 'same';
  const within = small.size >= FEWEST_PAIRS ? shared / small.size : 0;
  return alike >= SIMILAR || within >= SAME ? 'similar' : 'other';
}
