/** What every provider's refusals have in common. */
import type { Answered } from './types.ts';

/** Members of a JSON body, all of them absent where it is none. */
export function refusalIn<Body extends object>(body: string): Partial<Body> {
  try {
    return (JSON.parse(body) as Partial<Body> | null) ?? {};
  } catch {
    return {};
  }
}

/** Seconds that a provider asks to wait; undefined where it asks for none. */
export function waitIn({ headers }: Pick<Answered, 'headers'>): number | undefined {
  const after = Number(headers.get('retry-after') ?? NaN);
  return Number.isFinite(after) && after >= 0 ? after : undefined;
}
