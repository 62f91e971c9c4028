/** A match that a change in the org has made another: says so, and why. One that stays as it was stays to the letter. */
import type { SnapshotIndex } from './snapshot-index.ts';
import type { Match, MatchCause, MatchHistory } from './types.ts';
import { dayInWords, listInWords, quoted } from './words.ts';

/** Causes that are named; the rest would only lengthen the sentence. */
const MOST_NAMED = 3;

export function matchedAgain(found: Match, { before, last, causes = [] }: MatchHistory, index: SnapshotIndex): Match {
  const known = before ?? last;
  if (!known || found.status === 'Locked') return found;
  if (hasSameLinks(found, known)) {
    if (!isWeighed(found, known) || !isAboutTheSame(found, known))
      return known.again ? withReason(found, known.again) : found;
    // who else might have been it, and what a deal is called by now, is no reason to write
    const { rule, dealRule, score, evidence, dealCandidates, again } = known;
    return { ...found, rule, dealRule, score, evidence, dealCandidates, ...(again ? { again } : {}) };
  }
  return causes.length > 0 ? withReason(found, reasonOf(causes, index)) : found;
}

function withReason(found: Match, again: string): Match {
  const evidence = found.evidence.includes(again) ? found.evidence : [found.evidence, again].filter(Boolean).join('\n');
  return { ...found, again, evidence };
}

/** Rules that follow somebody's word; between them and the weighing of deals the links alone tell no difference. */
const BY_WORD = new Set(['activityLinked', 'activityLinkHidden', 'activityUnlinked', 'chosen', 'crmRef']);

function isWeighed(a: Match, b: Match): boolean {
  return a.dealRule === b.dealRule || (!BY_WORD.has(a.dealRule) && !BY_WORD.has(b.dealRule));
}

/** The same people, found the same way; and, where a person is to choose, the same to choose from. */
function isAboutTheSame(a: Match, b: Match): boolean {
  const told = ({ rule, assigneeId, people, status, activity, dealCandidates }: Match) =>
    JSON.stringify([
      ...[rule, assigneeId],
      people.map((person) => [person.rule, person.userId, person.contactId, person.leadId, person.evidence]),
      status === 'Needs review' ? [...activity.candidates, ...dealCandidates].map(({ id }) => id) : [],
    ]);
  return told(a) === told(b);
}

/** `a` is found now, `b` was before. */
function hasSameLinks(a: Match, b: Match): boolean {
  return (
    a.status === b.status &&
    // an activity that the last run was to create has got its Id since
    (a.activity.id === b.activity.id || (b.activity.decision === 'create' && b.activity.id === undefined)) &&
    a.opportunityId === b.opportunityId &&
    a.accountId === b.accountId &&
    a.contactId === b.contactId &&
    a.leadId === b.leadId
  );
}

/** `Matched again because Jane Roe was given a contact role on 'Acme – Renewal' on 18 November.` */
function reasonOf(causes: MatchCause[], index: SnapshotIndex): string {
  const sentences = [...new Set(causes.map((cause) => inWords(cause, index)))];
  return `Matched again because ${listInWords(sentences.slice(0, MOST_NAMED))}.`;
}

function inWords(cause: MatchCause, index: SnapshotIndex): string {
  const dealName = index.opportunities.get(cause.opportunityId ?? '')?.Name ?? cause.deal;
  const deal = dealName ? quoted(dealName) : 'a deal';
  const contact = index.contacts.get(cause.contactId ?? '')?.Name ?? cause.person ?? 'a contact';
  const lead = index.leads.get(cause.leadId ?? '')?.Name ?? cause.person ?? 'a lead';
  const on = `on ${dayInWords(cause.at)}`;
  switch (cause.kind) {
    case 'roleAdded':
      return `${contact} was given ${cause.role ? `the ${cause.role} role` : 'a contact role'} on ${deal} ${on}`;
    case 'roleChanged':
      return `the contact role of ${contact} on ${deal} was changed ${on}`;
    case 'roleRemoved':
      return `${contact} was taken off ${deal} ${on}`;
    case 'dealOpened':
      return `${deal} was opened ${on}`;
    case 'dealClosed':
      return `${deal} was closed ${on}`;
    case 'dealChanged':
      return `${deal} was changed ${on}`;
    case 'dealRemoved':
      return `${deal} was deleted ${on}`;
    case 'contactAdded':
      return `${contact} was added to the contacts ${on}`;
    case 'contactChanged':
      return `the contact ${contact} was changed ${on}`;
    case 'contactRemoved':
      return `the contact ${contact} was deleted ${on}`;
    case 'leadAdded':
      return `${lead} was added to the leads ${on}`;
    case 'leadChanged':
      return `the lead ${lead} was changed ${on}`;
    case 'leadConverted':
      return `the lead ${lead} was converted ${on}`;
    case 'leadRemoved':
      return `the lead ${lead} was deleted ${on}`;
  }
}
