import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { composeConversation } from '../sync/src/conversation/compose.ts';
import { keyOf, type Conversation } from '../sync/src/conversation/conversation.ts';
import { parseConversations, webhookProviders, type Part } from '../sync/src/intake/index.ts';
import { indexSnapshot } from '../sync/src/match/snapshot-index.ts';
import { match } from '../sync/src/match/match.ts';
import { DEFAULT_MATCH_SETTINGS } from '../sync/src/match/settings.ts';
import type { Snapshot } from '../sync/src/match/types.ts';
import { readVisitor } from '../sync/src/visitor/schema.ts';
import { sessionsOf } from '../sync/src/visitor/sessions.ts';
import { readExpected, readSamples, type SampleConversation, type SampleRecord } from './load.ts';

const NOW = new Date('2031-03-05T10:00:00Z');
const DAY = 86_400_000;

function partsOf(sample: SampleConversation): Part[] {
  return sample.bodies.flatMap((body) => {
    if (sample.provider === 'aircall') return webhookProviders.get('aircall')?.parse(body).parts ?? [];
    return parseConversations(body, sample.contentType).flatMap(({ parts, errors }) => {
      assert.deepEqual(errors, [], sample.file);
      return parts;
    });
  });
}

function conversationOf(sample: SampleConversation): Conversation {
  const composed = composeConversation(partsOf(sample));
  assert.ok(
    'conversation' in composed,
    `${sample.file} misses ${'missing' in composed ? composed.missing.join(', ') : ''}`,
  );
  return composed.conversation;
}

const PREFIX: Record<string, string> = {
  Account: '001',
  Contact: '003',
  Lead: '00Q',
  Opportunity: '006',
  Event: '00U',
  Task: '00T',
  OpportunityContactRole: '00K',
  User: '005',
};

/** The records as the service would read them, with Ids made from their reference ids. */
function snapshotOf(records: SampleRecord[]): {
  snapshot: Snapshot;
  idOf: (reference: string | null) => string | undefined;
} {
  const ids = new Map<string, string>();
  const make = (type: string) => `${PREFIX[type] ?? 'a00'}${String(ids.size).padStart(15, '0')}`;
  const users = ['Paul Marchand', 'Camille Roux', 'Tom Okafor', 'Maya Lindqvist', 'Ines Carvalho'].map((name) => {
    const alias = name.split(' ')[0]?.toLowerCase() ?? '';
    ids.set(`user:${alias}`, make('User'));
    return { Id: ids.get(`user:${alias}`) ?? '', Name: name, Email: `${alias}@sealight.example`, IsActive: true };
  });
  for (const { attributes } of records) ids.set(attributes.referenceId, make(attributes.type));
  const rows = <Row>(type: string, defaults: object): Row[] =>
    records
      .filter(({ attributes }) => attributes.type === type)
      .map(({ attributes, ...fields }) => ({
        ...defaults,
        ...Object.fromEntries(
          Object.entries(fields).map(([field, value]) => [
            field,
            typeof value === 'string' && value.startsWith('@') ? ids.get(value.slice(1)) : value,
          ]),
        ),
        Id: ids.get(attributes.referenceId),
        ...(fields.LastName ? { Name: [fields.FirstName, fields.LastName].join(' ') } : {}),
        ...(type === 'Opportunity' ? { IsClosed: String(fields.StageName).startsWith('Closed') } : {}),
      })) as Row[];
  const now = NOW.toISOString();
  return {
    idOf: (reference) => (reference === null ? undefined : ids.get(reference)),
    snapshot: {
      users,
      accounts: rows('Account', {}),
      contacts: rows('Contact', { Email: null, Phone: null, MobilePhone: null, AccountId: null }),
      leads: rows('Lead', {
        MobilePhone: null,
        IsConverted: false,
        ConvertedContactId: null,
        ConvertedAccountId: null,
        ConvertedOpportunityId: null,
      }),
      opportunities: rows('Opportunity', { CreatedDate: now }),
      contactRoles: rows('OpportunityContactRole', {}),
      events: rows('Event', {
        WhoId: null,
        WhatId: null,
        Description: null,
        Location: null,
        attendeeEmails: [],
        Conversation_Key__c: null,
      }),
      tasks: rows('Task', {
        WhoId: null,
        WhatId: null,
        Description: null,
        CreatedDate: now,
        CallDurationInSeconds: null,
        CallType: null,
        CallObject: null,
        TaskSubtype: null,
        Conversation_Key__c: null,
      }),
      conversations: [],
      moments: [],
      participants: [],
      suggestions: [],
    },
  };
}

describe('the samples', () => {
  const { records, conversations } = readSamples(NOW);
  const expected = readExpected();

  test('lie in the weeks before now, whenever that is', () => {
    for (const now of [
      '2026-11-20T12:00:00Z',
      '2027-02-28T23:59:00Z',
      '2031-03-05T10:00:00Z',
      '2025-01-01T00:00:00Z',
    ]) {
      const moved = readSamples(new Date(now));
      const starts = moved.conversations.map((sample) => Date.parse(conversationOf(sample).startedAt));
      const age = Date.parse(now) - Math.max(...starts);
      assert.ok(age >= 0 && age <= 8 * DAY, `the newest is ${age / DAY} days old at ${now}`);
      for (const record of moved.records.filter(({ attributes }) => attributes.type === 'Opportunity')) {
        const closed = String(record.StageName).startsWith('Closed');
        assert.equal(
          Date.parse(String(record.CloseDate)) < Date.parse(now),
          closed,
          `${String(record.Name)} at ${now}`,
        );
      }
    }
  });

  test('keep weekdays, times of day, and dates inside texts together', () => {
    const pricing = conversations.find(({ file }) => file.startsWith('08'));
    assert.ok(pricing);
    const { startedAt, scheduledStart, actionItems } = conversationOf(pricing);
    assert.equal(new Date(startedAt).getUTCDay(), 2);
    assert.equal(startedAt.slice(11), '14:01:10.000Z');
    assert.equal(Date.parse(startedAt) - Date.parse(scheduledStart ?? ''), 70_000);
    assert.equal((Date.parse(actionItems[0]?.due ?? '') - Date.parse(startedAt.slice(0, 10))) / DAY, 1);
  });

  test('are all read, and are rich enough to be looked at', () => {
    assert.deepEqual(conversations.map((sample) => keyOf(conversationOf(sample))).sort(), Object.keys(expected).sort());
    for (const sample of conversations) {
      const conversation = conversationOf(sample);
      const { segments, parties, durationSec = 0 } = conversation;
      assert.ok(segments.length >= 15, `${sample.file} has ${segments.length} segments`);
      assert.ok(
        conversation.summary && conversation.topics.length >= 3 && conversation.actionItems.length >= 1,
        sample.file,
      );
      assert.ok(sample.provider === 'aircall' || conversation.highlights.length >= 3, sample.file);
      assert.ok(conversation.tags.length > 0 && conversation.link, sample.file);
      assert.ok(sample.provider === 'aircall' || conversation.title, sample.file);
      assert.ok((conversation.consent ?? '').length <= 30, `${sample.file}: a chip has no room for the consent`);
      assert.ok(
        segments.every(({ party }) => party >= 0 && party < parties.length),
        `${sample.file} names its speakers`,
      );
      assert.ok(
        segments.every(
          ({ startMs, endMs = 0 }, at) => endMs <= (segments[at + 1]?.startMs ?? durationSec * 1000) && startMs < endMs,
        ),
        `${sample.file} has nobody talking at once`,
      );
    }
  });

  test('become what is expected of them', () => {
    const { snapshot, idOf } = snapshotOf(records);
    const index = indexSnapshot(snapshot);
    for (const sample of conversations) {
      const conversation = conversationOf(sample);
      const want = expected[keyOf(conversation)];
      assert.ok(want, sample.file);
      const got = match(conversation, index, { ...DEFAULT_MATCH_SETTINGS, defaultCountry: 'FR' });
      assert.deepEqual(
        {
          status: got.status,
          activity: [got.activity.object, got.activity.decision, got.activity.id],
          opportunity: got.opportunityId,
          account: got.accountId,
          contact: got.contactId,
          lead: got.leadId,
        },
        {
          status: want.status,
          activity: [want.activity.object, want.activity.decision, idOf(want.activity.reference)],
          opportunity: idOf(want.opportunity),
          account: idOf(want.account),
          contact: idOf(want.contact),
          lead: idOf(want.lead),
        },
        `${sample.file}: ${got.evidence}`,
      );
    }
  });

  test('say each thing once: no next step repeats an action item', () => {
    const words = (text: string): string[] => text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
    for (const sample of conversations) {
      const { nextSteps, actionItems } = conversationOf(sample);
      for (const step of nextSteps)
        for (const { text } of actionItems) {
          const said = words(step);
          const shared = said.filter((word) => words(text).includes(word));
          assert.ok(shared.length < said.length / 2, `${sample.file}: "${step}" and "${text}"`);
        }
    }
  });
});

describe('the story', () => {
  const { conversations, records, story, visitors } = readSamples(NOW);
  const posted = story.flatMap((step) => ('post' in step ? [step.post] : []));
  const composed = new Map(conversations.map((sample) => [sample.file, conversationOf(sample)]));

  test('has every conversation once, oldest first', () => {
    assert.deepEqual(posted, [...composed.keys()]);
    const starts = [...composed.values()].map(({ startedAt }) => startedAt);
    assert.deepEqual(starts, starts.toSorted());
  });

  test('ticks what was promised by then, and changes deals that are there', () => {
    const known = new Set<string>();
    for (const step of story)
      if ('post' in step) known.add(step.post);
      else if ('done' in step) {
        assert.ok(known.has(step.of), step.of);
        const promised = composed.get(step.of)?.actionItems.map(({ text }) => text) ?? [];
        for (const text of step.done) assert.ok(promised.includes(text), `${step.of}: ${text}`);
      } else if ('change' in step) {
        const deal = records.find(({ attributes }) => attributes.referenceId === step.change);
        assert.equal(deal?.attributes.type, 'Opportunity', step.change);
      }
  });

  test('has visitors whom the service takes, some of them known to the org, and none of them later than now', () => {
    const addresses = new Set(records.map(({ Email }) => Email));
    const known = visitors.map((visitor) => {
      const read = readVisitor(visitor, 'FR', NOW.toISOString());
      assert.ok('said' in read, JSON.stringify(read));
      for (const { end } of sessionsOf(read.said.pieces)) assert.ok(end < NOW.getTime());
      return addresses.has(read.said.person.email);
    });
    assert.ok(known.includes(true) && known.includes(false));
  });

  test('leaves each deal with a few open promises, the oldest a few days late whatever the day', () => {
    const done = new Set(
      story.flatMap((step) => ('done' in step ? step.done.map((text) => `${step.of}#${text}`) : [])),
    );
    const open = new Map<string, string[]>();
    for (const { opportunity, file } of Object.values(readExpected()))
      for (const { text, due } of composed.get(file)?.actionItems ?? [])
        if (opportunity && !done.has(`${file}#${text}`))
          open.set(opportunity, [...(open.get(opportunity) ?? []), due ?? '']);
    // now may be as late as a week after the newest conversation
    const newest = [...composed.values()].at(-1)?.startedAt ?? '';
    const today = Date.parse(newest.slice(0, 10)) + 7 * DAY;
    for (const [deal, dues] of open) {
      const late = dues
        .filter((due) => due !== '' && Date.parse(due) < today)
        .map((due) => (today - Date.parse(due)) / DAY);
      assert.ok(dues.length <= 6 && late.length <= 2, `${deal}: ${dues.join()}`);
      assert.ok(
        late.every((days) => days <= 8),
        `${deal}: ${late.join()}`,
      );
    }
  });

  test('ends with a deal that has moved since its newest conversation', () => {
    const last = posted.findLast((file) => file.includes('halvorsen')) ?? '';
    const moved: Record<string, unknown> = {};
    for (const step of story.slice(story.findIndex((step) => 'post' in step && step.post === last)))
      if ('change' in step && step.change === 'halvorsen-fleet') Object.assign(moved, step.to);
    assert.ok('StageName' in moved && 'CloseDate' in moved);
    assert.ok(Date.parse(String(moved.CloseDate)) > NOW.getTime());
  });
});
