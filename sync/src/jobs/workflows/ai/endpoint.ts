/** Where a language model is asked: any endpoint that speaks OpenAI's chat completions. */
export interface AiEndpoint {
  /** Up to and with `/v1`, for example https://api.openai.com/v1. */
  url: string;
  /** Sent as a bearer token; many local endpoints need none. */
  key?: string;
  model: string;
}

const OWN_MACHINE = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\]|[^.]+|.+\.(?:local|internal))$/;

/**
 * Reads DEBRIEF_AI_URL, DEBRIEF_AI_KEY and DEBRIEF_AI_MODEL; undefined where no URL is given.
 * Adds what is wrong to `faults`, a sentence each, never with the key in it.
 */
export function readAiEndpoint(read: (name: string) => string | undefined, faults: string[]): AiEndpoint | undefined {
  const url = read('DEBRIEF_AI_URL');
  const key = read('DEBRIEF_AI_KEY');
  const model = read('DEBRIEF_AI_MODEL');
  if (!url) return undefined;
  if (!isFit(url))
    faults.push(
      'DEBRIEF_AI_URL must be an https:// address without a query, for example https://api.openai.com/v1; http:// only for this machine or its own network.',
    );
  if (!model) faults.push('DEBRIEF_AI_MODEL is missing: the name of the model that DEBRIEF_AI_URL is asked for.');
  if (key && !/^[\x21-\x7e]+$/.test(key)) faults.push('DEBRIEF_AI_KEY holds a space or a letter that no key has.');
  return { url: url.replace(/\/+$/, ''), model: model ?? '', ...(key ? { key } : {}) };
}

function isFit(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(url);
  if (username || password || search || hash) return false;
  return protocol === 'https:' || (protocol === 'http:' && OWN_MACHINE.test(hostname));
}
