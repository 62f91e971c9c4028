/** For tests: an endpoint that speaks OpenAI's chat completions over real HTTP, and answers as it is told. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Question {
  path: string;
  headers: IncomingHttpHeaders;
  body: {
    model: string;
    messages: { role: string; content: string }[];
    response_format?: {
      type: string;
      json_schema?: { name: string; strict: boolean; schema: Record<string, unknown> };
    };
  };
}

/** Told how to answer one question: an object is what the model "said", a function has the whole response. */
export type Reply = Record<string, unknown> | string | ((question: Question, response: ServerResponse) => void);

export interface StandIn {
  url: string;
  asked: Question[];
  /** The next answers, the last of them for all that follow. */
  replies: Reply[];
  stop: () => Promise<void>;
}

/** A completion as the API documents it. https://platform.openai.com/docs/api-reference/chat/object */
export function completion(content: unknown, more: { refusal?: string; finish?: string } = {}): object {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_795_000_000,
    model: 'reader-1',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: more.refusal ?? null },
        finish_reason: more.finish ?? 'stop',
      },
    ],
    usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
  };
}

export function answerWith(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (_question, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

export const apiError = (status: number, code: string, message = 'no', headers: Record<string, string> = {}): Reply =>
  answerWith(status, { error: { message, type: 'invalid_request_error', code } }, headers);

export async function startStandIn(): Promise<StandIn> {
  const asked: Question[] = [];
  const replies: Reply[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (text += part));
    request.on('end', () => {
      const question = {
        path: request.url ?? '',
        headers: request.headers,
        body: JSON.parse(text) as Question['body'],
      };
      asked.push(question);
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      if (typeof reply === 'function') return reply(question, response);
      const content = typeof reply === 'string' ? reply : JSON.stringify(reply ?? {});
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(completion(content)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    replies,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
