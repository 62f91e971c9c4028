import type { Conversation } from '../../conversation/conversation.ts';
import { candidatesOf, candidatesText } from '../../match/candidates.ts';
import type { SnapshotIndex } from '../../match/snapshot-index.ts';
import { composeRule } from '../../match/stored.ts';
import { actualSpan, durationSeconds } from '../../match/times.ts';
import type { Match, OwnRow } from '../../match/types.ts';
import { conversationBody, firstWords } from '../text/body.ts';
import { toSecond, wanted, type WantedFields } from '../difference.ts';
import type { Shapes } from '../shapes.ts';
import { cut, joinNames, oneLine, plainText } from '../text/text.ts';
import { titleOf } from '../text/title.ts';

const KIND = { call: 'Call', meeting: 'Meeting', email: 'Email', chat: 'Chat' } as const;
const STATUS = { processing: 'Processing', ready: 'Ready', notRecorded: 'Not recorded', failed: 'Failed' } as const;
const DIRECTION = { inbound: 'Inbound', outbound: 'Outbound' } as const;

function content(conversation: Conversation, shapes: Shapes): WantedFields {
  const { end } = actualSpan(conversation);
  const duration = durationSeconds(conversation);
  const title = titleOf(conversation);
  return wanted(
    {
      Name: cut(title, shapes.length('Conversation__c', 'Name')),
      Title__c: title,
      Kind__c: KIND[conversation.kind],
      Status__c: STATUS[conversation.status ?? 'ready'],
      Provider__c: oneLine(conversation.provider) || conversation.source,
      Link__c: oneLine(conversation.link),
      Started_At__c: toSecond(conversation.startedAt),
      Ended_At__c: duration === undefined ? null : toSecond(new Date(end).toISOString()),
      Duration__c: duration,
      Direction__c: conversation.direction && DIRECTION[conversation.direction],
      Language__c: conversation.language,
      Summary__c: plainText(conversation.summary) || firstWords(conversation),
      Notes__c: plainText(conversation.notes),
      Next_Steps__c: conversation.nextSteps
        .map(oneLine)
        .filter((step) => step !== '')
        .join('\n'),
      Body__c: conversationBody(conversation),
      Quoted__c: plainText(conversation.quoted),
      Thread_Key__c: conversation.threadId,
      Topics__c: joinNames(
        conversation.topics.map(({ name }) => name),
        shapes.length('Conversation__c', 'Topics__c'),
      ),
      Tags__c: joinNames(conversation.tags, shapes.length('Conversation__c', 'Tags__c')),
      Consent__c: oneLine(conversation.consent),
      Last_Error__c: null,
    },
    'content',
  );
}

/** The deal as it stands when it is first linked: kept from then on, renewed only for another deal. */
function dealThen(match: Match, row: OwnRow | undefined, index: SnapshotIndex): WantedFields {
  const isNewLink = match.relinked !== undefined || (row?.Opportunity__c ?? null) !== (match.opportunityId ?? null);
  const isUnset = !row?.Stage_Then__c && !row?.Amount_Then__c && !row?.Close_Date_Then__c;
  if (!isNewLink && !isUnset) return {};
  const deal = index.opportunities.get(match.opportunityId ?? '');
  if (match.opportunityId && !deal) return {};
  return wanted(
    { Stage_Then__c: deal?.StageName, Amount_Then__c: deal?.Amount, Close_Date_Then__c: deal?.CloseDate },
    'dealThen',
  );
}

function reasons(match: Match, shapes: Shapes): WantedFields {
  return wanted(
    {
      Match_Status__c: match.status,
      Match_Rule__c: composeRule(match.rule, match.dealRule),
      Match_Score__c: match.score,
      Match_Evidence__c: match.evidence,
      ...candidates(match, shapes),
    },
    match.rule,
  );
}

/** Where a person has decided there is nothing left to choose from. */
function candidates(match: Match, shapes: Shapes): { Match_Candidates__c: string | null } {
  const length = shapes.length('Conversation__c', 'Match_Candidates__c');
  const text = match.status === 'Locked' ? null : candidatesText(candidatesOf(match), length);
  return { Match_Candidates__c: text };
}

function matching(match: Match, shapes: Shapes): WantedFields {
  return {
    ...reasons(match, shapes),
    ...wanted(
      {
        Account__c: match.accountId,
        Opportunity__c: match.opportunityId,
        Contact__c: match.contactId,
        Lead__c: match.leadId,
      },
      match.dealRule,
      match.evidence,
    ),
  };
}

/**
 * What the conversation's own record should say. A locked match is a person's: none of it is touched beside what there
 * was to choose from, and one that is only now seen to be a person's is locked.
 */
export function conversationRecord(
  conversation: Conversation,
  match: Match,
  row: OwnRow | undefined,
  index: SnapshotIndex,
  shapes: Shapes,
): WantedFields {
  return {
    ...content(conversation, shapes),
    ...(match.status !== 'Locked' || match.chosen
      ? matching(match, shapes)
      : match.relinked
        ? reasons(match, shapes)
        : wanted(candidates(match, shapes), match.rule)),
    ...dealThen(match, row, index),
    ...(match.assigneeId && !row ? wanted({ OwnerId: match.assigneeId }, 'owner') : {}),
  };
}
