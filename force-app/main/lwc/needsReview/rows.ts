/** The conversations as the list shows them. */
import type { SeenRecord } from 'c/candidateModel';
import type { ReviewItem } from './review';
import type { Sight } from './sight';

export interface Row {
  id: string;
  item: ReviewItem;
  /** Undefined while it is asked which of its candidates the viewer may see. */
  seen?: ReadonlyMap<string, SeenRecord>;
  selected: boolean;
}

export function rowsOf(items: readonly ReviewItem[], sight: Sight, selectedIds: readonly string[]): Row[] {
  return items.map((item) => ({ id: item.id, item, seen: sight.of(item), selected: selectedIds.includes(item.id) }));
}

/** Those that nobody has decided here. */
export function openOf(items: readonly ReviewItem[], decidedIds: readonly string[]): ReviewItem[] {
  return items.filter(({ id }) => !decidedIds.includes(id));
}

export function without(ids: readonly string[], id: string): string[] {
  return ids.filter((each) => each !== id);
}
