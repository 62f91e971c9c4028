/** Plays `story.json`: what the org and the service would have seen over the weeks, in its order. */
import { setTimeout as sleep } from 'node:timers/promises';
import { readExpected, type SampleConversation, type Samples, type StoryStep } from './load.ts';
import { visit } from './visit.ts';
import { SampleOrg, type OrgAddress } from './org.ts';
import type { SyncAddress } from './sync-address.ts';

export interface PlayOptions {
  at: OrgAddress & SyncAddress;
  samples: Samples;
  /** The records' Ids by reference id. */
  ids: Map<string, string>;
  /** Steps that an earlier run has played. */
  played: number;
  /** Called after each step: how many have been played by then. */
  onPlayed: (steps: number) => void;
}

export interface ConversationState {
  key: string;
  /** As the service says it; "unknown" when it has no such conversation. */
  status: string;
}

/** Goes on where an earlier run stopped. A step that was cut off is played again: each does the same twice. */
export async function playStory({ at, samples, ids, played, onPlayed }: PlayOptions): Promise<void> {
  const org = new SampleOrg(at);
  for (const [index, step] of samples.story.entries()) {
    if (index < played) continue;
    if ('post' in step) await post(at, conversationOf(samples, step.post));
    else if ('done' in step) await tick(org, step);
    else if ('visits' in step) await visit(at, org, samples.visitors);
    else await change(org, step, ids);
    onPlayed(index + 1);
  }
}

/** Where each sample conversation stands, once the service has dealt with it one way or the other. */
export function sampleStates(at: SyncAddress): Promise<ConversationState[]> {
  return Promise.all(Object.keys(readExpected()).map(async (key) => ({ key, status: await settled(at, key) })));
}

function conversationOf({ conversations }: Samples, file: string): SampleConversation {
  const sample = conversations.find((conversation) => conversation.file === file);
  if (!sample) throw new Error(`The story names ${file}, which is not among the conversations.`);
  return sample;
}

/** Posts one sample as its provider would, and waits for it: what comes next in the story came later. */
async function post(at: SyncAddress, sample: SampleConversation): Promise<void> {
  const keys = new Set<string>();
  for (const body of sample.bodies) {
    const webhook = sample.provider === 'aircall';
    const url = webhook ? `${at.syncUrl}/v1/webhooks/aircall/${at.tenant}` : `${at.syncUrl}/v1/conversations`;
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': sample.contentType, ...(webhook ? {} : { authorization: `Bearer ${at.apiKey}` }) },
      body: JSON.stringify(webhook ? { ...(body as object), token: at.aircallToken } : body),
    });
    if (answer.status !== 202) throw new Error(`${sample.file} was answered ${answer.status}: ${await answer.text()}`);
    const { results } = (await answer.json()) as { results: { key: string }[] };
    for (const { key } of results) keys.add(key);
  }
  for (const key of keys) await settled(at, key);
}

async function settled(at: SyncAddress, key: string): Promise<string> {
  for (;;) {
    const answer = await fetch(`${at.syncUrl}/v1/conversations/${encodeURIComponent(key)}`, {
      headers: { authorization: `Bearer ${at.apiKey}` },
    });
    const { status } = (await answer.json()) as { status: string | number };
    if (answer.status === 404) return 'unknown';
    if (!answer.ok) throw new Error(`The service answered ${answer.status} when asked about ${key}.`);
    if (status !== 'accepted' && status !== 'processing') return String(status);
    await sleep(50);
  }
}

/** Ticks open action items by their text. */
async function tick(org: SampleOrg, { done, of }: Extract<StoryStep, { done: string[] }>): Promise<void> {
  const key = Object.entries(readExpected()).find(([, { file }]) => file === of)?.[0];
  if (!key) throw new Error(`The story ticks action items of ${of}, of which nothing is expected.`);
  const open = await org.query(
    'SELECT Id, Text__c FROM Conversation_Moment__c ' +
      `WHERE Type__c = 'Action item' AND Done__c = false AND Conversation__r.Key__c = '${key}'`,
  );
  for (const { Id, Text__c } of open)
    if (done.includes(String(Text__c)))
      await org.request('PATCH', `/sobjects/Conversation_Moment__c/${String(Id)}`, { Done__c: true });
}

async function change(
  org: SampleOrg,
  { change: reference, to }: Extract<StoryStep, { change: string }>,
  ids: Map<string, string>,
): Promise<void> {
  const id = ids.get(reference);
  if (!id) throw new Error(`The story changes ${reference}, which is not among the records.`);
  await org.request('PATCH', `/sobjects/Opportunity/${id}`, to);
}
