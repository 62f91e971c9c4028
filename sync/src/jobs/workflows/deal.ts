/** Step `updateOpportunity`: what differs is written, suggested to the rep, or held back, as the settings say of each field. */
import { choicesOf, hold, modeOf } from '../../plan/modes.ts';
import type { HeldWrite, PlannedField, PlannedWrite, RecordPlan, RecordReceipt } from '../../plan/types.ts';
import type { UpdateOpportunityStep } from '../../workflow/definition.ts';
import type { Json } from '../../workflow/liquid.ts';
import { passagesOf } from '../../workflow/extract/passages.ts';
import { sentenceAround } from '../../workflow/extract/quote.ts';
import { passagesOfValue } from '../../workflow/run.ts';
import { StepFailure, type Doing, type Done } from '../../workflow/step.ts';
import { suggestionKey, suggestionOf } from '../../workflow/suggestion.ts';
import { afterInterruption, DEAL, dealIdOf, planDeal } from '../../workflow/update-opportunity.ts';
import { asStep, byShapes, refusalIn, type StepContext } from './doing.ts';
import { conversationOf } from './load.ts';
import { heldNote } from './task.ts';

export async function updateOpportunity(step: StepContext, doing: Doing<UpdateOpportunityStep>): Promise<Done> {
  const { context, tenant, org, frame, workflow, writing } = step;
  const { path, input, json, interrupted } = doing;
  const id = dealIdOf(input);
  if (!id) return { isSkipped: true, note: 'There is no opportunity: the template of opportunity_id gave nothing.' };
  return asStep(async () => {
    const choices = choicesOf(tenant.settings);
    const isWritten = (field: string) => modeOf(choices, DEAL, field).writing === 'on';
    const wanted = Object.keys(input.field_values ?? {});
    const { row, planned } = await byShapes(org, [DEAL, 'Conversation_Suggestion__c'], async (shapes) => {
      if (!shapes[DEAL])
        throw new StepFailure('The integration user does not see opportunities: assign it Debrief_Integration.');
      const now = (await org.rows([{ object: DEAL, id, fields: ['Name', ...wanted] }])).get(id);
      if (!now)
        throw new StepFailure(
          `The org shows no opportunity with the Id ${id}: it was deleted, or is not shared with the integration user.`,
        );
      return { row: now, planned: planDeal(input, now, shapes, isWritten) };
    });
    const intended = interrupted?.intent?.writes.find(({ object }) => object === DEAL)?.fields;
    const left = intended && afterInterruption(intended, row);
    // of what an interrupted try was about to write, only what nobody has touched since
    const fields = planned.fields.filter(
      ({ field }) => !intended?.some((each) => each.field === field) || left?.open.some((each) => each.field === field),
    );
    const quotes = await quotesOf(step, json, fields);
    const parted = part(step, { id, path, fields, quotes, conversationId: conversationIdOf(json) });
    const plan: RecordPlan = {
      ...{ key: `workflow:${frame.id}/${path}`, writing, writes: parted.writes },
      ...(parted.held.length > 0 ? { held: parted.held } : {}),
      remarks: [...planned.remarks, ...(left?.remarks ?? [])],
      names: { [id]: typeof row.Name === 'string' ? row.Name : id },
      evidence: [`The workflow ${workflow} updates an opportunity (step ${path}).`],
    };
    if (plan.writes.length > 0) await doing.keep(plan);
    const [answer] = await org.write([plan], context.now());
    if (!answer) throw new Error('The org connection gave no receipt.');
    const receipt = withoutQuotes(left ? withDone(answer, id, left.done) : answer);
    const error = refusalIn(answer, plan);
    const after = (object: string) =>
      receipt.entries
        .filter((entry) => entry.object === object && entry.outcome === 'written')
        .flatMap((entry) => entry.fields.map(({ field, after: value }) => [field, value] as const));
    const note = noteOf(receipt, plan, parted.suggested, step.isDryRun);
    return {
      output: { id, changed: Object.fromEntries(after(DEAL)), suggested: parted.suggested },
      receipt,
      ...(note ? { note } : {}),
      ...(error ? { error } : {}),
    };
  });
}

function conversationIdOf({ conversation }: Json): string | undefined {
  const id = (conversation as Json | undefined)?.salesforceConversationId;
  return typeof id === 'string' ? id : undefined;
}

/** What was said that vouches for a field's value, by field: read anew, because no run keeps it. */
async function quotesOf(step: StepContext, json: Json, fields: PlannedField[]): Promise<Map<string, string>> {
  const named = fields.map(({ field, after }) => ({ field, places: passagesOfValue(json, after) }));
  if (named.every(({ places }) => places.length === 0)) return new Map();
  const passages = passagesOf((await conversationOf(step)).canonical);
  return new Map(
    named.flatMap(({ field, places: [place] }): [string, string][] => {
      const text = place && passages[place.segment - 1]?.text;
      return text ? [[field, sentenceAround(text, place.span)]] : [];
    }),
  );
}

/** The org has the quote; what is kept of the run has not. */
const withoutQuotes = (receipt: RecordReceipt): RecordReceipt => ({
  ...receipt,
  entries: receipt.entries.map((entry) => ({
    ...entry,
    fields: entry.fields.filter(({ field }) => field !== 'Quote__c'),
  })),
});

interface Parted {
  writes: PlannedWrite[];
  held: HeldWrite[];
  /** Fields that the rep is asked about. */
  suggested: string[];
}

/** A field that is set to `suggest` becomes a suggestion on the conversation, for the rep to take or leave. */
function part(
  { tenant, frame, workflow }: StepContext,
  {
    id,
    path,
    fields,
    quotes,
    conversationId,
  }: {
    id: string;
    path: string;
    fields: PlannedField[];
    quotes: ReadonlyMap<string, string>;
    conversationId: string | undefined;
  },
): Parted {
  const choices = choicesOf(tenant.settings);
  const parted: Parted = { writes: [], held: [], suggested: [] };
  const base: PlannedWrite = { object: DEAL, operation: 'update', id, fields: [] };
  const on: PlannedField[] = [];
  for (const field of fields) {
    const mode = modeOf(choices, DEAL, field.field);
    if (mode.writing === 'on') on.push(field);
    else if (mode.writing === 'suggest' && conversationId && canSuggest(choices)) {
      const key = suggestionKey(frame.id, path, field.field);
      parted.writes.push(
        suggestionOf({
          ...{ key, conversationId, dealId: id, field, workflow },
          ...(quotes.has(field.field) ? { quote: quotes.get(field.field)! } : {}),
        }),
      );
      parted.suggested.push(field.field);
    } else parted.held.push(hold(base, mode, [field]));
  }
  if (on.length > 0) parted.writes.unshift({ ...base, fields: on });
  return parted;
}

const canSuggest = (choices: ReturnType<typeof choicesOf>): boolean =>
  modeOf(choices, 'Conversation_Suggestion__c').writing === 'on';

/** What an interrupted try had written stands on this receipt, too. */
function withDone(receipt: RecordReceipt, id: string, done: PlannedField[]): RecordReceipt {
  if (done.length === 0) return receipt;
  return {
    ...receipt,
    outcome: receipt.outcome === 'unchanged' ? 'written' : receipt.outcome,
    entries: [
      {
        object: DEAL,
        operation: 'update',
        id,
        fields: done,
        outcome: 'written',
        note: 'Written before the interruption.',
      },
      ...receipt.entries,
    ],
  };
}

function noteOf(
  { outcome }: RecordReceipt,
  plan: RecordPlan,
  suggested: string[],
  isDryRun?: boolean,
): string | undefined {
  if (outcome === 'unchanged') return 'The opportunity says all of it already: nothing was written.';
  if (outcome === 'planned') return heldNote(plan, isDryRun);
  return suggested.length > 0
    ? `${suggested.join(', ')} was suggested to the rep, because the settings leave it to people.`
    : undefined;
}
