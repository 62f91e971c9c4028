import { keyOf, type Conversation } from '../conversation/conversation.ts';
import { activityObject, matchActivity, type ActivityMatch } from './activity.ts';
import { findAssignee } from './assignee.ts';
import { normaliseEmail } from './address.ts';
import { matchChoice } from './choice.ts';
import { matchDeal, type DealMatch } from './deal.ts';
import { objectOfId, toId18 } from './ids.ts';
import { isDealGoneFrom, leftBy, takenOff } from './left.ts';
import { matchPeople } from './people.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import { fromInterrupted, readStored, type StoredMatch } from './stored.ts';
import type { Candidate, EventRow, Left, Match, MatchHistory, MatchSettings, PersonMatch, TaskRow } from './types.ts';
import { whenOf } from './when.ts';
import { quoted } from './words.ts';

export { DEFAULT_MATCH_SETTINGS } from './settings.ts';
export { indexSnapshot, type SnapshotIndex } from './snapshot-index.ts';

/** The provider's owner, else the first of us who is a user of the org. */
function findOwner(conversation: Conversation, people: PersonMatch[], index: SnapshotIndex): string | undefined {
  const owner = index.usersByEmail.get(normaliseEmail(conversation.owner?.email) ?? '');
  return owner?.Id ?? people.find((person) => person.userId)?.userId;
}

/** What a person has decided stays as it is; only who was present is still worked out. */
function locked(conversation: Conversation, stored: StoredMatch, index: SnapshotIndex, settings: MatchSettings): Match {
  const { people } = matchPeople(conversation, index, settings);
  const activity = stored.activity;
  const rows = activity?.object === 'Event' ? index.events : index.tasks;
  const there = activity !== undefined && rows.has(activity.id);
  return {
    status: 'Locked',
    rule: stored.activityRule ?? 'locked',
    score: stored.score ?? 1,
    evidence: stored.evidence ?? 'Linked by a person.',
    activity: {
      object: activity?.object ?? activityObject(conversation),
      id: there ? activity.id : undefined,
      decision: there ? 'enrich' : 'none',
      candidates: [],
    },
    ownerId: findOwner(conversation, people, index),
    assigneeId: findAssignee(conversation, people, index).userId,
    people,
    contactId: stored.contactId,
    leadId: stored.leadId,
    accountId: stored.accountId,
    opportunityId: stored.opportunityId,
    dealRule: stored.dealRule ?? 'locked',
    dealCandidates: [],
  };
}

/**
 * Which activity, who and which deal a conversation belongs to, by what the snapshot says; with the reasons in words.
 */
export function match(
  conversation: Conversation,
  index: SnapshotIndex,
  settings: MatchSettings,
  { interrupted, before, last, choice }: MatchHistory = {},
): Match {
  if (choice)
    return matchChoice(conversation, index, choice, { interrupted, before, last }, (seen, history) =>
      match(conversation, seen, settings, history),
    );
  const left = leftBy({ interrupted, before, last });
  const key = keyOf(conversation);
  const stored = readStored(index.conversationByKey.get(key)) ?? (interrupted && fromInterrupted(interrupted));
  const relinked = stored && relinkedByPerson(stored, interrupted, before, left, index);
  if (relinked) {
    const deal = index.opportunities.get(stored.opportunityId ?? '');
    const words = deal ? `Linked to the deal ${quoted(deal.Name)} by a person.` : 'Linked to no deal by a person.';
    const evidence = [stored.activityEvidence, words].filter((line) => line).join('\n');
    return { ...lockedNow(stored), dealRule: 'chosen', evidence, relinked };
  }
  if (stored?.locked) return lockedNow(stored);

  const at = whenOf(conversation, index);
  const atFirst = matchPeople(conversation, index, settings, undefined, at);
  const ownerId = findOwner(conversation, atFirst.people, index);
  const activity = matchActivity(conversation, key, atFirst.people, ownerId, index, settings, stored);
  const { people, candidates: unclear } =
    activity.row?.WhoId && atFirst.isOpen
      ? matchPeople(conversation, index, settings, activity.row.WhoId, at)
      : atFirst;

  const onActivity = isVisible(activity.row?.WhoId, index) ? (activity.row?.WhoId ?? undefined) : undefined;
  const contactOnActivity = objectOfId(onActivity) === 'Contact' ? onActivity : undefined;
  const customers = people.filter((person) => person.rule !== 'colleague');
  const namedByProvider = (object: 'Contact' | 'Lead') =>
    conversation.crmRefs
      .filter((ref) => ref.object === object && isVisible(toId18(ref.id), index))
      .map(({ id }) => toId18(id));
  const contactIds = [
    ...new Set([contactOnActivity, ...namedByProvider('Contact'), ...customers.map(({ contactId }) => contactId)]),
  ].filter((id) => id !== undefined);
  const leadOnActivity = objectOfId(onActivity) === 'Lead' ? onActivity : undefined;
  const contactId = leadOnActivity ? undefined : contactIds[0];
  const leadId = contactId
    ? undefined
    : (leadOnActivity ?? [...namedByProvider('Lead'), ...customers.map((person) => person.leadId)].find((id) => id));

  const linkedTo = linkByPerson(activity.row?.WhatId, stored, interrupted, left);
  const isUnlinked = isDealTakenOff(activity, conversation, stored, { interrupted, before }, left, index, settings);
  const userIds = new Set([ownerId, ...people.map(({ userId }) => userId)].filter((id) => id !== undefined));
  const deal = dealOf();
  const assignee = findAssignee(conversation, people, index);

  const evidence = [
    activity.evidence,
    ...customers.filter(({ rule }) => rule === 'none').map((person) => person.evidence),
    deal.evidence,
    assignee.evidence,
  ].filter((line) => line !== '');
  const isClaimed = conversation.parties.some(({ unverified }) => unverified);
  const needsReview = activity.needsReview || deal.needsReview || unclear.length > 0 || isClaimed;
  return {
    status: needsReview ? 'Needs review' : activity.rule === 'create' ? 'Created' : 'Matched',
    rule: activity.rule,
    score: activity.score,
    evidence: evidence.join('\n'),
    activity: {
      object: activity.object,
      id: activity.row?.Id,
      ...(activity.row ? { whatId: activity.row.WhatId } : {}),
      decision: activity.decision,
      candidates: activity.candidates,
    },
    ownerId,
    assigneeId: assignee.userId,
    people,
    contactId,
    leadId,
    accountId: deal.accountId,
    opportunityId: deal.opportunityId,
    dealRule: deal.rule,
    dealCandidates: [...deal.candidates, ...unclear],
    ...sinceLeft(activity.row),
  };

  function lockedNow(kept: StoredMatch): Match {
    const found = locked(conversation, kept, index, settings);
    const rows = found.activity.object === 'Event' ? index.events : index.tasks;
    return { ...found, ...sinceLeft(rows.get(found.activity.id ?? '')) };
  }

  function sinceLeft(row: EventRow | TaskRow | undefined): Pick<Match, 'left' | 'takenOff'> {
    const isOurs = row?.Conversation_Key__c === key;
    const known = [...(last?.takenOff ?? []), ...(interrupted?.takenOff ?? [])].filter((field) => !row?.[field]);
    const off = isOurs ? [...new Set([...known, ...takenOff(row, left, index)])] : [];
    const placed = left.find((each) => each.placed && each.placed === row?.WhatId)?.placed ?? null;
    return { ...(off.length > 0 ? { takenOff: off } : {}), ...(left[0] ? { left: { ...left[0], placed } } : {}) };
  }

  function dealOf(): DealMatch {
    const nothing = { needsReview: false, candidates: [] };
    const isInternal = people.length > 0 && customers.length === 0 && !linkedTo && !onActivity;
    if (isInternal)
      return { ...nothing, rule: 'internal', evidence: 'Everybody present is a colleague, so no deal is linked.' };
    if (isUnlinked) {
      const accountId = objectOfId(linkedTo) === 'Account' ? linkedTo : stored?.accountId;
      const evidence = 'No deal is linked: a person took the deal off the activity.';
      return { ...nothing, rule: 'activityUnlinked', accountId: accountId ?? undefined, evidence };
    }
    // a deal that somebody else's word would put it on is not its deal yet
    if (conversation.parties.some(({ unverified }) => unverified) && objectOfId(linkedTo) !== 'Opportunity') {
      const evidence = 'No deal is linked: the sender is only claimed.';
      return { ...nothing, needsReview: true, rule: 'senderUnverified', evidence, candidates: candidatesOfClaim() };
    }
    if (leadId && !linkedTo) {
      const name = index.leads.get(leadId)?.Name ?? 'the person present';
      return { ...nothing, rule: 'lead', evidence: `No deal is linked: ${name} is a lead, not yet a contact.` };
    }
    return dealFor(contactIds);
  }

  function dealFor(contactIds: string[]): DealMatch {
    const accountIds = [
      objectOfId(linkedTo) === 'Account' ? linkedTo : undefined,
      ...contactIds.map((id) => index.contacts.get(id)?.AccountId),
      ...customers.map((person) => person.accountId),
      ...conversation.crmRefs.filter(({ object }) => object === 'Account').map(({ id }) => toId18(id)),
    ].filter((id): id is string => typeof id === 'string' && id !== '');
    return matchDeal(
      {
        conversation,
        at,
        linkedTo,
        contactIds,
        accountIds: [...new Set(accountIds)].filter((id) => index.accounts.has(id)),
        userIds,
      },
      index,
      settings,
    );
  }

  /** The deals that it would be linked to if its sender were who it says, for a person to choose from. */
  function candidatesOfClaim(): Candidate[] {
    const named = unclear.filter(({ object }) => object === 'Contact').map(({ id }) => id);
    const { opportunityId, candidates } = dealFor([...new Set([...contactIds, ...named])]);
    const deal = index.opportunities.get(opportunityId ?? '');
    if (!deal || candidates.some(({ id }) => id === deal.Id)) return candidates;
    const evidence = 'would be linked if the sender were verified';
    return [{ object: 'Opportunity', id: deal.Id, name: deal.Name, score: 1, evidence }, ...candidates];
  }
}

/** A person that the integration user may see: a lookup to any other would be refused, and the whole record with it. */
function isVisible(id: string | null | undefined, index: SnapshotIndex): boolean {
  if (!id) return false;
  return index.contacts.has(id) || index.leads.get(id)?.IsConverted === false;
}

/** The conversation has another deal than the last run gave it: somebody has decided, and no run decides again. */
function relinkedByPerson(
  stored: StoredMatch,
  interrupted: Match | undefined,
  before: Match | undefined,
  left: Left[],
  index: SnapshotIndex,
): Match['relinked'] {
  if (stored.isInterrupted) return undefined;
  const last = interrupted ?? before;
  // a relink that was seen, and that the org has not taken yet
  if (last?.relinked) return last.relinked;
  const now = stored.opportunityId ?? null;
  if (left.some(({ opportunityId }) => opportunityId === now)) return undefined;
  // what an undo emptied says how it was linked no more: a deal that stands there came from a person since
  const isEmptied = stored.dealRule === undefined && !last && left.length === 0;
  if (isEmptied && now && index.opportunities.has(now)) return { from: null };
  if (left.length === 0 && (!last || interrupted)) return undefined;
  const from = left[0] ? left[0].opportunityId : (last?.opportunityId ?? null);
  if (now === from) return undefined;
  // a deal that is gone empties the lookup by itself
  const isThere = index.opportunities.has(stored.opportunityId ?? from ?? '');
  return isThere ? { from } : undefined;
}

/** What an earlier run linked is no longer there, and only a person can have taken it away. */
function isDealTakenOff(
  { row, object, rule }: ActivityMatch,
  conversation: Conversation,
  stored: StoredMatch | undefined,
  { interrupted, before }: MatchHistory,
  left: Left[],
  index: SnapshotIndex,
  settings: MatchSettings,
): boolean {
  if (!row || !stored || row.Conversation_Key__c !== keyOf(conversation)) return false;
  if (objectOfId(row.WhatId) === 'Opportunity' || objectOfId(row.WhoId) === 'Lead') return false;
  // also where a run saw it that ended before it could keep it
  if ([stored.dealRule, interrupted?.dealRule].includes('activityUnlinked')) return true;
  const isGone = isDealGoneFrom(row, left, index);
  if (isGone !== undefined || stored.isInterrupted) return isGone ?? false;
  // a logged call that got only the link to the conversation was never given a deal
  const isOnlyLinked =
    rule === 'emailLogged' ||
    (conversation.kind === 'call' && rule !== 'create' && (row.Conversation_Duration__c ?? null) === null);
  if (isOnlyLinked || settings.leavesDeal?.includes(object)) return false;
  // where the service may not write the link, it never was there
  const shapes = index.snapshot.shapes?.[object];
  if (!stored.opportunityId || (shapes && !shapes.WhatId?.updateable)) return false;
  if (row.WhatId === null || rule === 'create') return true;
  // an account on an event that was found may have been there before the deal
  const whatThen = before?.activity.whatId;
  return whatThen !== undefined && whatThen !== row.WhatId;
}

/** The activity's own link, unless an earlier run of ours is what put the deal there. */
function linkByPerson(
  whatId: string | null | undefined,
  stored: StoredMatch | undefined,
  interrupted: Match | undefined,
  left: Left[],
): string | undefined {
  if (!whatId) return undefined;
  if (interrupted?.dealRule === 'activityLinked' && interrupted.opportunityId === whatId) return whatId;
  const fromUs =
    left.length > 0
      ? left.some(({ placed }) => placed === whatId)
      : whatId === stored?.opportunityId && stored.dealRule !== 'activityLinked';
  return fromUs ? undefined : whatId;
}
