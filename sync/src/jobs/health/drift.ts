/** What has changed in the set-up since it was last known. Pure. */
import type { Missing } from '../../org/check/compare.ts';
import type { KnownStates } from '../../store/health.ts';
import type { Change, Check, CheckId, CheckState } from './types.ts';

const WORSE: Record<CheckState, number> = { ok: 0, unknown: 1, attention: 2, blocked: 3 };

const TITLES: Record<CheckId, string> = {
  connection: 'Connection',
  permissions: 'Permissions',
  fields: 'Fields',
  apiAccess: 'API access',
  notes: 'Notes',
  changeDataCapture: 'Change Data Capture',
  people: 'People',
  writing: 'Writing',
};

/** What is remembered of each check. A check that was not asked is as it was. */
export function statesOf(checks: Check[], missing: Missing[], before: KnownStates = {}): KnownStates {
  return {
    ...before,
    ...Object.fromEntries(
      checks
        .filter(({ code }) => code !== 'NOT_ASKED')
        .map(({ id, state, code }) => [id, { state, code, detail: detailOf(id, missing) }]),
    ),
  };
}

/** The rights that a check found missing: one more or less is a change, though its code stays. */
function detailOf(id: CheckId, missing: Missing[]): string[] {
  return missing
    .filter(({ kind }) => (id === 'fields' ? kind === 'field' : id === 'permissions' && kind !== 'field'))
    .map(({ object, field, right }) => [object, field, right].filter(Boolean).join('.'))
    .sort();
}

export function differences(before: KnownStates | undefined, checks: Check[], missing: Missing[]): Change[] {
  if (!before) return [];
  return checks.flatMap((check): Change[] => {
    const { id, state, code, reason, fix } = check;
    const known = before[id];
    if (!known || code === 'NOT_ASKED') return [];
    const detail = detailOf(id, missing);
    const gone = known.detail.filter((each) => !detail.includes(each));
    const come = detail.filter((each) => !known.detail.includes(each));
    const isOther = known.state !== state || known.code !== code;
    if (!isOther && gone.length === 0 && come.length === 0) return [];
    const from = known.state as CheckState;
    const better = WORSE[state] < WORSE[from] || (WORSE[state] === WORSE[from] && come.length < gone.length);
    const rights = [
      ...(come.length > 0 ? [`Now missing: ${come.join(', ')}.`] : []),
      ...(gone.length > 0 ? [`No longer missing: ${gone.join(', ')}.`] : []),
    ];
    const message = [`${TITLES[id]}:`, reason, ...rights, better ? '' : fix].filter(Boolean).join(' ');
    return [{ ...{ check: id, code, from, to: state, better }, message: message.slice(0, 1000) }];
  });
}

/** The same change on another day has the same name. */
export function nameOf({ check, code, from, to, message }: Change): string {
  return [check, code, from, to, message].join(' ').slice(0, 300);
}
