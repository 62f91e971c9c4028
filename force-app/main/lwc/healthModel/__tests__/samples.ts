/** Answers of the service as a page gets them; a test names only what it is about. */
import type { Affected, Budget, ErrorList, ErrorType, Log, LogEntry } from '../healthModel';

export function budget(facts: Partial<Budget> = {}): Budget {
  return {
    used: 40_000,
    max: 100_000,
    readAt: '2026-11-25T12:59:00Z',
    reserve: 20_000,
    reservePercent: 20,
    perHour: 1_000,
    lastsHours: 40,
    parked: false,
    since: null,
    resumesAbout: null,
    paused: false,
    pausedSince: null,
    waiting: 0,
    ...facts,
  };
}

export function connection(facts: object = {}): Record<string, unknown> {
  return {
    status: 'connected',
    via: 'oauth',
    environment: 'production',
    instanceUrl: 'https://sealight.my.salesforce.example',
    organizationId: '00D000000000001AAA',
    organizationName: 'Sealight',
    isSandbox: false,
    user: { id: '005000000000009AAA', username: 'debrief@sealight.example', name: 'Debrief Integration' },
    scopes: ['api'],
    connectedAt: '2026-11-20T09:00:00Z',
    connectedBy: 'Ines Duarte',
    lastSyncAt: '2026-11-25T12:58:00Z',
    waitingUntil: null,
    problem: null,
    callbackUrl: null,
    canConnect: true,
    cannotConnectBecause: null,
    ...facts,
  };
}

export function affected(number: number, facts: Partial<Affected> = {}): Affected {
  return {
    key: `zoom:${number}`,
    title: `Telemetry demo ${number}`,
    at: '2026-11-25T12:00:00Z',
    message: 'Close date must be in the future.',
    conversationId: null,
    activityId: null,
    opportunityId: null,
    ...facts,
  };
}

export function errorType(facts: Partial<ErrorType> = {}): ErrorType {
  const conversations = facts.conversations ?? [affected(1), affected(2)];
  return {
    code: 'SOME_CODE',
    title: 'A rule of this org refuses it',
    fix: 'Change the rule, then retry.',
    retryable: true,
    count: conversations.length,
    lastAt: '2026-11-25T12:00:00Z',
    ...facts,
    conversations,
  };
}

export function errorList(...types: ErrorType[]): ErrorList {
  return { total: types.reduce((sum, { count }) => sum + count, 0), types };
}

export function entry(id: number, facts: Partial<LogEntry> = {}): LogEntry {
  return { id, at: '2026-11-25T12:00:00Z', kind: 'written', key: `zoom:${id}`, message: `Entry ${id}.`, ...facts };
}

export function log(entries: LogEntry[] = [], nextBefore: number | null = null): Log {
  return { entries, nextBefore };
}
