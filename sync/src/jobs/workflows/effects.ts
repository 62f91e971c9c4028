/** What steps do: each kind's effect on the org, on people, or on nothing but what is known. */
import { objectOfId } from '../../match/ids.ts';
import type { Step } from '../../workflow/definition.ts';
import type { Json } from '../../workflow/liquid.ts';
import { passagesOf } from '../../workflow/extract/passages.ts';
import { spanOf } from '../../workflow/extract/quote.ts';
import { questionOf, type Question } from '../../workflow/query-records.ts';
import { recordId } from '../../workflow/record-id.ts';
import { StepFailure, type Doing, type Done } from '../../workflow/step.ts';
import { notify } from '../notify/notify.ts';
import { aiExtract } from './ai/extract.ts';
import { AiFault } from './ai/fault.ts';
import { updateOpportunity } from './deal.ts';
import { asStep, byShapes, type StepContext } from './doing.ts';
import { conversationOf, load } from './load.ts';
import { soqlOf } from './soql.ts';
import { createTask } from './task.ts';

type Kind<Type extends Step['type']> = Doing<Extract<Doing['step'], { type: Type }>>;

/** Outputs of one step that are kept: a query of everything would fill the store. */
const MOST_OUTPUT = 500_000;

/** What may pass by itself: the run waits and tries again. */
export class Passing extends Error {}

export async function perform(step: StepContext, doing: Doing): Promise<Done> {
  switch (doing.step.type) {
    case 'load':
      return load(step);
    case 'queryRecords':
      return queryRecords(step, doing as Kind<'queryRecords'>);
    case 'aiExtract':
      return extract(step, doing as Kind<'aiExtract'>);
    case 'createTask':
      return createTask(step, doing as Kind<'createTask'>);
    case 'updateOpportunity':
      return updateOpportunity(step, doing as Kind<'updateOpportunity'>);
    case 'notify':
      return tell(step, doing as Kind<'notify'>);
    case 'sink':
      return {};
  }
}

async function queryRecords({ org }: StepContext, { input }: Kind<'queryRecords'>): Promise<Done> {
  return asStep(async () => {
    const { question, found } = await byShapes(org, [String(input.object)], async (shapes) => {
      const asked = questionOf(input, shapes);
      if ('nothing' in asked) return { question: asked, found: [] };
      // one more than are given tells whether there are more
      const limit = asked.limit + 1;
      return { question: asked, found: await org.query(soqlOf({ ...asked, limit }), limit) };
    });
    if ('nothing' in question) return { output: { records: [], count: 0 }, note: question.nothing };
    const records = found.slice(0, question.limit);
    const size = JSON.stringify(records).length;
    if (size > MOST_OUTPUT)
      throw new StepFailure(
        `The query gave ${size} characters, and ${MOST_OUTPUT} is the most that a step may give: ask for fewer records or fields.`,
      );
    return {
      output: { records, count: records.length },
      ...(found.length > records.length ? { note: moreNote(question) } : {}),
    };
  });
}

function moreNote({ object, limit, orderBy }: Question): string {
  const taken = limit === 1 ? `the first record of ${object} was` : `the first ${limit} records of ${object} were`;
  return `Only ${taken} taken, as limit says, and the org has more that fit. ${
    orderBy ? `They come by ${orderBy.field}.` : 'Without orderBy, the org decides which come first.'
  }`;
}

async function extract(step: StepContext, { step: { instructions, schema }, json }: Kind<'aiExtract'>): Promise<Done> {
  const { context } = step;
  const { canonical } = await conversationOf(step);
  const facts = Object.fromEntries(
    Object.entries(json).flatMap(([name, value]) => {
      const records = (value as Json | null)?.records;
      return Array.isArray(records) ? [[name, records]] : [];
    }),
  );
  try {
    const {
      data,
      facts: found,
      dropped,
      by,
      note,
    } = await aiExtract(
      { ...(context.ai ? { endpoint: context.ai } : {}), ...(context.fetch ? { fetch: context.fetch } : {}) },
      { instructions, schema, conversation: canonical, facts },
    );
    // where it was said is kept, the words are not: the transcript has them
    const passages = passagesOf(canonical);
    const places = found.map(({ quote, ...place }) => {
      const span = spanOf(quote, passages[place.segment - 1]?.text ?? '');
      return { ...place, ...(span ? { span } : {}) };
    });
    return { output: { data, facts: places, dropped, by }, note };
  } catch (error) {
    if (!(error instanceof AiFault)) throw error;
    if (error.isPassing) throw new Passing(error.message);
    throw new StepFailure(error.message);
  }
}

async function tell(step: StepContext, { input, path, json }: Kind<'notify'>): Promise<Done> {
  const { context, tenant, frame, writing, isDryRun } = step;
  const [to, title, body] = [input.to, input.title, input.message].map(String) as [string, string, string];
  const channels = input.channels as ('inApp' | 'slack')[];
  if (title === '')
    throw new StepFailure(
      'The title is empty: its template gave nothing for this conversation. Give it a text of its own.',
    );
  const userIds = await recipients(step, to, json);
  if (userIds.length === 0 && !channels.includes('slack'))
    return { isSkipped: true, note: 'There is nobody to tell: to names no user of the org.' };
  const output = { userIds, channels };
  if (writing === 'off')
    return { output, note: isDryRun ? 'This is what would be told.' : 'Writing is off: this is what would be told.' };
  const targetId = json.opportunityId ?? (json.conversation as Json | undefined)?.salesforceConversationId;
  const noted = await notify(context, tenant, {
    // Salesforce tells nothing without a body
    ...{ key: `workflow:${frame.id}/${path}`, userIds, title, body: body.trim() || title, channels },
    ...(typeof targetId === 'string' ? { targetId } : {}),
  });
  const note = noted.map(({ channel, note: said }) => `${channel}: ${said}`).join(' ');
  const isFailed = noted.every(({ outcome }) => outcome === 'failed');
  return { output: { ...output, noted }, ...(isFailed ? { error: { message: note } } : { note }) };
}

async function recipients({ org }: StepContext, to: string, json: Json): Promise<string[]> {
  const owner = ((json.conversation as Json | undefined)?.owner as Json | undefined)?.id;
  if (to === 'owner') return typeof owner === 'string' ? [owner] : [];
  if (to === 'dealOwner') {
    const id = json.opportunityId;
    if (typeof id !== 'string') return [];
    const row = (await asStep(() => org.rows([{ object: 'Opportunity', id, fields: ['OwnerId'] }]))).get(id);
    return typeof row?.OwnerId === 'string' ? [row.OwnerId] : [];
  }
  const named = new Set(
    to
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
  );
  return [...named].map((each) => {
    const id = recordId(each);
    if (id && objectOfId(id) === 'User') return id;
    throw new StepFailure(
      `to holds '${each.slice(0, 80)}', which is no Id of a user: give owner, dealOwner, or Ids that begin with 005.`,
    );
  });
}
