/**
 * What a tenant has chosen: one document, kept in the store and changed by `PUT /v1/settings`. `plan` goes by it, so a
 * change of settings is a change of plans and nothing else.
 */
import { z } from 'zod';
import { DEFAULT_MATCH_SETTINGS } from '../match/settings.ts';
import { DEAL_STEPS, DEAL_TIES, type MatchSettings } from '../match/types.ts';
import { WRITING, type Writing } from './types.ts';

export const apiName = z
  .string()
  .regex(/^[A-Za-z]\w{0,79}$/, 'is the API name of an object or field, for example "Amount"');
const writing = z.enum(WRITING);
const share = z.number().min(0).max(1);

export const FieldWriting = z.object({ field: apiName, writing });

/** What may be done to one object, and to fields of it that differ from the rest. */
export const ObjectWriting = z.object({
  object: apiName,
  writing,
  fields: z.array(FieldWriting).max(500).default([]),
});

/** Where a fact about `object.field` goes instead: another field of the same object. */
export const FieldMapping = z.object({ object: apiName, field: apiName, toField: apiName });

export const MatchSettingsSchema = z.object({
  defaultCountry: z.string().regex(/^[A-Z]{2}$/, 'is a country’s two letters, for example "FR"'),
  peopleOrder: z.enum(['contactFirst', 'leadFirst']),
  dealSteps: z
    .array(z.enum(DEAL_STEPS))
    .refine((steps) => new Set(steps).size === steps.length, 'names a step twice')
    .default([...DEAL_STEPS]),
  dealTie: z.enum(DEAL_TIES),
  threshold: share,
  margin: share,
  iCalUidField: apiName.optional(),
});

export const TenantSettings = z.object({
  /** The most that is done anywhere. */
  writing,
  /** Narrower choices. An object or field that is not listed follows `DEFAULT_WRITING`. */
  objects: z.array(ObjectWriting).max(100).default([]),
  fieldMapping: z.array(FieldMapping).max(500).default([]),
  /** Notes of a conversation as a Salesforce note (ContentNote) on the deal. */
  noteOnDeal: z.boolean().default(false),
  /** What a call that a phone tool has logged already gets: everything, or only the link to the conversation. */
  loggedCalls: z.enum(['enrich', 'linkOnly']).default('enrich'),
  /** Percent of the org's daily API requests that the service leaves to others. */
  apiReservePercent: z.number().int().min(0).max(95).default(20),
  match: MatchSettingsSchema,
});

export type TenantSettings = z.output<typeof TenantSettings>;

/** What a new tenant starts with: nothing is written until an admin says so. */
export const DEFAULT_SETTINGS: TenantSettings = {
  writing: 'off',
  objects: [],
  fieldMapping: [],
  noteOnDeal: false,
  loggedCalls: 'enrich',
  apiReservePercent: 20,
  match: DEFAULT_MATCH_SETTINGS,
};

/** Fields of a customer's own records are only ever suggested, unless an admin chooses otherwise. */
export const DEFAULT_WRITING: Record<string, Writing> = {
  Account: 'suggest',
  Contact: 'suggest',
  Lead: 'suggest',
  Opportunity: 'suggest',
};

/** Whether an object is the customers' own: Debrief fills its fields, and makes no records of it. */
export function isCustomers(object: string): boolean {
  return Object.hasOwn(DEFAULT_WRITING, object);
}

/** The permission set that lets the integration user write an object. Visits have one of their own: `Debrief_Visitors`. */
export const writerOf = (object: string): string =>
  isCustomers(object) ? 'Debrief_CRM_Filling' : 'Debrief_Integration';

/** What may be done to a field: the narrower of the tenant's writing and the choice for the field, else its object. */
export function writingOf(
  settings: Pick<TenantSettings, 'writing' | 'objects'>,
  object: string,
  field?: string,
): Writing {
  const chosen = settings.objects.find((each) => each.object === object);
  const own =
    chosen?.fields.find((each) => each.field === field)?.writing ?? chosen?.writing ?? DEFAULT_WRITING[object] ?? 'on';
  return narrower(settings.writing, own);
}

/** What `match` and the reading of the org go by: the tenant's choices about writing that touch them, too. */
export function matchSettingsOf(settings: TenantSettings): MatchSettings {
  return {
    ...settings.match,
    alsoRead: settings.fieldMapping.map(({ object, toField }) => ({ object, field: toField })),
    leavesDeal: (['Event', 'Task'] as const).filter((object) => writingOf(settings, object, 'WhatId') !== 'on'),
  };
}

function narrower(a: Writing, b: Writing): Writing {
  return WRITING.indexOf(a) <= WRITING.indexOf(b) ? a : b;
}
