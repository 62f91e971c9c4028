/** `npm start [-- --empty | --fresh]`: the whole product on this machine, until Ctrl-C. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startDemo, type DemoFile } from './demo.ts';

const { values } = parseArgs({
  options: { empty: { type: 'boolean', default: false }, fresh: { type: 'boolean', default: false } },
});

function port(name: string, fallback: number): number {
  const text = process.env[name];
  const value = text === undefined ? fallback : Number(text);
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
  console.error(`${name} is "${text}": it must be a port number, 1 to 65535.`);
  process.exit(2);
}

interface ConversationRow {
  Id: string;
  Title__c: string;
  Kind__c: string;
  Activity_Id__c: string | null;
  Match_Status__c: string;
  Opportunity__c: string | null;
  Opportunity__r: { Name: string } | null;
}

async function rows(file: DemoFile): Promise<ConversationRow[]> {
  const soql =
    'SELECT Id, Title__c, Kind__c, Activity_Id__c, Match_Status__c, Opportunity__c, Opportunity__r.Name ' +
    'FROM Conversation__c ORDER BY Started_At__c DESC';
  const answer = await fetch(`${file.localOrgUrl}/services/data/v67.0/query?q=${encodeURIComponent(soql)}`, {
    headers: { authorization: `Bearer ${file.accessToken}` },
  });
  return ((await answer.json()) as { records: ConversationRow[] }).records;
}

/** The addresses worth opening: the deals by how much was said about them, then each conversation. */
function addresses(url: string, conversations: ConversationRow[]): string[] {
  const deals = Map.groupBy(
    conversations.filter((row) => row.Opportunity__c),
    (row) => row.Opportunity__c,
  );
  const lines = [`  Home            ${url}/`];
  for (const [id, of] of [...deals].sort((a, b) => b[1].length - a[1].length))
    lines.push(
      `  Opportunity     ${url}/lightning/r/Opportunity/${id}/view`,
      `                  ${of[0]?.Opportunity__r?.Name} · ${of.length} conversation${of.length === 1 ? '' : 's'}`,
    );
  for (const row of conversations) {
    const activity = row.Activity_Id__c?.startsWith('00T') ? 'Task ' : 'Event';
    const target = row.Activity_Id__c ? `${activity.trim()}/${row.Activity_Id__c}` : `Conversation__c/${row.Id}`;
    lines.push(
      `  ${row.Activity_Id__c ? activity : '     '} (${row.Kind__c})`.padEnd(18) + `${url}/lightning/r/${target}/view`,
      `                  ${row.Title__c}${row.Match_Status__c === 'Needs review' ? ' · needs review' : ''}`,
    );
  }
  return lines;
}

// a first day is no day of the demo's
const home = process.env.DEBRIEF_HOME ?? (values.fresh ? '.debrief/fresh' : '.debrief');

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

const demo = await startDemo({
  signal: stopping.signal,
  home: path.resolve(home),
  localOrgPort: port('LOCAL_ORG_PORT', 4080),
  syncPort: port('SYNC_PORT', 4081),
  pubsubPort: port('LOCAL_ORG_PUBSUB_PORT', 4082),
  empty: values.empty,
  fresh: values.fresh,
  log: (line) => console.log(line),
}).catch((error: Error) => {
  if (stopping.signal.aborted) process.exit(0);
  console.error(error.message);
  process.exit(1);
});

const { file } = demo;
const failed = demo.conversations.filter(({ status }) => status !== 'synced');
const viewer = values.fresh ? 'the admin Ines Carvalho' : 'the rep Paul Marchand';
console.log(`\nDebrief is running. Pages open as ${viewer}; the menu in the header changes who is looking.\n`);
console.log(addresses(file.localOrgUrl, await rows(file)).join('\n'));
if (values.fresh)
  console.log(`  Set-up          ${file.localOrgUrl}/lightning/n/Debrief_Setup   (connect the org, or go on with it)`);
for (const { key, status } of failed) console.log(`  ${key} is ${status}: ${file.syncUrl}/v1/conversations/${key}`);
console.log(`\n  Sync API        ${file.syncUrl}   (key and org token in ${path.join(home, 'demo.json')})`);
console.log('  Ctrl-C stops both.\n');

const sentence = await demo.ended;
await demo.stop();
if (!stopping.signal.aborted) {
  console.error(sentence);
  process.exitCode = 1;
}
