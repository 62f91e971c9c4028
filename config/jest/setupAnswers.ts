/** What the sync service answers in the set-up: a small org that is connected and well. A test names what it is about. */
import type { Check, CheckId, Connection, Health, Rep, Settings } from '../../force-app/main/lwc/setupModel/types';

const AT = '2026-11-25T14:00:00.000Z';

export function connection(more: Partial<Connection> = {}): Connection {
  return {
    status: 'connected',
    via: 'oauth',
    environment: 'production',
    instanceUrl: 'https://sealight.my.salesforce.com',
    organizationId: '00D000000000001AAA',
    organizationName: 'Sealight',
    isSandbox: false,
    user: { id: '005000000000009AAA', username: 'debrief@sealight.example', name: 'Debrief Integration' },
    scopes: ['api', 'refresh_token', 'id', 'profile', 'email'],
    connectedAt: AT,
    connectedBy: 'Ines Carvalho',
    lastSyncAt: AT,
    waitingUntil: null,
    problem: null,
    callbackUrl: 'https://sync.example/oauth/salesforce/callback',
    canConnect: true,
    cannotConnectBecause: null,
    ...more,
  };
}

/** What stands there before anybody connects. */
export function unconnected(more: Partial<Connection> = {}): Connection {
  const none = { via: null, environment: null, instanceUrl: null, organizationId: null, organizationName: null };
  return connection({
    ...{ status: 'notConnected', ...none, isSandbox: null, user: null, scopes: [] },
    ...{ connectedAt: null, connectedBy: null, lastSyncAt: null },
    ...more,
  });
}

export function check(id: CheckId, more: Partial<Check> = {}): Check {
  const code = `${id.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_OK`;
  return { id, state: 'ok', code, facts: {}, reason: `${id} is well`, fix: '', setupPath: null, ...more };
}

const IDS: CheckId[] = [
  'connection',
  'permissions',
  'fields',
  'apiAccess',
  'notes',
  'changeDataCapture',
  'people',
  'writing',
];

/** `checks` replaces those it names. */
export function health({ checks = [], ...more }: Partial<Health> = {}): Health {
  return {
    checkedAt: AT,
    organization: { id: '00D000000000001AAA', name: 'Sealight', edition: 'Enterprise Edition', isSandbox: false },
    user: { id: '005000000000009AAA', username: 'debrief@sealight.example', name: 'Debrief Integration' },
    checks: IDS.map((id) => checks.find((each) => each.id === id) ?? check(id)),
    permissions: [
      {
        object: 'Account',
        label: 'Accounts',
        read: { need: 'mandatory', has: true },
        edit: { need: 'recommended', has: false },
        create: { need: 'none', has: false },
      },
      {
        object: 'Task',
        label: 'Activities',
        read: { need: 'mandatory', has: true },
        edit: { need: 'mandatory', has: false },
        create: { need: 'mandatory', has: true },
      },
    ],
    fields: [{ object: 'Task', field: 'WhatId', label: 'Related To', need: 'edit', level: 'mandatory', has: false }],
    missing: [
      {
        permissionSet: 'Debrief_CRM_Filling',
        kind: 'object',
        object: 'Account',
        field: '',
        right: 'edit',
        label: 'Account',
        level: 'recommended',
      },
      {
        permissionSet: 'Debrief_Integration',
        kind: 'field',
        object: 'Task',
        field: 'WhatId',
        right: 'edit',
        label: 'Related To',
        level: 'mandatory',
      },
    ],
    permissionSetXml: '<PermissionSet/>',
    api: {
      edition: 'Enterprise Edition',
      enabled: true,
      used: 1200,
      max: 100_000,
      reserve: 20_000,
      reservePercent: 20,
    },
    drift: { since: null, changes: [] },
    ...more,
  };
}

export function rep(email: string, more: Partial<Rep> = {}): Rep {
  return {
    ...{ email, name: null, userId: null, userName: null, how: 'none', leftOut: false },
    ...{ conversations: 3, lastSeen: AT, note: null },
    ...more,
  };
}

export function settings(more: Partial<Settings> = {}): Settings {
  return {
    ...{ writing: 'off', objects: [], fieldMapping: [], noteOnDeal: false, loggedCalls: 'enrich' },
    ...{ apiReservePercent: 20, defaultCountry: 'US', peopleOrder: 'contactFirst', dealTie: 'off', revision: 3 },
    ...{ dealSteps: ['contactRole', 'owner', 'onlyOpenDeal'], threshold: 0.53, margin: 0.19 },
    ...more,
  };
}
