const ROWS = 5;

/** Rows to show first, as App Builder has it, which takes any text. */
export function stepOf(pageSize: unknown): number {
  return Math.min(50, Math.max(1, Math.floor(Number(pageSize) || ROWS)));
}

/** Where one goes on after what was decided: the next of those that wait, else the first. */
export function nextAfter<Item extends { id: string }>(waiting: readonly Item[], id: string): Item | undefined {
  const next = waiting[waiting.findIndex((item) => item.id === id) + 1] ?? waiting[0];
  return next?.id === id ? undefined : next;
}
