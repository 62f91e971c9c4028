import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation, type Conversation as ConversationData } from '../conversation/conversation.ts';
import {
  ACME,
  call,
  company,
  contactId,
  deal,
  dealId,
  event,
  eventId,
  EXPANSION,
  JANE,
  lead,
  leadId,
  meeting,
  PAUL,
  RENEWAL,
  task,
  taskId,
} from '../match/fixture.ts';
import type { FieldShape, Snapshot } from '../match/types.ts';
import { applied, planned, written } from './fixture.ts';

const rich: ConversationData = meeting({
  link: 'https://recordings.example/m1',
  provider: 'Zoom',
  language: 'en',
  summary: 'They renew.',
  nextSteps: ['Send the quote'],
  topics: [{ name: 'Price', startMs: 0 }, { name: 'Term' }],
  highlights: [{ text: 'We renew.', startMs: 61_500, endMs: 64_000, speaker: 'Jane' }],
  comments: [{ id: '91', author: 'Maya', text: 'Well done', startMs: 2000 }],
  questions: [{ text: 'For how long?', startMs: 70_000 }],
  actionItems: [{ text: 'Send it', owner: 'Paul', due: '2026-03-10' }],
  tags: ['renewal', 'q1'],
  segments: [
    { party: 1, startMs: 61_500, endMs: 64_000, text: 'We renew.' },
    { party: -1, startMs: 3_725_000, text: 'Noise' },
  ],
  fields: [{ object: 'Opportunity', field: 'StageName', value: 'Negotiation', quote: 'We renew.', startMs: 61_500 }],
});

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

function settled(): Snapshot {
  const before = company({ events: [event({ Id: eventId(1), Description: 'Mine' })] });
  return applied(before, planned(rich, before, '2026-03-03T15:00:00Z').writes);
}

test('the deal as it stood then stays when the deal moves on', () => {
  const snapshot = settled();
  snapshot.opportunities = [deal({ Id: RENEWAL, Name: 'Acme – Renewal', StageName: 'Negotiation', Amount: 99 })];
  const writes = planned(rich, snapshot).writes.filter(({ object }) => object === 'Conversation__c');
  assert.ok(!writes.some(({ fields }) => fields.some(({ field }) => /_Then__c$/.test(field))));
});

test('a changed comment changes one row, a gone one deletes its row, a typed one stays', () => {
  const snapshot = settled();
  const parent = snapshot.conversations[0]?.Id ?? '';
  snapshot.moments.push({
    Id: 'a01typed',
    Key__c: null as unknown as string,
    Conversation__c: parent,
    Text__c: 'By hand',
  });
  const edited = { ...rich, comments: [{ id: '91', author: 'Maya', text: 'Very well done', startMs: 2000 }] };
  assert.deepEqual(
    planned(edited, snapshot)
      .writes.filter(({ object }) => object === 'Conversation_Moment__c')
      .map(({ operation, fields }) => [operation, fields.map(({ field, before, after }) => [field, before, after])]),
    [['upsert', [['Text__c', 'Well done', 'Very well done']]]],
  );
  const gone = planned({ ...rich, comments: [] }, snapshot).writes.filter(({ operation }) => operation === 'delete');
  assert.deepEqual(
    gone.map(({ key }) => key?.value),
    ['zoom:m1#comment:91'],
  );
});

test('done boxes and decided suggestions are people’s', () => {
  const snapshot = settled();
  for (const row of snapshot.moments) if (row.Type__c === 'Action item') row.Done__c = true;
  for (const row of snapshot.suggestions) row.Status__c = 'Rejected';
  assert.deepEqual(planned(rich, snapshot).writes, []);
  const without = planned({ ...rich, fields: [] }, snapshot);
  assert.deepEqual(without.writes, []);
});

test('an action item that a person ticked is not deleted with its wording, an open one is', () => {
  const reworded = { ...rich, actionItems: [{ text: 'Send it by Friday' }] };
  const actions = (Done__c: boolean) => {
    const snapshot = settled();
    for (const row of snapshot.moments) if (row.Type__c === 'Action item') row.Done__c = Done__c;
    const after = applied(snapshot, planned(reworded, snapshot).writes);
    return after.moments.filter((row) => row.Type__c === 'Action item').map((row) => row.Text__c);
  };
  assert.deepEqual(actions(true), ['Send it', 'Send it by Friday']);
  assert.deepEqual(actions(false), ['Send it by Friday']);
});

test('linked by a person to another activity: the key stays where it is, as no two may have it, and that is said', () => {
  const snapshot = settled();
  const other = event({ Id: eventId(9), Subject: 'The real one' });
  snapshot.events.push(other);
  for (const Match_Status__c of ['Locked', 'Matched']) {
    Object.assign(snapshot.conversations[0] ?? {}, { Activity_Id__c: other.Id, Match_Status__c });
    const { writes, remarks } = planned(rich, snapshot);
    const write = writes.find(({ object }) => object === 'Event');
    assert.equal(write?.id, other.Id);
    assert.ok(!write.fields.some(({ field }) => field === 'Conversation_Key__c'));
    assert.match(remarks.join(), /still carries the key/);
  }
});

test('a deleted activity is no link while a person has to choose another', () => {
  const snapshot = settled();
  snapshot.events = [event({ Id: eventId(8) }), event({ Id: eventId(9) })];
  const [conversation] = written(planned(rich, snapshot), 'Conversation__c');
  assert.equal(conversation?.Match_Status__c, 'Needs review');
  assert.equal(conversation?.Activity_Id__c, null);
});

test('another deal on the conversation itself is a person’s word: it locks, and the event follows', () => {
  const start = company();
  const first = planned(rich, start);
  const update = { ...rich, summary: 'Otherwise.' };
  for (const [deal, words, Match_Status__c] of [
    [EXPANSION, /Linked to the deal 'Acme – Expansion' by a person\./, 'Matched'],
    [EXPANSION, /Linked to the deal 'Acme – Expansion' by a person\./, 'Locked'],
    [null, /Linked to no deal by a person\./, 'Matched'],
  ] as const) {
    const snapshot = applied(start, first.writes);
    Object.assign(snapshot.conversations[0] ?? {}, { Opportunity__c: deal, Match_Status__c });
    const { writes, match } = planned(update, snapshot, undefined, first.match);
    const after = applied(snapshot, writes);
    const [conversation] = after.conversations;
    assert.equal(conversation?.Opportunity__c, deal);
    assert.equal(conversation?.Match_Status__c, 'Locked');
    assert.match(String(conversation?.Match_Evidence__c), words);
    assert.notEqual(after.events[0]?.WhatId, RENEWAL);
    if (deal) assert.equal(after.events[0]?.WhatId, deal);
    assert.deepEqual(planned(update, after, undefined, { ...match, relinked: undefined }).writes, []);
    // not taken by the org yet
    assert.equal(planned(update, snapshot, undefined, match).match.status, 'Locked');
  }
});

test('a deal that was deleted is nobody’s word', () => {
  const start = company();
  const first = planned(rich, start);
  const snapshot = applied(start, first.writes);
  snapshot.opportunities = snapshot.opportunities.filter(({ Id }) => Id !== RENEWAL);
  Object.assign(snapshot.conversations[0] ?? {}, { Opportunity__c: null });
  Object.assign(snapshot.events[0] ?? {}, { WhatId: ACME });
  assert.notEqual(planned(rich, snapshot, undefined, first.match).match.status, 'Locked');
});

test('a locked conversation gets its new content, and none of its links', () => {
  const snapshot = settled();
  Object.assign(snapshot.conversations[0] ?? {}, {
    Match_Status__c: 'Locked',
    Opportunity__c: null,
    Match_Evidence__c: 'Paul chose.',
  });
  const [changed] = written(planned({ ...rich, summary: 'Otherwise.' }, snapshot), 'Conversation__c');
  assert.deepEqual(
    Object.keys(changed ?? {}).filter((field) => !/_Then__c$/.test(field)),
    ['Summary__c'],
  );
});

test('a deal found later moves an event that the service made, not one that a person linked', () => {
  const before = company({ opportunities: [], contactRoles: [] });
  const first = applied(before, planned(rich, before).writes);
  assert.equal(first.events[0]?.WhatId, ACME);
  const later = { ...first, opportunities: company().opportunities, contactRoles: company().contactRoles };
  assert.equal(written(planned(rich, later), 'Event')[0]?.WhatId, RENEWAL);
  later.events = [{ ...(later.events[0] ?? event({ Id: '' })), WhatId: '001DB0000000007AAA' }];
  assert.ok(!('WhatId' in (written(planned(rich, later), 'Event')[0] ?? {})));
});

test('a deal that a person takes off the activity stays off, by every later run', () => {
  const found = company({ events: [event({ Id: eventId(1), WhoId: JANE })] });
  for (const [before, WhatId] of [
    [company(), null],
    [company(), ACME],
    [found, null],
  ] as const) {
    const snapshot = applied(before, planned(rich, before).writes);
    const [activity] = snapshot.events;
    assert.equal(activity?.WhatId, RENEWAL);
    Object.assign(activity ?? {}, { WhatId });
    const update = { ...rich, summary: 'Otherwise.' };
    const once = applied(snapshot, planned(update, snapshot).writes);
    assert.equal(once.events[0]?.WhatId, WhatId);
    assert.equal(once.conversations[0]?.Opportunity__c, null);
    assert.match(String(once.conversations[0]?.Match_Evidence__c), /a person took the deal off the activity/);
    assert.deepEqual(planned(update, once).writes, []);
    Object.assign(once.events[0] ?? {}, { WhatId: EXPANSION });
    assert.equal(written(planned(update, once), 'Conversation__c')[0]?.Opportunity__c, EXPANSION);
  }
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
