/** How many wait, in words. */
import { fill, plural } from 'c/conversationModel';
import type { Viewer } from 'c/conversationModel';
import { words } from './words';

export function headingOf(title: string, count: number, hasMore: boolean, viewer: Viewer): string {
  if (count === 0) return title;
  const figure = new Intl.NumberFormat(viewer.locale).format(count);
  return fill(words.count, title, hasMore ? `${figure}+` : figure);
}

export function leftOf(count: number, viewer: Viewer): string {
  return count > 0 ? plural(count, { one: words.leftOne, other: words.leftOther }, viewer) : words.allDone;
}
