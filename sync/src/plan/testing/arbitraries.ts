/** For tests: what a provider says anew, and what an admin chooses. */
import fc from 'fast-check';
import type { Conversation } from '../../conversation/conversation.ts';
import { settings as base } from '../fixture.ts';
import { TenantSettings } from '../settings.ts';

const LEA = { role: 'theirs' as const, name: 'Lea Roy', email: 'lea@new.example' };
const OURS = { role: 'ours' as const, name: 'Paul', email: 'paul@sealight.example' };
const people = {
  jane: [OURS, { role: 'theirs' as const, name: 'Jane', email: 'jane@acme.example', phone: '+33612345678' }],
  john: [OURS, { role: 'theirs' as const, name: 'John Poe', email: 'john@acme.example' }],
  lea: [OURS, LEA],
  nobody: [OURS, { role: 'theirs' as const, name: 'Who', email: 'who@nowhere.example' }],
};
const fact = (field: string, value: string | number) => ({
  object: 'Opportunity' as const,
  field,
  value,
  quote: 'So be it.',
});

type News = Partial<Conversation>;
export const news: fc.Arbitrary<News> = fc.oneof(
  fc.constantFrom('They renew.', 'They wait.', '').map((summary): News => ({ summary })),
  fc.constantFrom('Long notes.', 'Other notes.', '').map((notes): News => ({ notes })),
  fc.constantFrom('Renewal talk', 'About the yard').map((title): News => ({ title })),
  fc.constantFrom(60, 372, undefined).map((durationSec): News => ({ durationSec })),
  fc.constantFrom(...Object.values(people)).map((parties): News => ({ parties })),
  fc
    .subarray([
      { id: '1', author: 'Maya', text: 'Well done' },
      { id: '2', text: 'And again', startMs: 2000 },
    ])
    .map((comments): News => ({ comments })),
  fc
    .subarray([
      { text: 'We renew.', startMs: 61_500 },
      { text: 'Not before May.', startMs: 2000 },
    ])
    .map((highlights): News => ({ highlights })),
  fc
    .subarray([{ text: 'Send it' }, { text: 'Call back', due: '2026-03-10' }])
    .map((actionItems): News => ({ actionItems })),
  fc
    .subarray([
      fact('NextStep', 'Send the offer'),
      fact('NextStep', 'Visit the yard'),
      fact('Amount', 12_000),
      fact('Amount', 15_000),
      fact('Name', 'Acme – Renewal 2027'),
    ])
    .map((fields): News => ({ fields })),
);

type Writing = 'off' | 'suggest' | 'on';
const mode = fc.constantFrom<Writing>('on', 'off', 'suggest');
const field = (name: string, writing: Writing) => ({ field: name, writing });
export const settings: fc.Arbitrary<TenantSettings> = fc
  .record({
    writing: fc.constantFrom<Writing>('on', 'on', 'on', 'suggest', 'off'),
    whatId: mode,
    description: fc.constantFrom<Writing>('on', 'on', 'off'),
    deal: mode,
    moments: fc.constantFrom<Writing>('on', 'on', 'off'),
    noteOnDeal: fc.boolean(),
    loggedCalls: fc.constantFrom('enrich' as const, 'linkOnly' as const),
    fieldMapping: fc.constantFrom([], [{ object: 'Opportunity', field: 'Amount', toField: 'NextStep' }]),
  })
  .map(({ writing, whatId, description, deal, moments, ...rest }) =>
    TenantSettings.parse({
      ...base,
      ...rest,
      writing,
      objects: [
        ...['Event', 'Task'].map((object) => ({
          object,
          writing: 'on',
          fields: [field('WhatId', whatId), field('Description', description)],
        })),
        { object: 'Opportunity', writing: deal },
        { object: 'Conversation_Moment__c', writing: moments },
      ],
    }),
  );
