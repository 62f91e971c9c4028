/** Reads facts out of a conversation: by a language model where there is one, plainly where there is none. */
import { randomUUID } from 'node:crypto';
import { jsonIn, MOST_DROPPED, readAnswer } from '../../../workflow/extract/answer.ts';
import { plainExtract } from '../../../workflow/extract/plain.ts';
import { promptOf, type Prompt } from '../../../workflow/extract/prompt.ts';
import { checkSchema, isObject } from '../../../workflow/extract/schema.ts';
import type { ExtractInput, ExtractOutput } from '../../../workflow/extract/types.ts';
import { chat, type ChatTools } from './chat.ts';
import type { AiEndpoint } from './endpoint.ts';
import { AiFault } from './fault.ts';

export type { AiEndpoint } from './endpoint.ts';
export type { ExtractInput, ExtractOutput } from '../../../workflow/extract/types.ts';

export interface ExtractTools extends ChatTools {
  /** Absent: a plain extract, which says so. */
  endpoint?: AiEndpoint;
}

/** An answer that is no JSON is asked for once more. */
const TRIES = 2;

/** Throws an `AiFault`: of the schema, or of the endpoint. */
export async function aiExtract(tools: ExtractTools, input: ExtractInput): Promise<ExtractOutput> {
  const faults = checkSchema(input.schema);
  if (faults.length > 0)
    throw new AiFault(`schema${faults.map(({ pointer, message }) => `${pointer} ${message}`).join(' ')}`);
  const { endpoint } = tools;
  if (!endpoint) return plainExtract(input.schema, input.conversation);

  const prompt = asked(input);
  const answer = await answered(endpoint, prompt, tools);
  const { data, facts, dropped } = readAnswer(answer, input.schema, input.conversation, input.facts);
  const note = `Read by ${endpoint.model}: ${facts.length} quotes vouch for it, ${dropped.length > MOST_DROPPED ? `more than ${MOST_DROPPED}` : dropped.length} of its answers were left out.`;
  return { data, facts, dropped, by: 'endpoint', note: prompt.cut ? `${note} ${prompt.cut}` : note };
}

function asked(input: ExtractInput): Prompt {
  try {
    return promptOf(input, randomUUID());
  } catch (error) {
    if (error instanceof RangeError) throw new AiFault(error.message);
    throw error;
  }
}

async function answered(endpoint: AiEndpoint, { messages, schema }: Prompt, tools: ChatTools) {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const answer = jsonIn(await chat(endpoint, messages, schema, tools));
    if (answer && isObject(answer.data)) return answer;
  }
  throw new AiFault(
    'The language model did not answer with the JSON that was asked for: choose one that follows a JSON schema.',
  );
}
