import type { ConversationState, Receipt } from './types';

export type StageId = 'accepted' | 'matched' | 'written';
export type StageState = 'done' | 'running' | 'waiting' | 'held' | 'failed';
export interface Stage {
  id: StageId;
  state: StageState;
}

/** Nothing more comes by itself. */
export function isSettled(state: ConversationState | undefined): boolean {
  return state !== undefined && !['accepted', 'processing'].includes(state.status);
}

/** How far the conversation is on its way to the record. `held`: written nowhere, because the settings say so. */
export function stagesOf(state: ConversationState | undefined, receipt: Receipt | undefined): Stage[] {
  const isOver = isSettled(state);
  const isThrough = state?.status === 'synced' || state?.status === 'undone';
  const matched: StageState =
    state?.match || isThrough ? 'done' : isOver ? 'failed' : state?.status === 'processing' ? 'running' : 'waiting';
  const written: StageState = isThrough
    ? receipt?.outcome === 'planned'
      ? 'held'
      : receipt?.outcome === 'failed'
        ? 'failed'
        : 'done'
    : isOver
      ? 'failed'
      : matched === 'done'
        ? 'running'
        : 'waiting';
  return [
    { id: 'accepted', state: state ? 'done' : 'running' },
    { id: 'matched', state: state?.status === 'accepted' ? 'running' : matched },
    { id: 'written', state: written },
  ];
}

/** What a receipt did or would do, a line for each object: how many records, which fields. */
export function linesOf(receipt: Receipt): { object: string; records: number; fields: string[]; note?: string }[] {
  const lines = new Map<string, { object: string; records: number; fields: Set<string>; note?: string }>();
  for (const { object, fields, note } of receipt.entries) {
    const line = lines.get(object) ?? { object, records: 0, fields: new Set<string>() };
    line.records += 1;
    for (const { field, label } of fields) line.fields.add(label ?? inWords(field));
    line.note ??= note;
    lines.set(object, line);
  }
  return [...lines.values()].map((line) => ({ ...line, fields: [...line.fields] }));
}

/** Whether an undo took back all of it: nobody has changed anything meanwhile, and the org let it. */
export function isWhole({ entries }: Receipt): boolean {
  return entries.every(({ outcome, fields }) => outcome !== 'failed' && fields.every(({ rule }) => rule !== 'left'));
}

/** An API name as a person reads it: `Next_Step_Date__c`, `StartDateTime`. */
function inWords(name: string): string {
  return name
    .replace(/__c$/, '')
    .replaceAll('_', ' ')
    .replace(/([a-z])(?=[A-Z])/g, '$1 ');
}
