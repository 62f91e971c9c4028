import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { TestOrg } from '../testOrg.ts';
import { openTestOrg, refused } from '../testOrg.ts';
import type { Session } from '../types.ts';

let opened: TestOrg;
let rep: Session;
beforeEach(() => {
  opened = openTestOrg();
  rep = opened.rep;
});
afterEach(() => opened.close());

const deal = (more: Record<string, unknown> = {}) =>
  rep.create('Opportunity', { Name: 'Renewal', StageName: 'Prospecting', CloseDate: '2026-11-30', ...more });
const meeting = (more: Record<string, unknown> = {}) =>
  rep.create('Event', { StartDateTime: '2026-11-17T14:00:00Z', ...more });

test('people are named from their parts', () => {
  const id = rep.create('Contact', { FirstName: 'Astrid', LastName: 'Halvorsen', Salutation: 'Ms.' });
  assert.equal(rep.get('Contact', id)['Name'], 'Astrid Halvorsen');
  rep.update('Contact', id, { LastName: 'Berg' });
  assert.equal(rep.get('Contact', id)['Name'], 'Astrid Berg');
  assert.equal(rep.get('Lead', rep.create('Lead', { LastName: 'Roe', Company: 'Acme' }))['Name'], 'Roe');
});

test('a stage says whether the deal is closed or won, its probability and forecast', () => {
  const id = deal({ Amount: 2000 });
  assert.partialDeepStrictEqual(rep.get('Opportunity', id), {
    IsClosed: false,
    Probability: 10,
    ForecastCategory: 'Pipeline',
    ExpectedRevenue: 200,
    FiscalYear: 2026,
    FiscalQuarter: 4,
  });
  rep.update('Opportunity', id, { StageName: 'Closed Won' });
  assert.partialDeepStrictEqual(rep.get('Opportunity', id), {
    IsClosed: true,
    IsWon: true,
    Probability: 100,
    ForecastCategoryName: 'Closed',
  });
  rep.update('Opportunity', id, { StageName: 'Closed Lost' });
  assert.partialDeepStrictEqual(rep.get('Opportunity', id), {
    IsClosed: true,
    IsWon: false,
    Probability: 0,
    ForecastCategory: 'Omitted',
  });
});

test('a probability given beats the one of the stage, until the stage changes', () => {
  const id = deal({ Probability: 33 });
  rep.update('Opportunity', id, { NextStep: 'Call' });
  assert.equal(rep.get('Opportunity', id)['Probability'], 33);
  rep.update('Opportunity', id, { StageName: 'Negotiation/Review' });
  assert.equal(rep.get('Opportunity', id)['Probability'], 90);
});

test('pushing the close date into a later month is counted', () => {
  const id = deal();
  rep.update('Opportunity', id, { CloseDate: '2026-12-01' });
  rep.update('Opportunity', id, { CloseDate: '2026-12-31' });
  assert.equal(rep.get('Opportunity', id)['PushCount'], 1);
});

test('an opportunity has one primary contact', () => {
  const opportunity = deal();
  const contacts = ['A', 'B'].map((LastName) => rep.create('Contact', { LastName }));
  const roles = contacts.map((ContactId) =>
    rep.create('OpportunityContactRole', {
      OpportunityId: opportunity,
      ContactId,
      Role: 'Decision Maker',
      IsPrimary: true,
    }),
  );
  assert.deepEqual(
    roles.map((id) => rep.get('OpportunityContactRole', id)['IsPrimary']),
    [false, true],
  );
  refused(() => rep.create('OpportunityContactRole', { OpportunityId: opportunity }), 'REQUIRED_FIELD_MISSING');
  rep.delete('Contact', contacts[0] as string);
  refused(() => rep.get('OpportunityContactRole', roles[0] as string), 'ENTITY_IS_DELETED');
});

test('a task closes and reopens with its status', () => {
  const id = rep.create('Task', { Subject: 'Call', TaskSubtype: 'Call', CallDurationInSeconds: 90, Priority: 'High' });
  assert.partialDeepStrictEqual(rep.get('Task', id), {
    Status: 'Not Started',
    IsClosed: false,
    CompletedDateTime: null,
    IsHighPriority: true,
    TaskSubtype: 'Call',
  });
  rep.update('Task', id, { Status: 'Completed' });
  assert.equal(rep.get('Task', id)['IsClosed'], true);
  assert.notEqual(rep.get('Task', id)['CompletedDateTime'], null);
  rep.update('Task', id, { Status: 'In Progress' });
  assert.partialDeepStrictEqual(rep.get('Task', id), { IsClosed: false, CompletedDateTime: null });
  refused(() => rep.update('Task', id, { TaskSubtype: 'Email' }), 'INVALID_FIELD_FOR_INSERT_UPDATE');
});

test('an activity about a lead is related to nothing else', () => {
  const lead = rep.create('Lead', { LastName: 'Roe', Company: 'Acme' });
  const opportunity = deal();
  refused(() => rep.create('Task', { WhoId: lead, WhatId: opportunity }), 'FIELD_INTEGRITY_EXCEPTION');
  const id = rep.create('Task', { WhoId: lead });
  refused(() => rep.update('Task', id, { WhatId: opportunity }), 'FIELD_INTEGRITY_EXCEPTION');
  refused(() => meeting({ DurationInMinutes: 30, WhoId: lead, WhatId: opportunity }), 'FIELD_INTEGRITY_EXCEPTION');
});

test("an activity's account comes from what it is about, else from its contact", () => {
  const [a, b] = ['A', 'B'].map((Name) => rep.create('Account', { Name }));
  const contact = rep.create('Contact', { LastName: 'x', AccountId: a });
  const opportunity = deal({ AccountId: b });
  const id = rep.create('Task', { WhoId: contact });
  const account = () => rep.get('Task', id)['AccountId'];
  assert.equal(account(), a);
  rep.update('Task', id, { WhatId: opportunity });
  assert.equal(account(), b);
  rep.update('Task', id, { WhatId: a, WhoId: null });
  assert.equal(account(), a);
  rep.update('Task', id, { WhatId: null });
  assert.equal(account(), null);
});

test('start, end and duration of an event agree', () => {
  const id = meeting({ EndDateTime: '2026-11-17T14:40:00Z' });
  assert.partialDeepStrictEqual(rep.get('Event', id), {
    DurationInMinutes: 40,
    ActivityDate: '2026-11-17',
    ActivityDateTime: '2026-11-17T14:00:00.000Z',
  });
  rep.update('Event', id, { StartDateTime: '2026-11-18T09:00:00Z' });
  assert.partialDeepStrictEqual(rep.get('Event', id), {
    EndDateTime: '2026-11-18T09:40:00.000Z',
    DurationInMinutes: 40,
  });
  rep.update('Event', id, { DurationInMinutes: 15 });
  assert.equal(rep.get('Event', id)['EndDateTime'], '2026-11-18T09:15:00.000Z');
  refused(() => meeting({ EndDateTime: '2026-11-17T13:00:00Z' }), 'FIELD_INTEGRITY_EXCEPTION');
  refused(() => meeting({ EndDateTime: '2026-11-17T15:00:00Z', DurationInMinutes: 5 }), 'FIELD_INTEGRITY_EXCEPTION');
  refused(
    () => meeting(),
    'REQUIRED_FIELD_MISSING',
    'Required fields are missing: [DurationInMinutes, ActivityDateTime]',
  );
  refused(() => meeting({ IsRecurrence: true, DurationInMinutes: 5 }), 'NOT_IMPLEMENTED');
});

test('an all-day event covers whole days', () => {
  const id = rep.create('Event', { IsAllDayEvent: true, ActivityDate: '2026-11-17' });
  assert.partialDeepStrictEqual(rep.get('Event', id), {
    StartDateTime: '2026-11-17T00:00:00.000Z',
    DurationInMinutes: 1440,
    EndDate: '2026-11-17',
  });
});

test('inviting someone makes a group event', () => {
  const id = meeting({ DurationInMinutes: 30 });
  const contact = rep.create('Contact', { LastName: 'x' });
  const relation = rep.create('EventRelation', { EventId: id, RelationId: contact, Status: 'Accepted' });
  assert.equal(rep.get('Event', id)['IsGroupEvent'], true);
  rep.delete('Event', id);
  refused(() => rep.get('EventRelation', relation), 'ENTITY_IS_DELETED');
});

test('the last activity is that of the latest closed task or past event', () => {
  const account = rep.create('Account', { Name: 'A' });
  const last = () => rep.get('Account', account)['LastActivityDate'];
  const id = rep.create('Task', { WhatId: account, ActivityDate: '2026-03-01' });
  assert.equal(last(), null);
  rep.update('Task', id, { Status: 'Completed' });
  assert.equal(last(), '2026-03-01');
  meeting({ WhatId: account, StartDateTime: '2026-02-01T10:00:00Z', DurationInMinutes: 5 });
  assert.equal(last(), '2026-03-01');
});

test('a lead remembers the day it last changed hands', () => {
  const id = rep.create('Lead', { LastName: 'Roe', Company: 'Acme' });
  opened.org.database.prepare("UPDATE Lead SET LastTransferDate = '2026-01-01'").run();
  rep.update('Lead', id, { Title: 'Buyer' });
  assert.equal(rep.get('Lead', id)['LastTransferDate'], '2026-01-01');
  rep.update('Lead', id, { OwnerId: opened.admin.user.Id });
  const { LastTransferDate, LastModifiedDate } = rep.get('Lead', id);
  assert.equal(LastTransferDate, (LastModifiedDate as string).slice(0, 10));
});

test("an event's day is that of its start in UTC, whoever writes it", () => {
  const tom = opened.org.sessionFor('tom');
  const id = tom.create('Event', { StartDateTime: '2026-11-18T01:30:00Z', DurationInMinutes: 30 });
  assert.equal(tom.get('Event', id)['ActivityDate'], '2026-11-18');
});

test('a user lives in a time zone that exists', () => {
  const { admin } = opened;
  refused(
    () => admin.update('User', rep.user.Id, { TimeZoneSidKey: 'Europe/Atlantis' }),
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
  );
  admin.update('User', rep.user.Id, { TimeZoneSidKey: 'Asia/Tokyo' });
});

test('a converted lead is read-only', () => {
  const lead = rep.create('Lead', { LastName: 'Roe', Company: 'Acme', IsConverted: true });
  refused(
    () => rep.update('Lead', lead, { Title: 'x' }),
    'CANNOT_UPDATE_CONVERTED_LEAD',
    'cannot reference converted lead',
  );
  refused(() => rep.create('Task', { WhoId: lead }), 'CANNOT_UPDATE_CONVERTED_LEAD');
});

test('a lead can be created as converted by who may set audit fields', () => {
  const audited = openTestOrg({ auditFields: true });
  try {
    const { admin, rep: other } = audited;
    const account = admin.create('Account', { Name: 'A' });
    const contact = admin.create('Contact', { LastName: 'Roe', AccountId: account });
    const converted = { ConvertedAccountId: account, ConvertedContactId: contact, ConvertedDate: '2026-03-02' };
    const roe = { LastName: 'Roe', Company: 'A' };
    const id = admin.create('Lead', { ...roe, ...converted, IsConverted: true, CreatedDate: '2026-03-01T08:00:00Z' });
    assert.partialDeepStrictEqual(other.get('Lead', id), {
      ...converted,
      ConvertedOpportunityId: null,
      CreatedDate: '2026-03-01T08:00:00.000Z',
    });
    refused(() => admin.create('Lead', { ...roe, ...converted }), 'FIELD_INTEGRITY_EXCEPTION');
    refused(
      () => admin.create('Lead', { ...roe, IsConverted: true, ConvertedContactId: contact }),
      'REQUIRED_FIELD_MISSING',
    );
    refused(
      () => admin.update('Account', account, { CreatedDate: '2026-03-01T08:00:00Z' }),
      'INVALID_FIELD_FOR_INSERT_UPDATE',
    );
    refused(
      () => admin.create('Account', { Name: 'B', LastModifiedDate: '2020-01-01T00:00:00Z' }),
      'FIELD_INTEGRITY_EXCEPTION',
      /^Last Modified Date\(.*\) before Create Date\(/,
    );
    const refusedFor = (session: typeof admin) =>
      refused(
        () => session.create('Lead', { ...roe, IsConverted: true, ConvertedAccountId: account }),
        'INVALID_FIELD_FOR_INSERT_UPDATE',
      );
    refusedFor(other);
    refusedFor(opened.admin);
  } finally {
    audited.close();
  }
});

test('a note is a document with versions that records can link to', () => {
  const content = (text: string) => Buffer.from(text).toString('base64');
  const note = rep.create('ContentNote', { Title: 'Summary', Content: content('<p>Twelve hulls &amp; a mast</p>') });
  const stored = rep.get('ContentNote', note);
  assert.partialDeepStrictEqual(stored, { TextPreview: 'Twelve hulls & a mast', FileType: 'SNOTE', ContentSize: 32 });
  const account = rep.create('Account', { Name: 'A' });
  const link = rep.create('ContentDocumentLink', { ContentDocumentId: note, LinkedEntityId: account, ShareType: 'V' });
  refused(
    () => rep.create('ContentDocumentLink', { ContentDocumentId: note, LinkedEntityId: account }),
    'DUPLICATE_VALUE',
    /already linked/,
  );
  rep.update('ContentNote', note, { Content: content('New') });
  const document = rep.get('ContentDocument', note);
  assert.equal(document['Title'], 'Summary');
  const version = rep.get('ContentVersion', document['LatestPublishedVersionId'] as string);
  assert.partialDeepStrictEqual(version, { VersionNumber: '2', IsLatest: true, VersionData: content('New') });
  rep.delete('ContentDocument', note);
  refused(() => rep.get('ContentNote', note), 'ENTITY_IS_DELETED');
  refused(() => rep.get('ContentDocumentLink', link), 'ENTITY_IS_DELETED');
});
