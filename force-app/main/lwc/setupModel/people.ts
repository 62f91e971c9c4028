import type { People, Rep } from './types';

export interface PeopleCounts {
  email: number;
  hand: number;
  leftOut: number;
  none: number;
}

const RANK: Record<Rep['how'], number> = { none: 0, hand: 1, email: 2, leftOut: 3 };

export function countPeople(reps: readonly Rep[]): PeopleCounts {
  const counts: PeopleCounts = { email: 0, hand: 0, leftOut: 0, none: 0 };
  for (const { how } of reps) counts[how] += 1;
  return counts;
}

/** Those who need somebody first, then as they were; `term` is looked for in name, address and user. */
export function findReps(reps: readonly Rep[], term: string): Rep[] {
  const words = fold(term);
  return reps
    .filter(({ email, name, userName }) => fold([email, name, userName].filter(Boolean).join(' ')).includes(words))
    .toSorted((a, b) => RANK[a.how] - RANK[b.how] || b.conversations - a.conversations);
}

/** Every active user of the org that a rep can be, by name. */
export function usersOf({ reps, users }: People, locale: string): { id: string; name: string; email: string | null }[] {
  const all = new Map(users.map(({ userId, name, email }) => [userId, { id: userId, name, email }]));
  for (const { userId, userName, how, email } of reps)
    if (userId && !all.has(userId))
      all.set(userId, { id: userId, name: userName ?? userId, email: how === 'email' ? email : null });
  return [...all.values()].sort((a, b) => a.name.localeCompare(b.name, locale));
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .trim();
}
