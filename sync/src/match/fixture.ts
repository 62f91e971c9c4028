/** For tests: a small company with one rep, its customers and their deals. */
import { Conversation, type Conversation as ConversationData } from '../conversation/conversation.ts';
import { toId18 } from './ids.ts';
import { indexSnapshot, match, DEFAULT_MATCH_SETTINGS } from './match.ts';
import type {
  ContactRow,
  EventRow,
  LeadRow,
  Match,
  MatchSettings,
  OpportunityRow,
  Snapshot,
  TaskRow,
} from './types.ts';

export const settings: MatchSettings = { ...DEFAULT_MATCH_SETTINGS, defaultCountry: 'FR' };

const id = (prefix: string, number: number) => toId18(`${prefix}DB${String(number).padStart(10, '0')}`);
export const PAUL = id('005', 1);
export const MAYA = id('005', 2);
export const ACME = id('001', 1);
export const JANE = id('003', 1);
export const JOHN = id('003', 2);
export const RENEWAL = id('006', 1);
export const EXPANSION = id('006', 2);
export const eventId = (number: number) => id('00U', number);
export const taskId = (number: number) => id('00T', number);
export const leadId = (number: number) => id('00Q', number);
export const contactId = (number: number) => id('003', number);
export const dealId = (number: number) => id('006', number);

export function contact(more: Partial<ContactRow> & { Id: string; Name: string }): ContactRow {
  return { Email: null, Phone: null, MobilePhone: null, AccountId: ACME, ...more };
}
export function lead(more: Partial<LeadRow> & { Id: string; Name: string }): LeadRow {
  return {
    ...{ Company: null, Email: null, Phone: null, MobilePhone: null, IsConverted: false },
    ...{ ConvertedContactId: null, ConvertedAccountId: null, ConvertedOpportunityId: null },
    ...more,
  };
}
export function deal(more: Partial<OpportunityRow> & { Id: string; Name: string }): OpportunityRow {
  return {
    ...{ AccountId: ACME, OwnerId: PAUL, StageName: 'Proposal', Amount: 10_000, CloseDate: '2026-06-30' },
    ...{ IsClosed: false, CreatedDate: '2026-01-05T09:00:00.000Z' },
    ...more,
  };
}
export function event(more: Partial<EventRow> & { Id: string }): EventRow {
  return {
    ...{ Subject: 'Renewal talk', StartDateTime: '2026-03-03T14:00:00.000Z', EndDateTime: '2026-03-03T14:30:00.000Z' },
    ...{ OwnerId: PAUL, WhoId: null, WhatId: null, Description: null, Location: null },
    ...{ attendeeEmails: [], Conversation_Key__c: null },
    ...more,
  };
}
export function task(more: Partial<TaskRow> & { Id: string }): TaskRow {
  return {
    ...{ Subject: 'Call', OwnerId: PAUL, WhoId: null, WhatId: null, Description: null },
    ...{ CreatedDate: '2026-03-03T14:06:30.000Z', ActivityDate: '2026-03-03', CallDurationInSeconds: 372 },
    ...{ CallType: null, CallObject: null, TaskSubtype: 'Call', Conversation_Key__c: null },
    ...more,
  };
}

/** Paul sells to Acme: Jane decides on the renewal; Maya owns the expansion. */
export function company(more: Partial<Snapshot> = {}): Snapshot {
  return {
    users: [
      {
        Id: PAUL,
        Name: 'Paul Marchand',
        Email: 'paul@sealight.example',
        IsActive: true,
        TimeZoneSidKey: 'Europe/Paris',
      },
      {
        Id: MAYA,
        Name: 'Maya Lindqvist',
        Email: 'maya@sealight.example',
        IsActive: true,
        TimeZoneSidKey: 'Europe/Stockholm',
      },
    ],
    accounts: [{ Id: ACME, Name: 'Acme', OwnerId: PAUL }],
    contacts: [
      contact({ Id: JANE, Name: 'Jane Roe', Email: 'jane@acme.example', Phone: '06 12 34 56 78' }),
      contact({ Id: JOHN, Name: 'John Poe', Email: 'john@acme.example' }),
    ],
    leads: [],
    opportunities: [
      deal({ Id: RENEWAL, Name: 'Acme – Renewal' }),
      deal({ Id: EXPANSION, Name: 'Acme – Expansion', OwnerId: MAYA }),
    ],
    contactRoles: [
      { Id: id('00K', 1), OpportunityId: RENEWAL, ContactId: JANE, Role: 'Decision Maker', IsPrimary: true },
    ],
    ...{ events: [], tasks: [], conversations: [], moments: [], participants: [], suggestions: [] },
    ...more,
  };
}

export function meeting(more: Record<string, unknown> = {}): ConversationData {
  return Conversation.parse({
    ...{ source: 'zoom', sourceId: 'm1', kind: 'meeting', title: 'Renewal talk' },
    ...{ startedAt: '2026-03-03T14:01:00Z', endedAt: '2026-03-03T14:29:00Z' },
    owner: { email: 'paul@sealight.example' },
    parties: [
      { role: 'ours', name: 'Paul', email: 'paul@sealight.example' },
      { role: 'theirs', name: 'Jane', email: 'jane@acme.example' },
    ],
    ...more,
  });
}

export function call(more: Record<string, unknown> = {}): ConversationData {
  return Conversation.parse({
    ...{ source: 'aircall', sourceId: 'c1', kind: 'call', direction: 'outbound' },
    ...{ startedAt: '2026-03-03T14:00:00Z', durationSec: 372 },
    owner: { email: 'paul@sealight.example' },
    parties: [{ role: 'theirs', phone: '+33612345678' }],
    ...more,
  });
}

export function matched(
  conversation: ConversationData,
  snapshot: Partial<Snapshot> = {},
  change: Partial<MatchSettings> = {},
): Match {
  return match(conversation, indexSnapshot(company(snapshot)), { ...settings, ...change });
}
