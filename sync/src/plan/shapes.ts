import type { FieldShape, OrgShapes } from '../match/types.ts';
import type { FieldValue } from './types.ts';
import { writerOf } from './settings.ts';
import { cut, cutAtLine } from './text/text.ts';

/** Characters that the package's own fields hold, for an org that has not been described. */
const LENGTHS: Record<string, Record<string, number>> = {
  Task: { Subject: 255, Description: 32_000, CallObject: 255 },
  Event: { Subject: 255, Description: 32_000 },
  Conversation__c: {
    Name: 80,
    Title__c: 255,
    Provider__c: 80,
    Link__c: 255,
    Language__c: 35,
    Summary__c: 32_768,
    Notes__c: 32_768,
    Next_Steps__c: 32_768,
    Body__c: 131_072,
    Quoted__c: 131_072,
    Thread_Key__c: 255,
    Topics__c: 32_768,
    Tags__c: 255,
    Match_Rule__c: 80,
    Match_Candidates__c: 32_768,
    Match_Evidence__c: 32_768,
    Stage_Then__c: 255,
    Consent__c: 255,
    Last_Error__c: 4096,
  },
  Conversation_Moment__c: { Text__c: 32_768, Speaker__c: 255, Author__c: 255 },
  Conversation_Participant__c: { Name: 80, Email__c: 80, Phone__c: 40 },
  Conversation_Suggestion__c: { Proposed__c: 32_768, Before__c: 32_768, Quote__c: 32_768 },
};
const ACTIVITY_LENGTHS: Record<string, number> = {
  Conversation_Link__c: 255,
  Conversation_Provider__c: 80,
  Conversation_Topics__c: 255,
  Conversation_Tags__c: 255,
};
/** A part of these is worse than nothing. */
const WHOLE_OR_NOTHING = new Set(['url', 'email', 'phone', 'id', 'reference']);
const WHOLE_FIELDS = new Set(['Link__c', 'Conversation_Link__c', 'Email__c', 'Phone__c']);
const BY_LINE = new Set(['Body__c', 'Next_Steps__c', 'Quoted__c']);

export type Remark = (text: string) => void;

/** What the org takes: lengths, picklists and rights, by describe where there is one. */
export class Shapes {
  readonly #shapes: OrgShapes | undefined;
  readonly #remark: Remark;

  constructor(shapes: OrgShapes | undefined, remark: Remark) {
    this.#shapes = shapes;
    this.#remark = remark;
  }

  /** Undefined for a field that the integration user does not see, and for every field where nothing was described. */
  field(object: string, field: string): FieldShape | undefined {
    const fields = this.#shapes?.[object];
    return fields && Object.hasOwn(fields, field) ? fields[field] : undefined;
  }

  isDescribed(object: string): boolean {
    return this.#shapes?.[object] !== undefined;
  }

  /** Whether the integration user may write a field, as far as the org told. */
  takes(object: string, field: string, isNew: boolean): boolean {
    if (!this.isDescribed(object)) return true;
    return this.field(object, field)?.[isNew ? 'createable' : 'updateable'] === true;
  }

  length(object: string, field: string): number {
    const described = this.field(object, field)?.length;
    if (described) return described;
    const known = LENGTHS[object]?.[field];
    return known ?? (object === 'Task' || object === 'Event' ? (ACTIVITY_LENGTHS[field] ?? 0) : 0);
  }

  /** The value as the org takes it; undefined where the field has to be left out. Says what it mends. */
  fit(object: string, field: string, value: FieldValue, isNew: boolean): FieldValue | undefined {
    const shape = this.field(object, field);
    if (this.isDescribed(object)) {
      if (!shape) {
        // quiet where nothing is to be written: a field that nobody fills needs no right
        if (value !== null)
          this.#remark(
            `${object}.${field} was left out: the integration user does not see it. Assign it the permission set Debrief_Integration.`,
          );
        return undefined;
      }
      if (!(isNew ? shape.createable : shape.updateable)) {
        if (value !== null && field !== 'Name')
          this.#remark(
            `${object}.${field} was left out: the integration user may not write it. Assign it the permission set ${writerOf(object)}.`,
          );
        return undefined;
      }
    }
    if (typeof value !== 'string') return value;
    if (shape?.picklist && !shape.picklist.includes(value)) {
      this.#remark(`${object}.${field} was left out: its picklist has no value '${cut(value, 80)}'.`);
      return undefined;
    }
    const length = this.length(object, field);
    if (length === 0 || value.length <= length) return value;
    if (WHOLE_OR_NOTHING.has(shape?.type ?? '') || WHOLE_FIELDS.has(field)) {
      this.#remark(`${object}.${field} was left out: it holds ${length} characters and the value has ${value.length}.`);
      return undefined;
    }
    this.#remark(`${object}.${field} was cut from ${value.length} to ${length} characters.`);
    return BY_LINE.has(field) ? cutAtLine(value, length) : cut(value, length);
  }
}
