import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { query } from '../../soql/query.ts';
import type { TestOrg } from '../testOrg.ts';
import { openTestOrg, refused } from '../testOrg.ts';

let opened: TestOrg;
beforeEach(() => {
  opened = openTestOrg();
});
afterEach(() => opened.close());

const email = { Subject: 'Dates', FromAddress: 'astrid@halvorsen.example', ToAddress: 'paul@sealight.example' };

test('an email that is logged has a completed task of its own, found by its Message-ID', () => {
  const { admin, rep } = opened;
  const account = admin.create('Account', { Name: 'Halvorsen' });
  const id = rep.create('EmailMessage', {
    ...{ ...email, TextBody: 'Three dates.', Incoming: true, Status: '1', RelatedToId: account },
    ...{ MessageIdentifier: '<a@halvorsen.example>', MessageDate: '2026-11-17T14:00:00Z' },
  });
  const { records } = query(
    opened.org,
    rep,
    "SELECT Id, ActivityId, Activity.Subject FROM EmailMessage WHERE MessageIdentifier = '<a@halvorsen.example>'",
  );
  assert.equal(records[0]?.['Id'], id);
  assert.partialDeepStrictEqual(rep.get('Task', String(records[0]?.['ActivityId'])), {
    ...{ Subject: 'Email: Dates', TaskSubtype: 'Email', Status: 'Completed', IsClosed: true, WhatId: account },
    ...{ AccountId: account, ActivityDate: '2026-11-17', Description: 'Three dates.', WhoId: null },
  });
});

test('only a draft is changed, and its task comes to nobody by hand', () => {
  const { rep } = opened;
  const task = rep.create('Task', { Subject: 'Mine' });
  refused(
    () => rep.create('EmailMessage', { ...email, ActivityId: task }),
    'FIELD_INTEGRITY_EXCEPTION',
    /emails on cases/,
  );
  const draft = rep.create('EmailMessage', { ...email, Status: '5' });
  assert.equal(rep.get('EmailMessage', draft)['ActivityId'], null);
  rep.update('EmailMessage', draft, { Subject: 'Other dates' });
  const sent = rep.create('EmailMessage', { ...email, Status: '3' });
  refused(
    () => rep.update('EmailMessage', sent, { Subject: 'Other dates' }),
    'FIELD_INTEGRITY_EXCEPTION',
    /Only a draft/,
  );
  rep.update('EmailMessage', sent, { IsExternallyVisible: true });
});

test('goes by the right to activities, and its text is in no condition', () => {
  const { service, rep } = opened;
  const id = rep.create('EmailMessage', { ...email, TextBody: 'Three dates.' });
  assert.equal(service.access.canRead('EmailMessage'), service.access.canRead('Task'));
  assert.ok(id.startsWith('02s'));
  assert.throws(() => query(opened.org, rep, "SELECT Id FROM EmailMessage WHERE TextBody = 'x'"));
});
