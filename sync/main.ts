/** The sync service as a process: settings, store, workers, HTTP, and an orderly end. */
import { pino } from 'pino';
import { readSettings, type Settings } from './src/http/settings.ts';
import { errorFacts } from './src/jobs/error-facts.ts';
import { startService } from './src/http/service.ts';

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}

const settings = settingsOrExit();
const logger = pino({ level: process.env.LOG_LEVEL ?? 'info', base: { service: 'debrief-sync' } }, pino.destination(1));

try {
  const service = await startService(settings, logger);
  const { writing: mode } = settings.tenant.settings;
  const writing = mode === 'on' ? 'on' : `${mode}: nothing is written to the org`;
  logger.info(`Debrief sync is ready at ${service.url} (tenant ${settings.tenant.name}, writing ${writing}).`);
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
