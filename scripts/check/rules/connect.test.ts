import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectFiles, PACKAGE } from '../../connect/files.ts';
import { serviceDocument } from '../../connect/document.ts';
import { RULES } from '../check.ts';
import {
  CHANNEL,
  CLIENT_APP,
  CONNECT_SET,
  CONNECTED,
  EXTERNAL,
  MEMBER,
  NAMED,
  NOTIFICATION,
  OAUTH,
  POLICIES,
  refusesConnected,
  REGISTRATION,
  REP_FLOW,
} from '../connectFixture.ts';
import { findings, xml } from '../fixture.ts';
import { channels } from './channels.ts';
import { clientApps } from './clientApps.ts';
import { credentials } from './credentials.ts';
import { flowTests } from './flowTests.ts';
import { generated } from './generated.ts';
import { notificationTypes } from './notificationTypes.ts';
import { permissionSets } from './permissionSets.ts';
import { registrations } from './registrations.ts';

test('a sound connection passes every rule', async () => {
  const others = RULES.filter((rule) => rule !== generated);
  assert.deepEqual(await findings(others, CONNECTED), []);
});

const quoted = (json: string) => json.replaceAll('"', '&quot;');
const SCHEMA = '<schema>';

refusesConnected(registrations, [
  {
    title: 'OpenAPI of another version',
    file: REGISTRATION,
    from: quoted('"openapi": "3.0.3"'),
    to: quoted('"openapi": "3.1.0"'),
    line: SCHEMA,
    message: /OpenAPI 3\.1\.0 is not taken/,
  },
  {
    title: 'a server with a path',
    file: REGISTRATION,
    from: quoted('"paths": {'),
    to: quoted('"servers": [{"url": "/api"}],\n"paths": {'),
    line: SCHEMA,
    message: /server \/api has a path/,
  },
  {
    title: 'an operation without an id',
    file: REGISTRATION,
    from: quoted('"operationId": "undoTalk",'),
    to: '',
    line: SCHEMA,
    message: /no operationId/,
  },
  {
    title: 'two operations of one id',
    file: REGISTRATION,
    from: quoted('"operationId": "undoTalk"'),
    to: quoted('"operationId": "putrules"'),
    line: SCHEMA,
    message: /operation \w+ stands twice/i,
  },
  {
    title: 'a union of schemas',
    file: REGISTRATION,
    from: quoted('"FlowAnswer": {'),
    to: quoted('"FlowAnswer": {"oneOf": [],'),
    line: SCHEMA,
    message: /oneOf is not taken/,
  },
  {
    title: 'a schema of two types',
    file: REGISTRATION,
    from: quoted('"type": "integer"'),
    to: quoted('"type": ["integer", "null"]'),
    line: SCHEMA,
    message: /one type, not integer or null/,
  },
  {
    title: 'a property with an underscore',
    file: REGISTRATION,
    from: quoted('"message": {'),
    to: quoted('"the_message": {'),
    line: SCHEMA,
    message: /the_message has signs/,
  },
  {
    title: 'a media type that External Services do not take',
    file: REGISTRATION,
    from: quoted('"text/plain"'),
    to: quoted('"text/csv"'),
    line: SCHEMA,
    message: /text\/csv is not taken/,
  },
  {
    title: 'a reference that leads nowhere',
    file: REGISTRATION,
    from: quoted('"FlowAnswer": {'),
    to: quoted('"Answer": {'),
    line: SCHEMA,
    message: /FlowAnswer leads nowhere/,
  },
  {
    title: 'a schema that is no JSON',
    file: REGISTRATION,
    from: `${SCHEMA}{`,
    to: SCHEMA,
    message: /no JSON/,
  },
  {
    title: 'an operation that is not listed',
    file: REGISTRATION,
    from: '<name>undotalk<',
    to: '<name>undotalks<',
    line: '<operations>',
    message: /operation undotalk of the schema is not listed/,
  },
  {
    title: 'a named credential that is not there',
    file: REGISTRATION,
    from: '<namedCredentialReference>Debrief_Sync<',
    to: '<namedCredentialReference>Sync<',
    message: /no named credential Sync/,
  },
  {
    title: 'a registration that is not complete',
    file: REGISTRATION,
    from: '<status>Complete<',
    to: '<status>Incomplete<',
    message: /status is not Complete/,
  },
]);

refusesConnected(credentials, [
  {
    title: 'an address without TLS',
    file: NAMED,
    from: '<parameterValue>https:',
    to: '<parameterValue>http:',
    line: '<namedCredentialParameters>',
    message: /no https address/,
  },
  {
    title: 'an external credential that is not there',
    file: NAMED,
    from: '<externalCredential>Debrief_Sync_Key<',
    to: '<externalCredential>Key<',
    line: '<NamedCredential',
    message: /no external credential Key/,
  },
  {
    title: 'a header that the named credential would not fill in',
    file: NAMED,
    from: '<allowMergeFieldsInHeader>true<',
    to: '<allowMergeFieldsInHeader>false<',
    line: '<NamedCredential',
    message: /allowMergeFieldsInHeader is needed/,
  },
  {
    title: 'a password in the file',
    file: NAMED,
    from: '    <namedCredentialType>',
    to: '    <password>secret</password>\n    <namedCredentialType>',
    message: /password is of the old kind/,
  },
  {
    title: 'a key in the file',
    file: EXTERNAL,
    from: '<parameterName>Rep</parameterName>',
    to: '<parameterName>Rep</parameterName><parameterValue>secret</parameterValue>',
    message: /keys are entered in Setup/,
  },
  {
    title: 'a header that holds the key itself',
    file: EXTERNAL,
    from: '{!&apos;Bearer &apos; &amp; $Credential.Debrief_Sync_Key.ApiKey}',
    to: 'Bearer 5f2a',
    line: '<externalCredentialParameters>\n        <description>Sent',
    message: /no formula over \$Credential/,
  },
  {
    title: 'a header with the key of another credential',
    file: EXTERNAL,
    from: '$Credential.Debrief_Sync_Key.',
    to: '$Credential.Other_Key.',
    line: '<externalCredentialParameters>\n        <description>Sent',
    message: /not of Debrief_Sync_Key/,
  },
  {
    title: 'two principals of one name',
    file: EXTERNAL,
    from: '<parameterName>Rep<',
    to: '<parameterName>Admin<',
    line: '<externalCredentialParameters>\n        <description>For reps',
    message: /NamedPrincipal Admin stands twice/,
  },
  {
    title: 'two principals of one number',
    file: EXTERNAL,
    from: '<sequenceNumber>2<',
    to: '<sequenceNumber>1<',
    line: '<externalCredentialParameters>\n        <description>For reps',
    message: /sequenceNumber 1 too/,
  },
]);

refusesConnected(clientApps, [
  {
    title: 'settings of an app that is not there',
    file: OAUTH,
    from: '<externalClientApplication>Debrief<',
    to: '<externalClientApplication>Other<',
    message: /no external client app Other/,
  },
  {
    title: 'an app without OAuth settings',
    file: OAUTH,
    from: '<externalClientApplication>Debrief<',
    to: '<externalClientApplication>debrief<',
    message: /no external client app debrief/,
  },
  {
    title: 'a scope by the name that OAuth has for it',
    file: OAUTH,
    from: 'RefreshToken',
    to: 'refresh_token',
    message: /refresh_token is no scope/,
  },
  {
    title: 'a scope that gives everything',
    file: OAUTH,
    from: 'Api, ',
    to: 'Full, ',
    message: /Full gives more/,
  },
  {
    title: 'a permission set that is not there',
    file: POLICIES,
    from: '<commaSeparatedPermissionSet>Debrief_Integration<',
    to: '<commaSeparatedPermissionSet>Integration<',
    message: /no permission set Integration/,
  },
  {
    title: 'an app for those authorized beforehand, who are nobody',
    file: POLICIES,
    from: '    <commaSeparatedPermissionSet>Debrief_Integration</commaSeparatedPermissionSet>\n',
    to: '',
    line: '<permittedUsersPolicyType>',
    message: /Nobody is authorized beforehand/,
  },
  {
    title: 'a refresh token that ends at no time',
    file: POLICIES,
    from: '    <refreshTokenValidityPeriod>30</refreshTokenValidityPeriod>\n',
    to: '',
    line: '<refreshTokenPolicyType>',
    message: /needs refreshTokenValidityPeriod/,
  },
  {
    title: 'an app that nobody can be asked about',
    file: CLIENT_APP,
    from: '    <contactEmail>admin@debrief.example</contactEmail>\n',
    to: '',
    line: '<ExternalClientApplication',
    message: /contactEmail is missing/,
  },
]);

test('client-app: settings with the consumer key are refused', async () => {
  const file = `${PACKAGE}/extlClntAppGlobalOauthSets/Debrief_Global.ecaGlblOauth-meta.xml`;
  const settings = xml(
    'ExtlClntAppGlobalOauthSettings',
    '<consumerSecret>secret</consumerSecret>\n<externalClientApplication>Debrief</externalClientApplication>',
  );
  const [found] = await findings([clientApps], { ...CONNECTED, [file]: settings });
  assert.equal(found?.file, file);
  assert.match(found.message, /no file of ours/);
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
    title: 'a notification that is shown nowhere',
    file: NOTIFICATION,
    from: '<desktop>true</desktop>\n    <masterLabel>Debrief set-up</masterLabel>\n    <mobile>true<',
    to: '<desktop>false</desktop>\n    <masterLabel>Debrief set-up</masterLabel>\n    <mobile>false<',
    line: '<CustomNotificationType',
    message: /shown nowhere/,
  },
]);

refusesConnected(permissionSets, [
  {
    title: 'a principal that the credential does not have',
    file: CONNECT_SET,
    from: 'Debrief_Sync_Key-Rep',
    to: 'Debrief_Sync_Key-Reps',
    line: '<externalCredentialPrincipalAccesses>',
    message: /principal Debrief_Sync_Key-Reps/,
  },
  {
    title: 'a principal without its keys’ object',
    file: CONNECT_SET,
    from: '<allowRead>true<',
    to: '<allowRead>false<',
    line: '<externalCredentialPrincipalAccesses>',
    message: /needs read access to UserExternalCredential/,
  },
  {
    title: 'a Flow that is not there',
    file: CONNECT_SET,
    from: '<flow>Debrief_Undo_Talk<',
    to: '<flow>Debrief_Undo<',
    line: '<flowAccesses>',
    message: /no flow Debrief_Undo/,
  },
]);

test('flow-test: a Flow without a test is refused', async () => {
  const tests = Object.keys(CONNECTED).filter((file) => file.includes('/Debrief_Undo_Talk_'));
  const found = await findings([flowTests], { ...CONNECTED, ...Object.fromEntries(tests.map((file) => [file, null])) });
  assert.deepEqual(found, [{ file: REP_FLOW, line: 2, rule: 'flow-test', message: 'Debrief_Undo_Talk has no test' }]);
});

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
    [...connectFiles(serviceDocument())].map(([file, text]) => [`${PACKAGE}/${file}`, text]),
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
