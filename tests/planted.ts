/** Records with any text in every field, written into the org past the service: what a page must be able to take. */
import type { TestDemo } from './demo.ts';

/** The text of a field that holds at most so many characters. */
export type TextOf = (field: string, most: number) => string;

export interface Planted {
  conversation: string;
  /** Addresses by what they show. */
  pages: { event: string; deal: string; account: string; contact: string; home: string };
}

const LONG = 32_000;
const MINUTE_MS = 60_000;

async function create(demo: TestDemo, type: string, fields: Record<string, unknown>): Promise<string> {
  const { id } = (await demo.org('POST', `/sobjects/${type}`, fields)) as { id: string };
  return id;
}

/** `more` replaces fields of the conversation; `moments` are how many of each kind. */
export async function plant(
  demo: TestDemo,
  name: string,
  textOf: TextOf,
  { more = {}, moments = 2 }: { more?: Record<string, unknown>; moments?: number } = {},
): Promise<Planted> {
  const { Id: owner } = await demo.one("SELECT Id FROM User WHERE Alias = 'paul'");
  // today for the viewer, wherever the test runs
  const at = new Date(Date.now() - MINUTE_MS).toISOString();
  const account = await create(demo, 'Account', { Name: textOf('account', 255), OwnerId: owner });
  const contact = await create(demo, 'Contact', {
    ...{ FirstName: textOf('first', 40), LastName: textOf('last', 80), AccountId: account, OwnerId: owner },
    Email: `${name}@planted.example`,
  });
  const deal = await create(demo, 'Opportunity', {
    ...{ Name: textOf('deal', 120), AccountId: account, OwnerId: owner, StageName: 'Qualification' },
    ...{ CloseDate: '2030-01-31', NextStep: textOf('nextStep', 255) },
  });
  const event = await create(demo, 'Event', {
    ...{ Subject: textOf('subject', 255), OwnerId: owner, WhatId: deal, WhoId: contact },
    ...{ StartDateTime: at, EndDateTime: new Date(Date.parse(at) + 30 * MINUTE_MS).toISOString() },
  });
  const candidate = { object: 'Opportunity', id: deal, name: textOf('candidate', 80), score: 0.8 };
  const conversation = await create(demo, 'Conversation__c', {
    ...{ Key__c: `planted:${name}`, OwnerId: owner, Kind__c: 'Meeting', Status__c: 'Ready' },
    ...{ Started_At__c: at, Duration__c: 1800, Match_Status__c: 'Needs review', Match_Rule__c: 'severalDeals' },
    ...{ Account__c: account, Contact__c: contact, Opportunity__c: deal, Activity_Id__c: event },
    ...{ Title__c: textOf('title', 255), Summary__c: textOf('summary', LONG), Language__c: 'en' },
    ...{ Next_Steps__c: textOf('nextSteps', 2000), Tags__c: textOf('tag', 200), Topics__c: textOf('topics', 200) },
    ...{ Provider__c: textOf('provider', 40), Link__c: `https://recorder.example/${name}` },
    Body__c: `[0:01] ${textOf('speaker', 60)}: ${textOf('line', 2000)}\n[0:40] B: ${textOf('second', 2000)}`,
    Match_Evidence__c: `Several open deals fit. ${textOf('evidence', 400)}`,
    Match_Candidates__c: JSON.stringify([{ ...candidate, evidence: textOf('candidateEvidence', 400) }]),
    ...more,
  });
  for (const [index, type] of ['Highlight', 'Topic', 'Question', 'Comment', 'Action item'].entries())
    for (let n = 0; n < moments; n += 1)
      await create(demo, 'Conversation_Moment__c', {
        ...{ Conversation__c: conversation, Key__c: `planted:${name}:${type}:${n}`, Type__c: type },
        ...{ Start__c: index * 90 + n * 7, Text__c: textOf(`${type}${n}`, LONG) },
        ...{ Author__c: textOf('author', 255), Speaker__c: textOf('speaker', 255) },
        ...(type === 'Action item' ? { Due__c: '2029-12-31' } : {}),
      });
  for (const [side, who] of Object.entries({ Theirs: { Contact__c: contact }, Ours: { User__c: owner } }))
    await create(demo, 'Conversation_Participant__c', {
      ...{ Conversation__c: conversation, Key__c: `planted:${name}:${side}`, Side__c: side, Talk_Seconds__c: 300 },
      ...{ Name: textOf(`participant${side}`, 80), ...who },
    });
  await create(demo, 'Conversation_Suggestion__c', {
    ...{ Conversation__c: conversation, Key__c: `planted:${name}`, Object__c: 'Opportunity', Record_Id__c: deal },
    ...{
      Field__c: 'NextStep',
      Proposed__c: textOf('proposed', 255),
      Quote__c: textOf('quote', 4000),
      Status__c: 'Proposed',
    },
  });
  const record = (object: string, id: string) => `/lightning/r/${object}/${id}/view`;
  return {
    conversation,
    pages: {
      ...{ event: record('Event', event), deal: record('Opportunity', deal), account: record('Account', account) },
      ...{ contact: record('Contact', contact), home: '/lightning/page/home' },
    },
  };
}
