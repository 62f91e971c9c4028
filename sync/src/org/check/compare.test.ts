import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../plan/settings.ts';
import { grantedSurvey } from '../testing/survey.ts';
import { compare, unknownRows, viewAllMissing } from './compare.ts';
import { fieldNeedsOf, objectNeedsOf } from './needs.ts';
import { permissionSetXml } from './permission-set.ts';
import type { Survey } from './survey.ts';

const OBJECTS = objectNeedsOf(DEFAULT_SETTINGS);
const of = (survey: Survey) => compare(survey, OBJECTS, fieldNeedsOf(DEFAULT_SETTINGS));

test('a user who has everything lacks nothing, and there is nothing to deploy', () => {
  const { missing, fields, permissions } = of(grantedSurvey());
  assert.deepEqual(missing, []);
  assert.ok(fields.every(({ has }) => has));
  assert.equal(permissionSetXml(missing), null);
  assert.deepEqual(
    permissions.map(({ object }) => object),
    ['Contact', 'Task', 'Lead', 'Opportunity', 'Account', 'ContentNote', 'Event'],
  );
  assert.deepEqual(permissions[0]?.edit, { need: 'recommended', has: true });
});

test('what is missing is named with the permission set that gives it, and made into one that gives exactly that', () => {
  const survey = grantedSurvey();
  delete survey.objects.Lead;
  const { Task, Opportunity, Conversation_Moment__c: moment, Conversation__c: own } = survey.objects;
  if (!Task || !Opportunity || !moment || !own) throw new Error('The survey lacks an object.');
  Task.createable = false;
  Opportunity.updateable = false;
  moment.deletable = false;
  (own.fields.Summary__c ?? assert.fail()).updateable = false;
  delete Opportunity.fields.Amount;
  const { missing, permissions } = of(survey);
  const said = missing.map(({ permissionSet, object, field, right, level }) =>
    [permissionSet, object, field, right, level].filter(Boolean).join(' '),
  );
  for (const line of [
    'Debrief_Integration EditTask mandatory',
    'Debrief_Integration Lead read mandatory',
    'Debrief_CRM_Filling Lead edit recommended',
    'Debrief_CRM_Filling Opportunity edit recommended',
    'Debrief_Integration Conversation_Moment__c delete mandatory',
    'Debrief_Integration Conversation__c Summary__c edit mandatory',
    'Debrief_Integration Opportunity Amount read mandatory',
    'Debrief_CRM_Filling Opportunity Amount edit recommended',
    'Debrief_Integration Lead Email read mandatory',
  ])
    assert.ok(said.includes(line), `${line} is not in ${said.join('; ')}`);
  assert.deepEqual(permissions.find(({ object }) => object === 'Lead')?.read, { need: 'mandatory', has: false });

  const xml = permissionSetXml(missing) ?? '';
  assert.match(xml, /<editable>true<\/editable>\s*<field>Conversation__c\.Summary__c<\/field>/);
  assert.match(xml, /<editable>true<\/editable>\s*<field>Opportunity\.Amount<\/field>/);
  assert.match(xml, /<editable>false<\/editable>\s*<field>Lead\.Email<\/field>/);
  assert.match(
    xml,
    /<allowDelete>true<\/allowDelete>\s*<allowEdit>true<\/allowEdit>\s*<allowRead>true<\/allowRead>\s*<modifyAllRecords>false<\/modifyAllRecords>\s*<object>Conversation_Moment__c</,
  );
  // an opportunity cannot be granted without its account
  assert.match(xml, /<allowEdit>false<\/allowEdit>\s*<allowRead>true<\/allowRead>.*?<object>Account</s);
  assert.match(xml, /<enabled>true<\/enabled>\s*<name>EditTask<\/name>/);
  assert.doesNotMatch(xml, /EditEvent|Contact</);
  const names = [...xml.matchAll(/<field>(.*?)<\/field>/g)].map(([, name]) => name);
  assert.equal(new Set(names).size, names.length);
});

test('a user permission that the org denies is missing; one that it does not tell of is not', () => {
  const denied = grantedSurvey();
  denied.userPermissions = { ...denied.userPermissions, SendCustomNotifications: false };
  const [only] = of(denied).missing;
  assert.deepEqual([only?.right, only?.level, only?.kind], ['SendCustomNotifications', 'recommended', 'user']);
  assert.deepEqual(of({ ...grantedSurvey(), userPermissions: null }).missing, []);
});

test('to hear changes takes to view all deals', () => {
  const xml = permissionSetXml([viewAllMissing('Opportunity')]) ?? '';
  assert.match(xml, /<object>Opportunity<\/object>\s*<viewAllRecords>true<\/viewAllRecords>/);
});

test('before the org has been asked nothing is known of any right', () => {
  for (const { read, edit, create } of unknownRows(OBJECTS))
    assert.deepEqual([read.has, edit.has, create.has], [null, null, null]);
});
