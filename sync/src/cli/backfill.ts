/**
 * `sync backfill`: asks the running service for a backfill and shows how far it is. Only the service touches its store,
 * so two processes never fight over it.
 */
import { parseArgs } from 'node:util';
import type { BackfillNow } from '../jobs/backfill/backfill-now.ts';
import { serviceAddress, type ServiceAddress } from './service-address.ts';

export const BACKFILL_USAGE = `Usage: sync backfill --from 2026-10-01 --to 2026-11-01 [--provider gong]
       sync backfill --follow <id>

Plans and writes again, as the settings now say, every conversation that began in this time (days in UTC; --to is the
first day that no longer belongs to it). With --provider it is first asked for what it has.

The service must be running: DEBRIEF_SYNC_URL or SYNC_PORT says where, DEBRIEF_API_KEY is a key of the tenant.
Ends with 0 when all is written, 1 when something was not, 2 when the command makes no sense.`;

export interface Terminal {
  environment: Record<string, string | undefined>;
  /** Whether a line may be written over. */
  isTerminal: boolean;
  write(text: string): void;
  complain(text: string): void;
  fetch: typeof globalThis.fetch;
  wait(ms: number): Promise<void>;
}

const DONE = 0;
const NOT_ALL = 1;
const NO_SENSE = 2;
const POLL_MS = 1000;
/** Answers that may fail to come before the command gives up on the service. */
const PATIENCE = 60;

class Stop extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Returns the process's exit code. */
export async function backfillCommand(args: string[], terminal: Terminal): Promise<number> {
  try {
    const wish = readArguments(args);
    if (wish === 'help') {
      terminal.write(`${BACKFILL_USAGE}\n`);
      return DONE;
    }
    const address = addressOrStop(terminal);
    const id = 'follow' in wish ? wish.follow : await begin(terminal, address, wish);
    return await follow(terminal, address, id);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    terminal.complain(`${error.message}\n`);
    return error.code;
  }
}

function readArguments(args: string[]): 'help' | { follow: string } | { from: string; to: string; provider?: string } {
  const text = { type: 'string' } as const;
  const options = {
    from: text,
    to: text,
    provider: text,
    follow: text,
    help: { type: 'boolean', short: 'h' },
  } as const;
  let values: { from?: string; to?: string; provider?: string; follow?: string; help?: boolean };
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    throw new Stop(NO_SENSE, `${(error as Error).message}\n\n${BACKFILL_USAGE}`);
  }
  const { from, to, provider, follow: id, help } = values;
  if (help) return 'help';
  if (id !== undefined) {
    if (from ?? to ?? provider) throw new Stop(NO_SENSE, `--follow stands alone.\n\n${BACKFILL_USAGE}`);
    return { follow: id };
  }
  if (!from || !to) throw new Stop(NO_SENSE, `--from and --to are needed.\n\n${BACKFILL_USAGE}`);
  return { from, to, ...(provider ? { provider } : {}) };
}

function addressOrStop({ environment }: Terminal): ServiceAddress {
  try {
    return serviceAddress(environment);
  } catch (error) {
    throw new Stop(NO_SENSE, (error as Error).message);
  }
}

/** Undefined where the service does not answer. */
async function ask<Body>(
  { fetch }: Terminal,
  { url, key }: ServiceAddress,
  path: string,
  body?: object,
): Promise<Body | undefined> {
  const answer = await fetch(url + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }).catch(() => undefined);
  if (!answer || answer.status >= 500) return undefined;
  const read = (await answer.json().catch(() => ({}))) as Body & Refused;
  if (answer.ok) return read;
  const errors = (read.errors ?? []).map(({ pointer, detail }) => `\n  ${pointer.replace(/^\//, '--')} ${detail}`);
  const code = answer.status === 422 ? NO_SENSE : NOT_ALL;
  throw new Stop(code, `The service refused (${answer.status}): ${read.detail ?? ''}${errors.join('')}`);
}

interface Refused {
  detail?: string;
  errors?: { pointer: string; detail: string }[];
}

async function begin(terminal: Terminal, address: ServiceAddress, wish: object): Promise<string> {
  const begun = await ask<{ id: string }>(terminal, address, '/v1/backfills', wish);
  if (begun) return begun.id;
  throw new Stop(
    NOT_ALL,
    `The service is not running at ${address.url}: start it (npm start --workspace sync), or set DEBRIEF_SYNC_URL. Nothing was begun.`,
  );
}

async function follow(terminal: Terminal, address: ServiceAddress, id: string): Promise<number> {
  let shown = '';
  let silent = 0;
  for (;;) {
    const now = await ask<BackfillNow>(terminal, address, `/v1/backfills/${encodeURIComponent(id)}`);
    silent = now ? 0 : silent + 1;
    if (silent > PATIENCE)
      throw new Stop(
        NOT_ALL,
        `\nThe service at ${address.url} does not answer. The backfill goes on when it runs again: sync backfill --follow ${id}`,
      );
    const line = now ? progressLine(now) : shown;
    if (line !== shown) terminal.write(terminal.isTerminal ? `\r\u001b[K${line}` : `${line}\n`);
    shown = line;
    if (now && ['done', 'failed', 'cancelled'].includes(now.state)) {
      terminal.write(`${terminal.isTerminal ? '\n' : ''}${closingLine(now)}\n`);
      return now.state === 'done' && now.failed === 0 ? DONE : NOT_ALL;
    }
    // a log has no use for every second
    await terminal.wait(terminal.isTerminal ? POLL_MS : 5 * POLL_MS);
  }
}

const figure = (value: number) => value.toLocaleString('en-GB');

export function progressLine({ id, state, total, done, failed, left, perMinute, requestsUsed, message }: BackfillNow) {
  return [
    `Backfill ${id}`,
    state === 'waiting' ? 'waits for the one before it' : `${figure(done)} of ${figure(total)} done`,
    ...(failed > 0 ? [`${figure(failed)} failed`] : []),
    `${figure(left)} left`,
    `${figure(perMinute)} a minute`,
    `${figure(requestsUsed)} requests used`,
    ...(message ? [message] : []),
  ].join(' · ');
}

function closingLine({ id, state, failed, message }: BackfillNow): string {
  if (state === 'cancelled') return `Backfill ${id} was cancelled.`;
  if (state === 'failed') return `Backfill ${id} stopped: ${message ?? 'no reason is known.'}`;
  if (failed === 0) return `Backfill ${id} is done.`;
  return `Backfill ${id} is done; ${figure(failed)} could not be written: GET /v1/activity says why.`;
}
