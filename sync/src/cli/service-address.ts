/** Where the running service is, and a key for it: from the environment, else from the demo of this folder. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface ServiceAddress {
  url: string;
  key: string;
}

type Environment = Record<string, string | undefined>;

/** Throws a sentence that says what to set. */
export function serviceAddress(environment: Environment): ServiceAddress {
  const read = (name: string) => environment[name]?.trim() || undefined;
  // npm runs a workspace's script in its folder, and says where it was called
  const demo = readDemo(path.resolve(read('INIT_CWD') ?? '', read('DEBRIEF_HOME') ?? '.debrief', 'demo.json'));
  const key = read('DEBRIEF_API_KEY')?.split(',', 1)[0]?.trim() ?? demo.apiKey;
  if (!key) throw new Error('DEBRIEF_API_KEY is missing: set it to a key of the tenant, as the service has it.');
  const port = read('SYNC_PORT');
  const url =
    read('DEBRIEF_SYNC_URL') ?? (port ? `http://127.0.0.1:${port}` : (demo.syncUrl ?? 'http://127.0.0.1:4081'));
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new Error('DEBRIEF_SYNC_URL must be the service’s http:// or https:// address.');
  return { url: url.replace(/\/+$/, ''), key };
}

function readDemo(file: string): { syncUrl?: string; apiKey?: string } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { syncUrl?: string; apiKey?: string };
  } catch {
    return {};
  }
}
