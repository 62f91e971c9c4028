/** What a step `updateOpportunity` writes: the fields that differ, each checked against what the org takes. */
import { objectOfId } from '../match/ids.ts';
import type { FieldShape, OrgShapes } from '../match/types.ts';
import { same } from '../plan/difference.ts';
import { fieldValue } from '../plan/filling/field-value.ts';
import { isSystemField } from '../plan/filling/system-fields.ts';
import { cut, cutAtLine } from '../plan/text/text.ts';
import type { FieldValue, PlannedField } from '../plan/types.ts';
import type { Json } from './liquid.ts';
import { recordId } from './record-id.ts';
import { StepFailure } from './step.ts';

export const DEAL = 'Opportunity';
const RULE = 'workflow';
const CUTTABLE = new Set(['string', 'textarea']);

/** The deal's 18-character Id; undefined where the template gave none. Throws a `StepFailure`. */
export function dealIdOf(input: Json): string | undefined {
  const text = typeof input.opportunity_id === 'string' ? input.opportunity_id : '';
  if (text === '') return undefined;
  const id = recordId(text);
  if (!id)
    throw new StepFailure(
      `opportunity_id is '${cut(text, 80)}', which is no Salesforce Id: an Id has 15 or 18 letters and digits. Check its template.`,
    );
  if (objectOfId(id) !== DEAL)
    throw new StepFailure(
      `opportunity_id is the Id of ${objectOfId(id) ? `a record of ${objectOfId(id)}` : 'no opportunity'} (${id}): Ids of opportunities begin with 006.`,
    );
  return id;
}

export interface DealChanges {
  fields: PlannedField[];
  remarks: string[];
}

const textOf = (value: unknown): FieldValue =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

/** A value that differs from one of the picklist only in how it is written. */
function nearOf(value: string, values: string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return values.find((each) => plain(each) === plain(value));
}

function lackingIn(field: string, value: string, values: string[]): string {
  const near = nearOf(value, values);
  const list = values.map((each) => `'${each}'`).join(', ');
  return near
    ? `${field} has no value '${cut(value, 80)}': its value is '${near}'. Spelling and case have to be the same.`
    : `${field} has no value '${cut(value, 80)}', or no longer. Use one of its values as they are written: ${cut(list, 600)}.`;
}

/** The value as the org takes it; or what is wrong, in words. Texts that are too long are cut, which is said. */
function valueFor(
  field: string,
  given: FieldValue,
  shape: FieldShape,
  remarks: string[],
): { value: FieldValue } | { wrong: string } {
  if (given === null)
    return shape.nillable === false
      ? { wrong: `${field} can't be emptied: the org asks for a value.` }
      : { value: null };
  let wanted = given;
  if (typeof given === 'string' && CUTTABLE.has(shape.type) && shape.length > 0 && given.length > shape.length) {
    wanted = given.includes('\n') ? cutAtLine(given, shape.length) : cut(given, shape.length);
    remarks.push(
      `${DEAL}.${field} was cut from ${given.length} to ${shape.length} characters, all that the org holds.`,
    );
  }
  const values = shape.type === 'picklist' ? (shape.values ?? shape.picklist) : undefined;
  if (values && typeof wanted === 'string' && !values.includes(wanted.trim()))
    return { wrong: lackingIn(field, wanted.trim(), values) };
  const checked = fieldValue(shape, wanted);
  return 'value' in checked ? { value: checked.value } : { wrong: `${field}: ${checked.refused}` };
}

/**
 * What is to be changed of a deal that says `row` now. Throws a `StepFailure` with all that is wrong: of a step that asks
 * for something that can't be, nothing is written.
 */
export function planDeal(
  input: Json,
  row: Record<string, unknown>,
  shapes: OrgShapes,
  /** Whether the settings have a field written, rather than suggested or held back: nobody needs to edit it then. */
  isWritten: (field: string) => boolean = () => true,
): DealChanges {
  const shape = shapes[DEAL] ?? {};
  const remarks: string[] = [];
  const wrong: string[] = [];
  const fields: PlannedField[] = [];
  for (const [field, given] of Object.entries((input.field_values ?? {}) as Json)) {
    const known = Object.hasOwn(shape, field) ? shape[field] : undefined;
    if (isSystemField(DEAL, field) || known?.calculated)
      wrong.push(`${field} is read-only: the org works it out or keeps it itself. Take it out of field_values.`);
    else if (!known)
      wrong.push(
        `${DEAL} has no field ${field}, or the integration user does not see it: check its API name, and grant it access to the field.`,
      );
    else if (!known.updateable && isWritten(field))
      wrong.push(
        `The integration user may not edit ${DEAL}.${field}: assign it the permission set Debrief_CRM_Filling, and grant it edit access to the field.`,
      );
    else if (typeof given === 'string' && given.trim() === '')
      remarks.push(`${DEAL}.${field} was left as it is: its template gave nothing for this conversation.`);
    else {
      const checked = valueFor(field, textOf(given), known, remarks);
      if ('wrong' in checked) wrong.push(checked.wrong);
      else if (!same(row[field], checked.value))
        fields.push({
          ...{ field, before: (row[field] ?? null) as FieldValue, after: checked.value, rule: RULE },
          ...(known.label ? { label: known.label } : {}),
        });
    }
  }
  if (wrong.length > 0) throw new StepFailure(wrong.join(' '));
  return { fields, remarks };
}

export interface AfterInterruption {
  /** What the interrupted try has written. */
  done: PlannedField[];
  /** What is still to be written. */
  open: PlannedField[];
  remarks: string[];
}

/**
 * What is left of what an interrupted try was about to write: a value that is there was written by it, and one that
 * somebody else has put there since is left to them.
 */
export function afterInterruption(intent: PlannedField[], row: Record<string, unknown>): AfterInterruption {
  const after: AfterInterruption = { done: [], open: [], remarks: [] };
  for (const field of intent) {
    const now = row[field.field];
    if (same(now, field.after)) after.done.push(field);
    else if (same(now, field.before)) after.open.push(field);
    else
      after.remarks.push(
        `${DEAL}.${field.field} was left as it is: somebody has changed it since this step was interrupted.`,
      );
  }
  return after;
}
