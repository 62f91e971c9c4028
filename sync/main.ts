#!/usr/bin/env node
/** `sync`: the service as a process, and the commands that ask the running service for something. */
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { BACKFILL_USAGE, backfillCommand } from './src/cli/backfill.ts';
import { readSettings, type Settings } from './src/http/settings.ts';
import { errorFacts } from './src/jobs/error-facts.ts';
import { startService } from './src/http/service.ts';
import { tenantNow } from './src/jobs/tenants.ts';

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}

/** Settings, store, workers, HTTP, and an orderly end. */
async function serve(): Promise<void> {
  const settings = settingsOrExit();
  const logger = pino(
    { level: process.env.LOG_LEVEL ?? 'info', base: { service: 'debrief-sync' } },
    pino.destination(1),
  );

  try {
    const service = await startService(settings, logger);
    const { writing: mode } = settings.tenant.settings;
    const isConnected = (await tenantNow(service.context, settings.tenant.name))?.credentials !== undefined;
    const org = isConnected ? '' : ', no org connected yet';
    const writing = mode === 'on' ? 'on' : `${mode}: nothing is written to the org`;
    logger.info(`Debrief sync is ready at ${service.url} (tenant ${settings.tenant.name}${org}, writing ${writing}).`);
    let stopping = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        if (stopping) return;
        stopping = true;
        logger.info(`${signal}: finishing what is in hand`);
        service.stop().then(
          () => process.exit(0),
          (error: unknown) => {
            logger.error(errorFacts(error), 'the service did not end in order');
            process.exit(1);
          },
        );
      });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

async function backfill(args: string[]): Promise<void> {
  process.once('SIGINT', () => {
    console.error('\nNo longer shown. The backfill goes on in the service: sync backfill --follow <id>');
    process.exit(130);
  });
  process.exitCode = await backfillCommand(args, {
    environment: process.env,
    isTerminal: process.stdout.isTTY,
    write: (text) => void process.stdout.write(text),
    complain: (text) => void process.stderr.write(text),
    fetch,
    wait: (ms) => sleep(ms),
  });
}

const [command, ...args] = process.argv.slice(2);
if (command === undefined) await serve();
else if (command === 'backfill') await backfill(args);
else {
  console.error(`There is no command ${command}. Without one the service starts.\n\n${BACKFILL_USAGE}`);
  process.exitCode = 2;
}
