import type { Org } from '../src/data/types.ts';
import { BASE_LABELS } from './base-labels.ts';

const DEFAULT_LANGUAGE = 'en_US';

/** Custom labels in the viewer's language, the default where one is not translated; the base components' words. */
export function labelsFor(org: Org, language: string): Record<string, string> {
  const all = new Map([
    ...(org.metadata.labels.get(DEFAULT_LANGUAGE) ?? []),
    ...(org.metadata.labels.get(language) ?? []),
    ...Object.entries(BASE_LABELS[language] ?? {}),
  ]);
  return Object.fromEntries(all);
}
