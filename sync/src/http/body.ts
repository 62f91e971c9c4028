/** Reads request bodies: JSON in its media types, the bytes kept for signatures. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CONVERSATION_MEDIA_TYPES } from '../intake/conversations.ts';
import { readJson } from './json.ts';
import { Problem } from './problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route asks for no body, so an empty one under any content type that is read is none. */
    isBodyOptional?: boolean;
  }
}

const raw = new WeakMap<FastifyRequest, Buffer>();

export function rawBodyOf(request: FastifyRequest): Buffer {
  return raw.get(request) ?? Buffer.alloc(0);
}

/** `application/json` of `Application/JSON; charset=utf-8`. */
export function mediaTypeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    CONVERSATION_MEDIA_TYPES,
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      raw.set(request, body);
      if (body.length === 0 && request.routeOptions.config.isBodyOptional) return Promise.resolve(undefined);
      return Promise.resolve(readJson(decode(body)));
    },
  );
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Problem(400, 'The body is not UTF-8 text.', { title: 'Not JSON' });
  }
}
