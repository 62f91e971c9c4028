/** Each check of the set-up, from what the org and the store say. Pure. */
import type { Comparison, Missing } from '../../org/check/compare.ts';
import type { Survey } from '../../org/check/survey.ts';
import type { TenantSettings } from '../../plan/settings.ts';
import type { FollowState } from '../../store/schema.ts';
import type { People } from '../people.ts';
import { SETUP } from './setup-pages.ts';
import type { ApiFacts, Check, CheckId, CheckState, Facts } from './types.ts';

const OWN = /^Conversation(_\w+)?__c$/;
const NAMED = 5;

function ok(id: CheckId, reason: string, facts: Facts = {}): Check {
  const code = `${id.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_OK`;
  return { id, state: 'ok', code, facts, reason, fix: '', setupPath: null };
}

function not(
  id: CheckId,
  state: Exclude<CheckState, 'ok'>,
  code: string,
  words: { reason: string; fix: string; setupPath?: string | null; facts?: Facts },
): Check {
  const { reason, fix, setupPath = null, facts = {} } = words;
  return { id, state, code, facts, reason, fix, setupPath };
}

const some = (names: string[]) =>
  names.length <= NAMED ? names.join(', ') : `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;

/** "Assign the integration user the permission sets A and B." */
function assign(missing: Missing[]): string {
  const sets = [...new Set(missing.map(({ permissionSet }) => permissionSet))].filter((name) => !/Missing/.test(name));
  const own = missing.some(({ permissionSet }) => /Missing/.test(permissionSet))
    ? 'Deploy the permission set that this check offers, and assign it to the integration user.'
    : '';
  const given =
    sets.length > 0
      ? `Assign the integration user the permission set${sets.length > 1 ? 's' : ''} ${sets.join(' and ')}; where it has ${sets.length > 1 ? 'them' : 'it'}, somebody has changed ${sets.length > 1 ? 'them' : 'it'}: deploy what this check offers.`
      : '';
  return [given, own].filter(Boolean).join(' ');
}

const isMandatory = ({ level }: Missing) => level === 'mandatory';

export function connectionCheck({ organization, user, permissionSets }: Survey): Check {
  const facts = {
    ...{ organization: organization.name, organizationId: organization.id, isSandbox: organization.isSandbox },
    ...{ username: user.username, permissionSets: permissionSets?.join(', ') ?? null },
  };
  return ok('connection', `Connected to ${organization.name} as ${user.username}.`, facts);
}

export function permissionsCheck({ missing }: Comparison, survey: Survey): Check {
  const rights = missing.filter(({ kind }) => kind !== 'field');
  const mandatory = rights.filter(isMandatory);
  const facts = { mandatory: mandatory.length, recommended: rights.length - mandatory.length };
  if (!Object.keys(survey.objects).some((object) => OWN.test(object)))
    return not('permissions', 'blocked', 'PACKAGE_NOT_VISIBLE', {
      reason: 'The integration user sees none of Debrief’s own objects.',
      fix: 'Install the package, then assign the integration user the permission set Debrief_Integration.',
      ...{ setupPath: SETUP.permissionSets, facts },
    });
  if (mandatory.length === 0) return ok('permissions', 'The integration user may do what the service needs.', facts);
  return not('permissions', 'blocked', 'RIGHTS_MISSING', {
    reason: `The integration user lacks ${some(mandatory.map(({ kind, label, right }) => (kind === 'user' ? label : `${right} on ${label}`)))}.`,
    fix: assign(mandatory),
    ...{ setupPath: SETUP.permissionSets, facts },
  });
}

export function fieldsCheck({ missing, fields }: Comparison): Check {
  const lacking = missing.filter(({ kind }) => kind === 'field');
  const mandatory = lacking.filter(isMandatory);
  const facts = {
    ...{ needed: fields.filter(({ level }) => level === 'mandatory').length, mandatory: mandatory.length },
    recommended: lacking.length - mandatory.length,
  };
  if (mandatory.length === 0)
    return ok('fields', 'The integration user sees and writes every field that the service needs.', facts);
  return not('fields', 'blocked', 'FIELDS_MISSING', {
    reason: `The integration user may not ${some(mandatory.map(({ object, field, right }) => `${right} ${object}.${field}`))}: what belongs there is left out.`,
    fix: assign(mandatory),
    ...{ setupPath: SETUP.permissionSets, facts },
  });
}

export function apiCheck(api: ApiFacts): Check {
  const { used, max, reserve, reservePercent, edition } = api;
  const facts: Facts = { edition, used, max, reserve, reservePercent };
  if (used === null || max === null || reserve === null)
    return ok('apiAccess', 'The org lets the service use its API.', facts);
  const figure = (value: number) => value.toLocaleString('en-GB');
  const said = `${figure(used)} of ${figure(max)} daily API requests are used`;
  if (used >= max - reserve)
    return not('apiAccess', 'attention', 'API_RESERVE_REACHED', {
      reason: `${said}, and ${reservePercent} % (${figure(reserve)}) are left to others: conversations are kept for later.`,
      fix: 'Wait until the org’s 24 hours have moved on, lower the reserve in the settings, or find in Company Information what else uses the API.',
      ...{ setupPath: SETUP.company, facts },
    });
  return ok('apiAccess', `${said}; ${figure(max - reserve - used)} are left above the reserve.`, facts);
}

export function notesCheck({ objects }: Survey, { noteOnDeal }: TenantSettings): Check {
  const facts = { noteOnDeal };
  const state = noteOnDeal ? 'blocked' : 'attention';
  const without = noteOnDeal
    ? 'Notes on the deal are set, and left out until then.'
    : 'Everything else is written without them.';
  const note = objects.ContentNote;
  if (note?.createable && note.updateable)
    return ok('notes', 'Notes are on, and the integration user may write them.', facts);
  // Salesforce Help, "Set Up Notes": content is there in every org, its notes only where they are on
  if (!note && objects.ContentDocumentLink)
    return not('notes', state, 'NOTES_OFF', {
      reason: `Notes are off in this org. ${without}`,
      fix: 'In Setup, open Notes Settings, tick Enable Notes and save.',
      ...{ setupPath: SETUP.notes, facts },
    });
  return not('notes', state, note ? 'NOTES_NOT_WRITABLE' : 'NOTES_NO_ACCESS', {
    reason: `The integration user may not ${note ? 'write' : 'see'} notes. ${without}`,
    fix: 'Give the integration user a Salesforce licence whose profile has access to files and notes, and check that Notes are on in Notes Settings.',
    ...{ setupPath: SETUP.notes, facts },
  });
}

const FOLLOWED = ['Opportunity', 'OpportunityContactRole'];
const WITHOUT = 'Without it the service asks every 15 minutes what has changed.';

/** Also where it is not shown: nothing speaks against trying then. */
export function isCaptureSelected({ changeEvents }: Survey): boolean {
  return !('selected' in changeEvents) || FOLLOWED.every((object) => changeEvents.selected.includes(object));
}

export function changeDataCaptureCheck({ changeEvents }: Survey, state: FollowState | undefined): Check {
  const topics = state?.topics ?? [];
  const closed = topics.filter(({ open }) => !open);
  const isHeard = topics.length > 0 && closed.length === 0;
  const selected = 'selected' in changeEvents ? changeEvents.selected : null;
  const lacking = selected ? FOLLOWED.filter((object) => !selected.includes(object)) : [];
  const said = [...new Set(closed.flatMap(({ why }) => why ?? []))].join(' ');
  const facts: Facts = {
    opportunity: selected?.includes('Opportunity') ?? null,
    opportunityContactRole: selected?.includes('OpportunityContactRole') ?? null,
    ...{ heard: isHeard, mode: state?.mode ?? null, said: said || null, pollMinutes: 15 },
  };
  const more = { setupPath: SETUP.changeDataCapture, facts };
  const select = 'In Setup, open Change Data Capture, select Opportunity and Opportunity Contact Role, and save.';
  if (selected && lacking.length > 0)
    return not('changeDataCapture', 'attention', 'CDC_NOT_SELECTED', {
      reason: `Change Data Capture is not selected for ${lacking.join(' and ')}. ${WITHOUT}`,
      ...{ fix: select, ...more },
    });
  if (isHeard) return ok('changeDataCapture', 'Changes of deals and contact roles are followed as they happen.', facts);
  if (selected)
    return not('changeDataCapture', 'attention', 'CDC_NOT_HEARD', {
      reason: `Change Data Capture is selected, and the service hears no events${said ? `: ${said}` : ' yet.'} ${WITHOUT}`,
      fix: 'Assign the integration user the permission set Debrief_Changes: Salesforce tells changes of an object only to who may view all its records.',
      ...{ setupPath: SETUP.permissionSets, facts },
    });
  const refused = 'refused' in changeEvents ? changeEvents.refused : '';
  return not('changeDataCapture', topics.length > 0 ? 'attention' : 'unknown', 'CDC_NOT_VISIBLE', {
    reason: `Whether Change Data Capture is selected is shown only to users with View Setup and Configuration (${refused}). The service hears no events${said ? `: ${said}` : ' yet.'} ${WITHOUT}`,
    fix: `${select} Then assign the integration user the permission set Debrief_Changes.`,
    ...more,
  });
}

export function peopleCheck({ reps }: People): Check {
  const count = (...how: string[]) => reps.filter((rep) => how.includes(rep.how)).length;
  const unmatched = reps.filter(({ how }) => how === 'none');
  const facts = {
    ...{ reps: reps.length, byEmail: count('email'), byHand: count('hand'), leftOut: count('leftOut') },
    unmatched: unmatched.length,
  };
  if (reps.length === 0)
    return ok(
      'people',
      'No provider has named a rep yet. They are matched by their email addresses as they come.',
      facts,
    );
  if (unmatched.length === 0) return ok('people', 'Every rep is a user of the org, or left out.', facts);
  return not('people', 'attention', 'PEOPLE_UNMATCHED', {
    reason: `${unmatched.length} of ${reps.length} reps have no Salesforce user: ${some(unmatched.map(({ email }) => email))}. Their records belong to the integration user.`,
    fix: 'Match them by hand, leave them out, or give their users the same email address.',
    ...{ setupPath: SETUP.users, facts },
  });
}

export function writingCheck({ writing, objects }: TenantSettings, isPaused: boolean): Check {
  const facts = { writing, paused: isPaused, narrower: objects.length };
  if (isPaused)
    return not('writing', 'attention', 'WRITING_PAUSED', {
      reason: 'An admin has paused the service: conversations are kept and nothing is written.',
      ...{ fix: 'Resume it when you are ready.', facts },
    });
  if (writing === 'off')
    return not('writing', 'attention', 'WRITING_OFF', {
      reason: 'Writing is off: receipts say what would be written, and nothing is.',
      ...{ fix: 'Choose suggest or on when the receipts say what you expect.', facts },
    });
  return ok(
    'writing',
    writing === 'suggest' ? 'Debrief’s own records are written; all else is left to people.' : 'Writing is on.',
    facts,
  );
}
