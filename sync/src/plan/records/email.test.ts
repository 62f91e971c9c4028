import assert from 'node:assert/strict';
import { test } from 'node:test';
import { company } from '../../match/fixture.ts';
import { planned, rich, written } from '../fixture.ts';

const email = {
  ...rich,
  kind: 'email' as const,
  summary: undefined,
  parties: [
    { role: 'ours' as const, email: 'paul@sealight.example', emailRole: 'from' as const },
    { role: 'theirs' as const, email: 'jane@acme.example', emailRole: 'to' as const },
    { role: 'theirs' as const, email: 'joe@acme.example', emailRole: 'cc' as const },
  ],
  segments: [{ party: 0, startMs: 0, text: `Dear Jane,\n\nthe offer is attached. ${'Long. '.repeat(80)}` }],
};

test('a person of an email says in which line they stand, one of a call says nothing of it', () => {
  const roles = (conversation: typeof email | typeof rich) =>
    written(planned(conversation, company()), 'Conversation_Participant__c').map((row) => row.Email_Role__c);
  assert.deepEqual(roles(email), ['From', 'To', 'Cc']);
  assert.ok(roles(rich).every((role) => role === undefined || role === null));
});

test('an email without a summary is listed by its first words, on one line', () => {
  const summary = (conversation: typeof email | typeof rich) =>
    String(written(planned(conversation, company()), 'Conversation__c')[0]?.Summary__c);
  assert.match(summary(email), /^Dear Jane, the offer is attached\. Long\. .*…$/);
  assert.ok(summary(email).length <= 255);
  assert.equal(summary({ ...email, summary: 'They get an offer.' }), 'They get an offer.');
  assert.match(summary({ ...email, kind: 'chat' } as never), /^Dear Jane, the offer/);
  assert.equal(summary({ ...email, kind: 'call' } as never), 'undefined');
});
