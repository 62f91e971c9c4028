import { createReadStream, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FastifyReply } from 'fastify';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

export type Caching = 'immutable' | 'a day' | 'none';
export const CACHING: Record<Caching, string> = {
  immutable: 'public, max-age=31536000, immutable',
  'a day': 'public, max-age=86400',
  none: 'no-store',
};

/** Sends a file of a folder; nothing outside it, and 404 for what is not there. */
export function sendFile(reply: FastifyReply, folder: string, name: string, caching: Caching): FastifyReply {
  const file = path.resolve(folder, name);
  const inside = file.startsWith(path.resolve(folder) + path.sep);
  if (!inside || !existsSync(file) || !statSync(file).isFile())
    return reply.code(404).type('text/plain').send('Not found');
  return reply
    .type(TYPES[path.extname(file)] ?? 'application/octet-stream')
    .header('cache-control', CACHING[caching])
    .header('x-content-type-options', 'nosniff')
    .send(createReadStream(file));
}
