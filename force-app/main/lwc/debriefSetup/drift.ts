/** What has changed since the last check, in words. */
import { dayOf, fill, viewer } from 'c/conversationModel';
import { stepOf } from 'c/setupModel';
import type { Health } from 'c/setupModel';
import { changeWords, stepName } from 'c/setupWords';
import { words } from './words';

export interface Drift {
  title: string;
  tone: 'info' | 'warning';
  lines: { key: string; text: string; mark: string }[];
}

/** Undefined where nothing has changed. */
export function driftOf(health: Health | undefined): Drift | undefined {
  const { since, changes = [] } = health?.drift ?? {};
  if (changes.length === 0) return undefined;
  return {
    title: since ? fill(words.drift, dayOf(since, viewer, Date.now())) : words.driftNoDate,
    tone: changes.every(({ better }) => better) ? 'info' : 'warning',
    lines: changes.map(({ check, code, message, better }) => ({
      key: `${check} ${code}`,
      text: fill(words.driftLine, stepName(stepOf(check)), changeWords({ code, message })),
      mark: better ? words.driftBetter : words.driftWorse,
    })),
  };
}
