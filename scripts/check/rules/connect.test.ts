import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceDocument } from '../../connect/document.ts';
import { connectFiles, PACKAGE } from '../../connect/files.ts';
import { RULES } from '../check.ts';
import { CHANNEL, CONNECTED, MEMBER, NOTIFICATION, refusesConnected } from '../connectFixture.ts';
import { findings } from '../fixture.ts';
import { channels } from './channels.ts';
import { generated } from './generated.ts';
import { notificationTypes } from './notificationTypes.ts';

test('a sound connection passes every rule', async () => {
  const others = RULES.filter((rule) => rule !== generated);
  assert.deepEqual(await findings(others, CONNECTED), []);
});

refusesConnected(channels, [
  {
    title: 'a channel that is not there',
    file: MEMBER,
    from: '<eventChannel>Debrief_Changes__chn<',
    to: '<eventChannel>Changes__chn<',
    message: /no channel Changes__chn/,
  },
  {
    title: 'an object in place of its change event',
    file: MEMBER,
    from: '<selectedEntity>OpportunityChangeEvent<',
    to: '<selectedEntity>Opportunity<',
    message: /Opportunity is the change event of no object/,
  },
  {
    title: 'an enriched field that is not there',
    file: MEMBER,
    from: '    <eventChannel>',
    to: '    <enrichedFields><name>Theme__c</name></enrichedFields>\n    <eventChannel>',
    message: /no field Opportunity\.Theme__c/,
  },
]);

refusesConnected(notificationTypes, [
  {
    title: 'a name that is not the file’s',
    file: NOTIFICATION,
    from: '<customNotifTypeName>Debrief_Setup<',
    to: '<customNotifTypeName>Setup<',
    message: /customNotifTypeName is Setup/,
  },
  {
    title: 'a name that is too long to be shown',
    file: NOTIFICATION,
    from: '<masterLabel>Debrief',
    to: `<masterLabel>${'n'.repeat(80)}`,
    message: /masterLabel has more than 80 characters/,
  },
  {
    title: 'a notification that is shown nowhere',
    file: NOTIFICATION,
    from: '<desktop>true</desktop>\n    <masterLabel>Debrief set-up</masterLabel>\n    <mobile>true<',
    to: '<desktop>false</desktop>\n    <masterLabel>Debrief set-up</masterLabel>\n    <mobile>false<',
    line: '<CustomNotificationType',
    message: /shown nowhere/,
  },
]);

test('channel: an event that a channel carries twice is refused', async () => {
  const found = await findings([channels], { ...CONNECTED, [MEMBER.replace('_chn', '_too')]: CONNECTED[MEMBER] ?? '' });
  assert.match(found[0]?.message ?? '', /carries OpportunityChangeEvent twice/);
});

test('channel: a name that does not end in __chn is refused', async () => {
  const file = CHANNEL.replace('__chn', '_Channel');
  const found = await findings([channels], { ...CONNECTED, [file]: CONNECTED[CHANNEL] ?? '' });
  assert.match(found[0]?.message ?? '', /ends in __chn/);
});

test('generated: the files that the service’s document gives pass, and each other way of standing is named with its mend', async () => {
  const right = Object.fromEntries(
    [...connectFiles(await serviceDocument())].map(([file, text]) => [`${PACKAGE}/${file}`, text]),
  );
  assert.deepEqual(await findings([generated], right), []);
  const at = (name: string) => `${PACKAGE}/flows/Debrief_${name}.flow-meta.xml`;
  const wrong = {
    ...right,
    [at('Get_Settings')]: (right[at('Get_Settings')] ?? '').replace('Debrief: Get settings', 'Settings'),
    [at('List_Users')]: null,
    [at('Old_Name')]: right[at('Get_Settings')] ?? '',
  };
  const found = await findings([generated], wrong);
  assert.deepEqual(
    found.map(({ file }) => file),
    [at('Get_Settings'), at('List_Users'), at('Old_Name')],
  );
  for (const { message } of found) assert.match(message, /npm run connect/);
  assert.match(found[0]?.message ?? '', /is not what follows/);
  assert.match(found[1]?.message ?? '', /is missing/);
  assert.match(found[2]?.message ?? '', /asks for this file/);
});
