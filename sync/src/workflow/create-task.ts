/** What a step `createTask` writes: a task with a key of its own, so that it is made once however often the step is tried. */
import { isIdOf, objectOfId } from '../match/ids.ts';
import type { OrgShapes } from '../match/types.ts';
import { fieldValue } from '../plan/filling/field-value.ts';
import { Shapes } from '../plan/shapes.ts';
import { cut } from '../plan/text/text.ts';
import type { FieldValue, PlannedField, PlannedWrite } from '../plan/types.ts';
import type { Json } from './liquid.ts';
import { recordId } from './record-id.ts';
import { StepFailure } from './step.ts';

export interface TaskPlan {
  write: PlannedWrite;
  remarks: string[];
}

export const TASK_KEY = 'Conversation_Key__c';
const RULE = 'workflow';
/** What a task may be about is whatever the org says; these it never is. */
const PEOPLE = new Set(['Contact', 'Lead']);
const NEVER_WHAT = new Set(['User', 'Task', 'Event']);

/** Tells tasks of workflows from logs of conversations, whose keys begin with their provider. */
export const taskKey = (runId: string, path: string): string => `workflow:${runId}/${path}`;

function idOf(name: string, text: string): string {
  const id = recordId(text);
  if (id) return id;
  throw new StepFailure(
    `${name} is '${cut(text, 80)}', which is no Salesforce Id: an Id has 15 or 18 letters and digits. Check its template.`,
  );
}

function whoOf(text: string): string | undefined {
  if (text === '') return undefined;
  const id = idOf('who_id', text);
  const object = objectOfId(id);
  if (object && PEOPLE.has(object)) return id;
  throw new StepFailure(
    object
      ? `who_id is the Id of a record of ${object} (${id}): it takes a contact or a lead. Put any other record into what_id.`
      : `who_id is ${id}, which is the Id of no contact and no lead: put any other record into what_id.`,
  );
}

function whatOf(text: string): string | undefined {
  if (text === '') return undefined;
  const id = idOf('what_id', text);
  const object = objectOfId(id);
  if (object && PEOPLE.has(object))
    throw new StepFailure(`what_id is the Id of a ${object.toLowerCase()} (${id}): put people into who_id.`);
  if (object && NEVER_WHAT.has(object))
    throw new StepFailure(
      `what_id is the Id of a record of ${object} (${id}), which no task can be about: name an opportunity or an account, for example.`,
    );
  return id;
}

/**
 * The write of a task, with what was left out or cut in words. `ownerId` is the rep whose conversation it is. Throws a
 * `StepFailure` for what an admin has to mend.
 */
export function planTask(
  input: Json,
  { key, ownerId, shapes }: { key: string; ownerId?: string; shapes: OrgShapes },
): TaskPlan {
  const remarks: string[] = [];
  const fits = new Shapes(shapes, (text) => void remarks.push(text));
  const text = (name: string) => (typeof input[name] === 'string' ? input[name] : '');
  const subject = text('subject');
  if (subject === '')
    throw new StepFailure(
      'The subject is empty: its template gave nothing for this conversation. Give the template a text of its own, for example with the filter default.',
    );
  const keyShape = fits.field('Task', TASK_KEY);
  if (fits.isDescribed('Task') && !keyShape?.createable)
    throw new StepFailure(
      `The integration user may not write Task.${TASK_KEY}, which keeps a task from being made twice. Assign it the permission set Debrief_Integration.`,
    );
  const who = whoOf(text('who_id'));
  let what = whatOf(text('what_id'));
  // Object Reference, "Task", WhatId: there is none while WhoId is a lead
  if (what && who && isIdOf('Lead', who)) {
    remarks.push(`Task.WhatId (${what}) was left out: Salesforce takes no deal or account beside a lead.`);
    what = undefined;
  }
  const values: Record<string, FieldValue | undefined> = {
    Subject: subject,
    Description: text('description').trim() || undefined,
    ActivityDate: dayOf(text('activity_date'), remarks),
    WhatId: what,
    WhoId: who,
    OwnerId: ownerId,
    TaskSubtype: text('subtype') || 'Call',
  };
  if (!ownerId)
    remarks.push('The task belongs to the integration user: the conversation has no active rep in the org.');
  const fields = Object.entries(values).flatMap(([field, value]): PlannedField[] => {
    if (value === undefined) return [];
    const after = fits.fit('Task', field, value, true);
    return after === undefined || after === null ? [] : [{ field, before: null, after, rule: RULE }];
  });
  const write: PlannedWrite = { object: 'Task', operation: 'upsert', key: { field: TASK_KEY, value: key }, fields };
  return { write, remarks };
}

/** A due date that is none does not keep the task from being made. */
function dayOf(text: string, remarks: string[]): string | undefined {
  if (text === '') return undefined;
  const checked = fieldValue({ type: 'date', length: 0, createable: true, updateable: true, picklist: null }, text);
  if ('value' in checked) return String(checked.value);
  remarks.push(`Task.ActivityDate was left out: ${checked.refused}`);
  return undefined;
}
