import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation, type Conversation as ConversationData } from '../conversation/conversation.ts';
import {
  ACME,
  call,
  company,
  contactId,
  dealId,
  event,
  eventId,
  JANE,
  lead,
  leadId,
  meeting,
  PAUL,
  RENEWAL,
  task,
  taskId,
} from '../match/fixture.ts';
import type { FieldShape } from '../match/types.ts';
import { applied, planned, rich, written } from './fixture.ts';

test('a meeting without an event: the event, the conversation and all beneath it', () => {
  const plan = planned(rich, company(), '2026-03-03T15:00:00.500Z');
  assert.deepEqual(plan.remarks, []);
  const [created] = written(plan, 'Event');
  assert.deepEqual(created, {
    Subject: 'Renewal talk',
    OwnerId: PAUL,
    StartDateTime: '2026-03-03T14:01:00.000Z',
    EndDateTime: '2026-03-03T14:29:00.000Z',
    WhoId: JANE,
    WhatId: RENEWAL,
    Conversation_Link__c: 'https://recordings.example/m1',
    Conversation_Provider__c: 'Zoom',
    Conversation_Duration__c: 1680,
    Conversation_Topics__c: 'Price; Term',
    Conversation_Tags__c: 'renewal; q1',
    Description: created?.Description,
  });
  assert.equal(
    created?.Description,
    [
      '--- Debrief notes, updated automatically ---',
      ...['They renew.', '', 'Next steps', '• Send the quote', '• Send it (Paul, by 10 March 2026)', ''],
      ...['Highlights', '• 1:01 Jane: We renew.', '', 'Comments', '• 0:02 Maya: Well done', ''],
      'Recording: https://recordings.example/m1',
      '--- End of Debrief notes ---',
    ].join('\n'),
  );
  const [kept] = written(plan, 'Conversation__c');
  assert.equal(kept?.Match_Rule__c, 'create, contactRole');
  assert.equal(kept?.Match_Status__c, 'Created');
  assert.equal(kept?.Body__c, '[0:01:01] Jane: We renew.\n[1:02:05] Noise');
  assert.equal(kept?.Topics__c, 'Price; Term');
  assert.equal(kept?.Stage_Then__c, 'Proposal');
  assert.equal(kept?.Amount_Then__c, 10_000);
  assert.equal(kept?.Last_Synced_At__c, '2026-03-03T15:00:00.000Z');
  assert.deepEqual(plan.writes.find(({ object }) => object === 'Conversation__c')?.links, {
    Activity_Id__c: { object: 'Event', key: 'zoom:m1' },
  });
  assert.deepEqual(
    written(plan, 'Conversation_Moment__c').map(({ Type__c, Text__c, Start__c, End__c }) => [
      Type__c,
      Text__c,
      Start__c,
      End__c,
    ]),
    [
      ['Highlight', 'We renew.', 61.5, 64],
      ['Topic', 'Price', 0, undefined],
      ['Topic', 'Term', undefined, undefined],
      ['Comment', 'Well done', 2, undefined],
      ['Question', 'For how long?', 70, undefined],
      ['Action item', 'Send it', undefined, undefined],
    ],
  );
  const comment = plan.writes.find(({ key }) => key?.value === 'zoom:m1#comment:91');
  assert.deepEqual(comment?.links, { Conversation__c: { object: 'Conversation__c', key: 'zoom:m1' } });
  assert.deepEqual(
    written(plan, 'Conversation_Participant__c').map(({ Email__c, Side__c, Talk_Seconds__c, User__c, Contact__c }) => [
      ...[Email__c, Side__c, Talk_Seconds__c, User__c, Contact__c],
    ]),
    [
      ['paul@sealight.example', 'Ours', undefined, PAUL, undefined],
      ['jane@acme.example', 'Theirs', 3, undefined, JANE],
    ],
  );
  assert.deepEqual(written(plan, 'Conversation_Suggestion__c'), [
    {
      ...{ Object__c: 'Opportunity', Record_Id__c: RENEWAL, Field__c: 'StageName', Proposed__c: 'Negotiation' },
      ...{ Before__c: 'Proposal', Quote__c: 'We renew.', Status__c: 'Proposed' },
    },
  ]);
});

test('enriching leaves the subject, the times and what is linked already', () => {
  const there = event({ Id: eventId(1), WhatId: ACME, WhoId: JANE, Description: 'My notes' });
  const plan = planned(rich, company({ events: [there] }));
  const [changed] = written(plan, 'Event');
  for (const field of ['Subject', 'StartDateTime', 'EndDateTime', 'OwnerId', 'WhoId', 'WhatId'])
    assert.ok(!(field in (changed ?? {})), field);
  assert.equal(changed?.Conversation_Key__c, 'zoom:m1');
  assert.match(String(changed?.Description), /^My notes\n\n--- Debrief notes/);
  const [write] = plan.writes;
  assert.equal(write?.operation, 'update');
  assert.equal(write?.id, eventId(1));
});

test('a call that nobody logged becomes a completed task of the call kind, on the day of its rep', () => {
  const late = call({ startedAt: '2026-03-03T23:30:00Z' });
  const [created] = written(planned(late), 'Task');
  assert.deepEqual(
    { ...created, Description: undefined },
    {
      ...{ Subject: 'Call with +33612345678', Status: 'Completed', TaskSubtype: 'Call', ActivityDate: '2026-03-04' },
      ...{ CallDurationInSeconds: 372, CallType: 'Outbound', CallObject: 'c1', OwnerId: PAUL },
      ...{ WhoId: JANE, WhatId: RENEWAL, Conversation_Provider__c: 'aircall', Conversation_Duration__c: 372 },
      Description: undefined,
    },
  );
});

test('a call that nobody titled is named in its own language, and the task that the service made follows', () => {
  const named = (change: Partial<ConversationData>) =>
    call({ parties: [{ role: 'theirs', name: 'Claire Morvan', phone: '+33 6 12 34 56 78' }], ...change });
  const titles = [
    { direction: 'outbound', language: 'fr-FR' },
    { direction: 'inbound', language: 'fr' },
    { direction: 'inbound', language: 'en' },
    { direction: 'outbound', language: 'constructor' },
    { direction: 'inbound', language: undefined },
  ] as const;
  assert.deepEqual(
    titles.map((change) => written(planned(named(change)), 'Task')[0]?.Subject),
    [
      ...['Appel avec Claire Morvan', 'Appel avec Claire Morvan'],
      ...['Call from Claire Morvan', 'Call with Claire Morvan', 'Call from Claire Morvan'],
    ],
  );
  const early = named({ direction: 'outbound', language: undefined });
  const snapshot = applied(company(), planned(early).writes);
  const late = { ...early, language: 'fr' };
  assert.equal(written(planned(late, snapshot), 'Task')[0]?.Subject, 'Appel avec Claire Morvan');
  assert.equal(written(planned(late, snapshot), 'Conversation__c')[0]?.Title__c, 'Appel avec Claire Morvan');
  snapshot.tasks = snapshot.tasks.map((row) => ({ ...row, Subject: 'Claire, about the tender' }));
  assert.ok(!('Subject' in (written(planned(late, snapshot), 'Task')[0] ?? {})));
});

test('an event that the service made lasts as long as the conversation did; one that a person moved stays there', () => {
  const early = meeting({ status: 'processing', endedAt: undefined, durationSec: undefined });
  const snapshot = applied(company(), planned(early).writes);
  const late = meeting({ startedAt: '2026-03-03T14:02:30Z', endedAt: '2026-03-03T14:41:00Z' });
  const times = (event: Record<string, unknown> | undefined) => [event?.StartDateTime, event?.EndDateTime];
  assert.deepEqual(times(written(planned(late, snapshot), 'Event')[0]), [
    '2026-03-03T14:02:30.000Z',
    '2026-03-03T14:41:00.000Z',
  ]);
  const again = applied(snapshot, planned(late, snapshot).writes);
  assert.deepEqual(planned(late, again).writes, []);
  snapshot.events = snapshot.events.map((row) => ({ ...row, EndDateTime: '2026-03-03T15:00:00.000+0000' }));
  assert.deepEqual(times(written(planned(late, snapshot), 'Event')[0]), [undefined, undefined]);
});

test('a logged call gets what it lacks and keeps what the phone tool said', () => {
  const logged = task({ Id: taskId(1), WhoId: JANE, CallObject: 'phone-9', CallType: 'Inbound' });
  const [changed] = written(planned(call({ direction: undefined }), company({ tasks: [logged] })), 'Task');
  assert.ok(!('CallObject' in (changed ?? {})) && !('CallType' in (changed ?? {})));
  assert.equal(changed?.WhatId, RENEWAL);
});

test('with a lead WhatId stays empty', () => {
  const leads = [lead({ Id: leadId(1), Name: 'Lea', Email: 'lea@new.example' })];
  const [created] = written(
    planned(meeting({ parties: [{ role: 'theirs', email: 'lea@new.example' }] }), company({ leads })),
    'Event',
  );
  assert.equal(created?.WhoId, leadId(1));
  assert.ok(!('WhatId' in (created ?? {})));
});

test('a conversation that waits for a person writes no activity, and its own record with the candidates', () => {
  const plan = planned(rich, company({ events: [event({ Id: eventId(1) }), event({ Id: eventId(2) })] }));
  assert.deepEqual(written(plan, 'Event'), []);
  const [kept] = written(plan, 'Conversation__c');
  assert.equal(kept?.Match_Status__c, 'Needs review');
  assert.match(String(kept?.Match_Evidence__c), /2 events fit about equally/);
});

test('an event that another conversation holds is linked and not changed', () => {
  const held = event({ Id: eventId(1), Conversation_Key__c: 'gong:9', attendeeEmails: ['jane@acme.example'] });
  const plan = planned(rich, company({ events: [held] }));
  assert.deepEqual(written(plan, 'Event'), []);
  assert.equal(written(plan, 'Conversation__c')[0]?.Activity_Id__c, eventId(1));
  assert.match(plan.remarks.join(), /already carries gong:9/);
});

test('what the org cannot take is cut or left out, and said', () => {
  const text = (length: number): FieldShape => ({
    type: 'string',
    length,
    createable: true,
    updateable: true,
    picklist: null,
  });
  const shapes = {
    Event: {
      ...Object.fromEntries(
        ['Subject', 'Conversation_Key__c', 'Conversation_Provider__c', 'Conversation_Link__c'].map((field) => [
          field,
          text(20),
        ]),
      ),
      OwnerId: { ...text(18), createable: false },
    },
  };
  const plan = planned(
    { ...rich, title: 'A title that is far too long 🙂', link: 'https://recordings.example/far-too-long' },
    company({ shapes }),
  );
  const [created] = written(plan, 'Event');
  assert.equal(created?.Subject, 'A title that is far…');
  assert.ok(!('Conversation_Link__c' in (created ?? {})) && !('OwnerId' in (created ?? {})));
  const said = plan.remarks.join('\n');
  assert.match(said, /Event\.Subject was cut from \d+ to 20 characters/);
  assert.match(said, /Event\.Conversation_Link__c was left out: it holds 20 characters/);
  assert.match(said, /Event\.OwnerId was left out: the integration user may not write it/);
  assert.match(said, /Event\.StartDateTime was left out: the integration user does not see it/);
});

test('an owner who has left, or none at all, is said', () => {
  const users = company().users.map((user) => ({ ...user, IsActive: false }));
  const plan = planned(rich, company({ users }));
  assert.ok(!('OwnerId' in (written(plan, 'Event')[0] ?? {})));
  assert.match(String(written(plan, 'Conversation__c')[0]?.Match_Evidence__c), /Paul Marchand is no longer active/);
  const [unowned] = written(planned(meeting({ owner: undefined, parties: [] })), 'Conversation__c');
  assert.ok(unowned && !('OwnerId' in unowned));
  assert.match(String(unowned.Match_Evidence__c), /belong to the integration user, because nobody on our side/);
});

test('records that the provider names and that cannot be used are said, and nothing is linked by them', () => {
  const plan = planned(
    meeting({
      crmRefs: [
        { object: 'Event', id: taskId(1) },
        { object: 'Case', id: '500DB0000000001' },
        { object: 'Opportunity', id: dealId(9) },
        { object: 'Contact', id: `${contactId(1).slice(0, 15)}zzz` },
        { object: 'constructor', id: '500DB0000000001' },
      ],
    }),
  );
  const said = plan.remarks.join('\n');
  assert.match(said, new RegExp(`${taskId(1)} was not used; it is not the Id of a record of Event`));
  assert.match(said, /Case was not used; it can name Account, Contact/);
  assert.match(said, new RegExp(`Opportunity ${dealId(9)} was not used; the integration user finds no such record`));
  assert.match(said, /zzz was not used; it is not the Id of a record of Contact/);
  assert.match(said, /constructor was not used/);
});

test('a field by the name of an object’s inherited member is no field of the org', () => {
  const shapes = { Opportunity: {}, Conversation__c: {} };
  const fields = ['constructor', 'toString', '__proto__'].map((field) => ({
    object: 'Opportunity',
    field,
    value: 'x',
  }));
  const plan = planned(meeting({ fields }), company({ shapes }));
  assert.equal(written(plan, 'Conversation_Suggestion__c').length, 0);
  assert.match(
    plan.remarks.join('\n'),
    /Opportunity\.constructor was not suggested: the integration user does not see it/,
  );
});

test('what looks like markup is kept as text, control characters are not', () => {
  const dirty = Conversation.parse({
    ...rich,
    title: '<b>Renewal</b>\u0000 & <script>alert(1)</script>talk',
    summary: 'One\r\nTwo &amp; three, 3 < 5, Ann <ann@x.example>\u0007',
  });
  const [kept] = written(planned(dirty), 'Conversation__c');
  assert.equal(kept?.Title__c, '<b>Renewal</b> & <script>alert(1)</script>talk');
  assert.equal(kept?.Summary__c, 'One\nTwo &amp; three, 3 < 5, Ann <ann@x.example>');
});

test('a deal is suggested nothing that it says already', () => {
  const same = meeting({ fields: [{ object: 'Opportunity', field: 'Amount', value: 10_000 }] });
  assert.deepEqual(written(planned(same), 'Conversation_Suggestion__c'), []);
  const nobody = meeting({ parties: [], fields: [{ object: 'Contact', field: 'Title', value: 'CEO' }] });
  assert.match(
    planned(nobody).remarks.join(),
    /Contact\.Title was not suggested: the conversation is linked to no Contact/,
  );
});
