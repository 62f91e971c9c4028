/** Which plans of one reading of the org may be written together. */
import type { Plan } from '../../plan/types.ts';

const CUSTOMERS = new Set(['Account', 'Contact', 'Lead', 'Opportunity']);

/** Records that only one conversation may write from one reading: an activity takes one, a field's value was read once. */
function claimed({ match, writes, writing }: Plan): string[] {
  if (writing === 'off') return [];
  const { id, decision } = match.activity;
  return [
    ...(id && decision === 'enrich' ? [id] : []),
    ...writes.flatMap((write) => (write.operation === 'update' && CUSTOMERS.has(write.object) ? (write.id ?? []) : [])),
  ];
}

/**
 * Two conversations that would write the same activity, or the same customer's record, cannot know of each other: the
 * second is planned again after the first is written.
 */
export function oneForEach<T extends { plan: Plan }>(
  planned: T[],
  taken = new Set<string>(),
): { now: T[]; later: T[] } {
  const now: T[] = [];
  const later: T[] = [];
  for (const entry of planned) {
    const ids = claimed(entry.plan);
    if (ids.some((id) => taken.has(id))) {
      later.push(entry);
      continue;
    }
    for (const id of ids) taken.add(id);
    now.push(entry);
  }
  return { now, later };
}
