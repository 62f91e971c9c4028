import { faultOf, isConflict } from 'c/setupModel';
import type { Call, Settings, SyncFault } from 'c/setupModel';
import { isSameRule, ruleOf, withRule } from 'c/simulatorModel';
import type { Rule } from 'c/simulatorModel';

/** `meanwhile`: somebody else has saved another rule, and nothing was saved. */
export type SaveAnswer = { kind: 'saved' | 'meanwhile'; settings: Settings } | { kind: 'refused'; fault: SyncFault };

/** Saves the rule. What others changed beside the rule meanwhile is kept; of the rule itself the person is told. */
export async function saveRule(call: Call, read: Settings, rule: Rule): Promise<SaveAnswer> {
  try {
    const body = JSON.stringify(withRule(read, rule));
    return { kind: 'saved', settings: (await call('putSettings', { body })) as Settings };
  } catch (thrown) {
    const fault = faultOf(thrown);
    if (!isConflict(fault)) return { kind: 'refused', fault };
  }
  try {
    const now = (await call('getSettings')) as Settings;
    if (!isSameRule(ruleOf(now), ruleOf(read))) return { kind: 'meanwhile', settings: now };
    return await saveRule(call, now, rule);
  } catch (thrown) {
    return { kind: 'refused', fault: faultOf(thrown) };
  }
}
