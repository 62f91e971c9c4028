/** A process of its own for tests that kill it: the service over an org in memory, its address as the first line out. */
import { pino } from 'pino';
import { OrgDouble } from '../../jobs/testing/org-double.ts';
import { startService } from '../service.ts';
import { readSettings } from '../settings.ts';

const org = new OrgDouble();
if (process.env.TEST_CUSTOMER) org.people.customers.add(process.env.TEST_CUSTOMER);
// an org that takes for ever: the process is killed in the middle of a batch
if (process.env.TEST_ORG === 'silent') org.gate = new Promise(() => setInterval(() => undefined, 1_000_000));
const service = await startService(readSettings(process.env), pino({ level: 'silent' }), () => org);
console.log(service.url);
process.once('SIGTERM', () => void service.stop().then(() => process.exit(0)));
