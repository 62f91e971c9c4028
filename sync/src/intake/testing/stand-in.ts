/** A provider's API on a port of its own: answers in order, and remembers what it was asked. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openSource, type SourceTools } from '../source.ts';
import type { Api, ProviderSource } from '../types.ts';

export interface Asked {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: Record<string, unknown>;
}
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface StandIn {
  url: string;
  asked: Asked[];
  /** Milliseconds that somebody would have waited. */
  waited: number[];
  tools: SourceTools;
  open(source: ProviderSource, access: Record<string, string>): Api;
  close(): Promise<void>;
}

/** `answer` sees each request; undefined is a 404 with no body. */
export async function standIn(answer: (asked: Asked, count: number) => Answer | undefined): Promise<StandIn> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      assert.equal(request.method, 'POST');
      const text = Buffer.concat(pieces).toString();
      const one = { path: request.url ?? '', headers: request.headers, body: JSON.parse(text) as Asked['body'] };
      asked.push(one);
      const { status = 200, headers = {}, body } = answer(one, asked.length) ?? { status: 404 };
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(body === undefined ? '' : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const waited: number[] = [];
  const tools: SourceTools = {
    fetch: globalThis.fetch,
    wait: (ms) => Promise.resolve(void waited.push(ms)),
    now: () => Date.parse('2026-11-20T12:00:00Z'),
  };
  return {
    url,
    asked,
    waited,
    tools,
    open: (source, access) => {
      const [address] = source.access.optional;
      return openSource(source, { ...access, ...(address ? { [address]: url } : {}) }, tools);
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
