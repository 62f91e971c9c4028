/**
 * One question to an endpoint that speaks OpenAI's chat completions.
 * https://platform.openai.com/docs/api-reference/chat/create
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../../../workflow/extract/prompt.ts';
import type { AiEndpoint } from './endpoint.ts';
import { AiFault } from './fault.ts';

export interface ChatTools {
  fetch?: typeof fetch;
  /** Milliseconds that one request may take. */
  timeoutMs?: number;
  wait?: (ms: number) => Promise<unknown>;
}

const TIMEOUT_MS = 120_000;
const TRIES = 4;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const MOST_BYTES = 4_000_000;
/** From the strictest to what every server takes: those that know less say 400. */
const FORMATS = ['json_schema', 'json_object', 'none'] as const;
type Format = (typeof FORMATS)[number];

interface Told {
  status: number;
  retryAfter: string | null;
  body: unknown;
}

/** The text that the model answered. Throws an `AiFault`. */
export async function chat(
  endpoint: AiEndpoint,
  messages: Message[],
  schema: Record<string, unknown>,
  tools: ChatTools = {},
): Promise<string> {
  for (const format of FORMATS) {
    const told = await patiently(endpoint, bodyOf(endpoint, messages, schema, format), tools);
    if (told.status >= 200 && told.status < 300) return textOf(told.body);
    const { code } = errorOf(told.body);
    const isAboutFormat = (told.status === 400 || told.status === 422) && code !== 'context_length_exceeded';
    if (!isAboutFormat || format === 'none') throw refusal(told, endpoint);
  }
  throw new AiFault('The language model takes no question.');
}

function bodyOf(endpoint: AiEndpoint, messages: Message[], schema: Record<string, unknown>, format: Format): string {
  const response_format =
    format === 'json_schema'
      ? { type: format, json_schema: { name: 'extract', strict: true, schema } }
      : { type: format };
  return JSON.stringify({ model: endpoint.model, messages, ...(format === 'none' ? {} : { response_format }) });
}

/** Asks again while the endpoint is busy, broken or out of reach, as long as it says or twice as long each time. */
async function patiently(endpoint: AiEndpoint, body: string, tools: ChatTools): Promise<Told> {
  const wait = tools.wait ?? ((ms: number) => sleep(ms));
  for (let tries = 1; ; tries += 1) {
    const told = await send(endpoint, body, tools).catch((error: unknown) => error);
    const isBusy = told instanceof AiFault ? told.isPassing : isPassing((told as Told).status);
    if (!isBusy || tries === TRIES) {
      if (told instanceof Error) throw told;
      return told as Told;
    }
    const asked = told instanceof AiFault ? Number.NaN : secondsOf((told as Told).retryAfter) * 1000;
    const ms = Number.isNaN(asked) ? FIRST_WAIT_MS * 2 ** (tries - 1) : asked;
    if (ms > LONGEST_WAIT_MS)
      throw new AiFault('The language model is busy for longer than a run waits.', { isPassing: true });
    await wait(ms);
  }
}

const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

function secondsOf(retryAfter: string | null): number {
  if (retryAfter === null || retryAfter.trim() === '') return Number.NaN;
  const seconds = Number(retryAfter);
  return Number.isNaN(seconds) ? Math.max(0, (Date.parse(retryAfter) - Date.now()) / 1000) : Math.max(0, seconds);
}

async function send(endpoint: AiEndpoint, body: string, tools: ChatTools): Promise<Told> {
  const signal = AbortSignal.timeout(tools.timeoutMs ?? TIMEOUT_MS);
  try {
    const response = await (tools.fetch ?? fetch)(`${endpoint.url}/chat/completions`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', accept: 'application/json' },
        ...(endpoint.key ? { authorization: `Bearer ${endpoint.key}` } : {}),
      },
      body,
      signal,
      // what was said goes to the address that the admin named, and to no other
      redirect: 'manual',
    });
    if (response.status >= 300 && response.status < 400)
      throw new AiFault(
        `The language model’s address sends elsewhere (${response.status}): put the final one in DEBRIEF_AI_URL.`,
      );
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await readJson(response) };
  } catch (error) {
    if (error instanceof AiFault) throw error;
    if (signal.aborted) throw new AiFault('The language model did not answer in time.', { isPassing: true });
    const { code = '' } = ((error as Error).cause ?? {}) as { code?: string };
    throw new AiFault(`The language model cannot be reached${/^[A-Z_0-9]{3,40}$/.test(code) ? ` (${code})` : ''}.`, {
      isPassing: true,
    });
  }
}

/** Undefined where it is not JSON. */
async function readJson(response: Response): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > MOST_BYTES) throw new AiFault(`The language model answered with more than ${MOST_BYTES / 1e6} MB.`);
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** Only names of errors: what an endpoint says in prose may repeat the key or the conversation. */
function errorOf(body: unknown): { code?: string } {
  const { error } = (body ?? {}) as { error?: { code?: unknown; type?: unknown } };
  const code = error?.code ?? error?.type;
  return typeof code === 'string' && /^[a-z][a-z_]{2,60}$/.test(code) ? { code } : {};
}

function refusal({ status, body }: Told, { model, url }: AiEndpoint): AiFault {
  const { code } = errorOf(body);
  const said = code ? `${status}, ${code}` : String(status);
  if (status === 401 || status === 403)
    return new AiFault(`The language model refused the key (${said}): check DEBRIEF_AI_KEY and what it may do.`);
  if (code === 'context_length_exceeded' || status === 413)
    return new AiFault(`The conversation is too long for the model ${model} (${said}): choose one that reads more.`);
  if (status === 404)
    return new AiFault(
      `There is no model ${model} at ${url} (${said}): check DEBRIEF_AI_URL, which ends in /v1, and DEBRIEF_AI_MODEL.`,
    );
  if (code === 'insufficient_quota') return new AiFault(`The language model’s account has no credit left (${said}).`);
  if (isPassing(status)) return new AiFault(`The language model is busy or broken (${said}).`, { isPassing: true });
  return new AiFault(`The language model did not take the question (${said}).`);
}

interface Choice {
  message?: { content?: unknown; refusal?: unknown };
  finish_reason?: unknown;
}

function textOf(body: unknown): string {
  const choices = (body as { choices?: unknown } | undefined)?.choices;
  const choice = Array.isArray(choices) ? (choices[0] as Choice | undefined) : undefined;
  if (!choice?.message)
    throw new AiFault('What answered is not a chat completions endpoint: DEBRIEF_AI_URL must end in /v1.');
  const { content, refusal: refused } = choice.message;
  if (refused || choice.finish_reason === 'content_filter')
    throw new AiFault('The language model refused to read this conversation.');
  if (choice.finish_reason === 'length')
    throw new AiFault(
      'The language model’s answer was cut off: ask for fewer members, or choose a model that writes more.',
    );
  if (typeof content === 'string') return content;
  if (Array.isArray(content))
    return (content as ({ text?: unknown } | null)[])
      .map((part) => (typeof part?.text === 'string' ? part.text : ''))
      .join('');
  return '';
}
