/** Several conversations linked one after another: the org is asked gently, and what fails stays with its reason. */
import { plural } from 'c/conversationModel';
import type { Viewer } from 'c/conversationModel';
import { words } from './words';

/** How many of them were linked. Tells `at` before each, from 1. */
export async function linkEach(
  [id, ...rest]: readonly string[],
  link: (id: string) => Promise<boolean>,
  tell: (at: number) => void,
  at = 1,
): Promise<number> {
  if (!id) return 0;
  tell(at);
  const isLinked = await link(id);
  return (isLinked ? 1 : 0) + (await linkEach(rest, link, tell, at + 1));
}

export function bulkSaid(linked: number, failed: number, viewer: Viewer): string {
  return [
    plural(linked, { one: words.bulkDoneOne, other: words.bulkDoneOther }, viewer),
    failed > 0 ? plural(failed, { one: words.bulkFailedOne, other: words.bulkFailedOther }, viewer) : '',
  ]
    .filter(Boolean)
    .join(' ');
}
