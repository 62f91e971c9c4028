import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { connectFiles, PACKAGE } from '../connect/files.ts';
import type { OpenApiDocument } from '../connect/operations.ts';
import { LABELS, refuses, SOUND, xml, type Files, type Refusal } from './fixture.ts';
import type { Rule } from './rule.ts';

const project = path.resolve(import.meta.dirname, '../..');
const WRITTEN_BY_HAND = [
  'externalClientApps',
  'externalCredentials',
  'extlClntAppOauthPolicies',
  'extlClntAppOauthSettings',
  'namedCredentials',
  'platformEventChannelMembers',
  'platformEventChannels',
];

/** What a service says that has one operation for each kind of Flow. */
export const SAMPLE: OpenApiDocument = {
  openapi: '3.0.3',
  info: { title: 'Sample', version: '1' },
  paths: {
    '/v1/flow/undoTalk': {
      post: {
        operationId: 'undoTalk',
        summary: 'Takes a talk back.',
        tags: ['flow'],
        'x-debrief-access': 'rep',
        parameters: [
          { name: 'key', in: 'query', required: true, description: 'Its key.', schema: { type: 'string' } },
          { name: 'dryRun', in: 'query', description: 'Only say it.', schema: { type: 'boolean' } },
          { name: 'by', in: 'query', description: 'Who asks.', schema: { type: 'string' } },
        ],
        responses: { 200: answer() },
      },
    },
    '/v1/flow/bringTalk': {
      post: {
        operationId: 'bringTalk',
        summary: 'Brings a talk back.',
        tags: ['flow'],
        'x-debrief-access': 'own',
        parameters: [
          { name: 'key', in: 'query', required: true, description: 'Its key.', schema: { type: 'string' } },
          { name: 'user', in: 'query', required: true, description: 'Who asks.', schema: { type: 'string' } },
        ],
        responses: { 200: answer() },
      },
    },
    '/v1/flow/putRules': {
      post: {
        operationId: 'putRules',
        summary: 'Replaces the rules.',
        tags: ['flow'],
        'x-debrief-access': 'admin',
        parameters: [{ name: 'limit', in: 'query', description: 'How many.', schema: { type: 'integer' } }],
        requestBody: {
          required: true,
          description: 'The rules.',
          content: { 'text/plain': { schema: { type: 'string' } } },
        },
        responses: { 200: answer(), 401: { description: 'No key.' } },
      },
    },
    '/v1/rules': {
      get: { operationId: 'restGetRules', responses: { 200: answer() } },
    },
  },
  components: {
    schemas: {
      FlowAnswer: {
        type: 'object',
        properties: {
          ok: { type: 'boolean', description: 'Whether it was done.' },
          status: { type: 'integer', description: 'The status.' },
          message: { type: 'string', description: 'Why not.' },
          json: { type: 'string', description: 'The answer.' },
        },
        required: ['ok', 'status', 'message', 'json'],
      },
      Rules: { type: 'object' },
    },
  },
};

function answer(): object {
  return {
    description: 'The answer.',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/FlowAnswer' } } },
  };
}

const at = (inside: string) => `${PACKAGE}/${inside}`;
export const REGISTRATION = at('externalServiceRegistrations/Debrief_Sync.externalServiceRegistration-meta.xml');
export const REP_FLOW = at('flows/Debrief_Undo_Talk.flow-meta.xml');
export const ADMIN_FLOW = at('flows/Debrief_Put_Rules.flow-meta.xml');
export const FLOW_TEST = at('flowtests/Debrief_Undo_Talk_Answers.flowtest-meta.xml');
export const CONNECT_SET = at('permissionsets/Debrief_Connect.permissionset-meta.xml');
export const NAMED = at('namedCredentials/Debrief_Sync.namedCredential-meta.xml');
export const EXTERNAL = at('externalCredentials/Debrief_Sync_Key.externalCredential-meta.xml');
export const CLIENT_APP = at('externalClientApps/Debrief.eca-meta.xml');
export const OAUTH = at('extlClntAppOauthSettings/Debrief_OAuth.ecaOauth-meta.xml');
export const POLICIES = at('extlClntAppOauthPolicies/Debrief_OAuth_Policies.ecaOauthPlcy-meta.xml');
export const MEMBER = at(
  'platformEventChannelMembers/Debrief_Changes_chn_OpportunityChangeEvent.platformEventChannelMember-meta.xml',
);
export const CHANNEL = at('platformEventChannels/Debrief_Changes__chn.platformEventChannel-meta.xml');
export const NOTIFICATION = 'force-app/main/notificationtypes/Debrief_Setup.notiftype-meta.xml';

function read(file: string): string {
  return readFileSync(path.join(project, file), 'utf8');
}

function label(name: string): string {
  return `<labels>
    <fullName>${name}</fullName>
    <language>en_US</language>
    <protected>${!name.startsWith('Flow_')}</protected>
    <shortDescription>${name}</shortDescription>
    <value>No</value>
    </labels>`;
}

/** Over the sound package: its connection, with the credentials of this project, and what the Flows name. */
export const CONNECTED: Files = {
  'sfdx-project.json': JSON.stringify({
    packageDirectories: [{ path: 'force-app/main', default: true }, { path: PACKAGE }],
    sourceApiVersion: '67.0',
  }),
  ...Object.fromEntries([...connectFiles(SAMPLE)].map(([inside, text]) => [at(inside), text])),
  ...Object.fromEntries(
    WRITTEN_BY_HAND.flatMap((folder) =>
      readdirSync(path.join(project, PACKAGE, folder)).map((name) => at(`${folder}/${name}`)),
    ).map((file) => [file, read(file)]),
  ),
  [NOTIFICATION]: read(NOTIFICATION),
  [LABELS]: xml(
    'CustomLabels',
    ['greeting', 'Flow_Admin_Only', 'Flow_Conversation_Hidden'].map(label).join('\n').replace('>No<', '>Hello {0}<'),
  ),
  'force-app/main/customPermissions/Debrief_Admin.customPermission-meta.xml': xml(
    'CustomPermission',
    '<isLicensed>false</isLicensed>\n<label>Admin</label>',
  ),
  'force-app/main/permissionsets/Debrief_Integration.permissionset-meta.xml': xml(
    'PermissionSet',
    '<description>The service.</description>\n<label>Integration</label>',
  ),
  'force-app/main/objects/Conversation__c/Conversation__c.object-meta.xml': xml(
    'CustomObject',
    `<deploymentStatus>Deployed</deploymentStatus>
    <label>Conversation</label>
    <nameField><label>Name</label><type>Text</type></nameField>
    <pluralLabel>Conversations</pluralLabel>
    <sharingModel>Private</sharingModel>`,
  ),
  'force-app/main/objects/Conversation__c/fields/Key__c.field-meta.xml': xml(
    'CustomField',
    '<fullName>Key__c</fullName>\n<externalId>true</externalId>\n<label>Key</label>\n<length>255</length>\n<type>Text</type>\n<unique>true</unique>',
  ),
};

/** The element of that name in a file of the connection, from its first line to its last. */
export function part(file: string, element: string, name: string): string {
  const parts = [
    ...(CONNECTED[file] ?? '').matchAll(new RegExp(` {4}<${element}>\\n(?: {8}.*\\n)* {4}</${element}>\\n`, 'g')),
  ];
  return parts.map(([whole]) => whole).find((whole) => whole.includes(`<name>${name}</name>`)) ?? '';
}

/** One change of one file, and what must be said where it stands; `line` where it is said elsewhere: the line of this text. */
export interface Break {
  title: string;
  file: string;
  from: string;
  to: string;
  line?: string;
  message: RegExp;
}

/** One test a break: over the connected package, the rule finds it in its line. */
export function refusesConnected(rule: Rule, breaks: Break[]): void {
  refuses(
    rule,
    breaks.map(({ title, file, from, to, line, message }): Refusal => {
      const sound = CONNECTED[file] ?? SOUND[file] ?? '';
      assert.ok(sound.includes(from), `${title}: ${file} does not say ${from}`);
      const text = sound.replace(from, () => to);
      const offset = line === undefined ? sound.indexOf(from) : text.indexOf(line);
      assert.ok(offset >= 0, `${title}: ${file} does not say ${line ?? ''}`);
      return {
        title,
        changes: { ...CONNECTED, [file]: text },
        file,
        line: text.slice(0, offset).split('\n').length,
        message,
      };
    }),
  );
}
