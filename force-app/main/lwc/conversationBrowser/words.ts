import ADDED from '@salesforce/label/c.List_Added';
import FAILED from '@salesforce/label/c.List_Failed';
import FOUND_ONE from '@salesforce/label/c.List_Found_One';
import FOUND_OTHER from '@salesforce/label/c.List_Found_Other';
import NONE_FOUND from '@salesforce/label/c.Deal_None_Found';
import LOADING from '@salesforce/label/c.State_Loading';
import NOTHING from '@salesforce/label/c.List_Nothing';
import RETRY from '@salesforce/label/c.List_Retry';
import SHOW_MORE from '@salesforce/label/c.Deal_Show_More';
import { fill, plural, viewer } from 'c/conversationModel';
import type { Fault } from 'c/faults';

export const labels = { loading: LOADING, retry: RETRY, showMore: SHOW_MORE };

/** What stands in place of rows, or below them where a further page could not be read. */
export interface Notice {
  role: 'alert' | 'status';
  heading: string;
  text: string;
}

export function failed({ messages }: Fault): Notice {
  return { role: 'alert', heading: FAILED, text: messages.join(' ') };
}

export const NOTHING_FOUND: Notice = { role: 'status', heading: NOTHING, text: NONE_FOUND };

export function foundWords(count: number): string {
  return plural(count, { one: FOUND_ONE, other: FOUND_OTHER }, viewer);
}

export function addedWords(count: number): string {
  return fill(ADDED, String(count));
}
