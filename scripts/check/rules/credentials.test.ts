import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PACKAGE } from '../../connect/files.ts';
import {
  CLIENT_APP,
  CONNECT_SET,
  CONNECTED,
  EXTERNAL,
  NAMED,
  OAUTH,
  POLICIES,
  refusesConnected,
} from '../connectFixture.ts';
import { findings, PERMISSION_SET, xml } from '../fixture.ts';
import { clientApps } from './clientApps.ts';
import { credentials } from './credentials.ts';
import { permissionSets } from './permissionSets.ts';

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
    title: 'a header that is sent beside another',
    file: NAMED,
    from: '<generateAuthorizationHeader>false<',
    to: '<generateAuthorizationHeader>true<',
    line: '<NamedCredential',
    message: /would send another/,
  },
  {
    title: 'two addresses',
    file: NAMED,
    from: '<parameterType>Authentication<',
    to: '<parameterType>Url<',
    line: '<NamedCredential',
    message: /2 parameters of type Url/,
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
    title: 'a credential that nobody can use',
    file: EXTERNAL,
    from: (CONNECTED[EXTERNAL] ?? '').slice((CONNECTED[EXTERNAL] ?? '').indexOf('        <description>For admins')),
    to: (CONNECTED[EXTERNAL] ?? '')
      .slice((CONNECTED[EXTERNAL] ?? '').indexOf('        <description>For admins'))
      .replaceAll('NamedPrincipal', 'CustomPrincipal'),
    line: '<ExternalCredential',
    message: /there is no principal/,
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
    from: '<externalClientApplication>',
    to: '<commaSeparatedPermissionSet>Integration</commaSeparatedPermissionSet><externalClientApplication>',
    message: /no permission set Integration/,
  },
  {
    title: 'an app for those authorized beforehand, who are nobody',
    file: POLICIES,
    from: '<permittedUsersPolicyType>AllSelfAuthorized<',
    to: '<permittedUsersPolicyType>AdminApprovedPreAuthorized<',
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
    title: 'an app that stays in the org it was made in',
    file: CLIENT_APP,
    from: '<distributionState>Packaged<',
    to: '<distributionState>Local<',
    message: /deployed to other orgs/,
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
    title: 'a Flow of a package that is deployed later',
    file: PERMISSION_SET,
    from: '<description>',
    to: '<flowAccesses><enabled>true</enabled><flow>Debrief_Undo_Talk</flow></flowAccesses>\n<description>',
    message: /no flow Debrief_Undo_Talk/,
  },
  {
    title: 'a Flow that is not there',
    file: CONNECT_SET,
    from: '<flow>Debrief_Bring_Talk<',
    to: '<flow>Debrief_Bring<',
    line: '<flowAccesses>',
    message: /no flow Debrief_Bring/,
  },
]);
