/** What a row puts before its viewer: candidates that they may see, and of the others only how many there are. */
import { optionsOf, reasonWords } from 'c/candidateModel';
import type { LinkOption, SeenRecord } from 'c/candidateModel';
import { plural, viewer } from 'c/conversationModel';
import type { Candidate } from 'c/conversationModel';
import type { Line, Read } from 'c/evidenceReader';
import { isDeal } from './decision';
import type { Item } from './types';
import { words } from './words';

export interface Offer {
  deals: LinkOption[];
  activities: LinkOption[];
  /** Why it waits, where nothing is listed: what is listed says more. */
  reasons: Line[];
  hidden?: string;
}

/** Nothing is offered while it is asked what may be seen, or the words are on their way. */
export function offerOf(
  { candidates, evidence }: Item,
  seen: ReadonlyMap<string, SeenRecord> | undefined,
  read: Read | undefined,
): Offer {
  if (!seen || !read) return { deals: [], activities: [], reasons: [] };
  const options = (which: (candidate: Candidate) => boolean) => optionsOf(candidates.filter(which), seen, read);
  const deals = options(isDeal);
  const activities = options((candidate) => !isDeal(candidate));
  const unseen = candidates.filter(({ id }) => !seen.has(id));
  const names = unseen.map(({ name }) => name);
  const isListed = deals.length + activities.length > 0;
  return {
    deals,
    activities,
    reasons: evidence && !isListed ? read(reasonWords(evidence, candidates, names, words.hiddenRecord)) : [],
    hidden:
      unseen.length > 0 ? plural(unseen.length, { one: words.hiddenOne, other: words.hiddenOther }, viewer) : undefined,
  };
}
