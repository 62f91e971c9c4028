/**
 * The vCon container as far as it is read: draft-petrie-vcon-03 ("0.0.1"), draft-ietf-vcon-vcon-container ("0.0.2"),
 * draft-ietf-vcon-vcon-core-00 ("0.3.0") and later ("0.4.0"). Liberal in what is accepted: unknown keys are left alone,
 * null is absent.
 */
import { z } from 'zod';

const absentable = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === null ? undefined : value), schema.optional());
const listOf = <Schema extends z.ZodType>(schema: Schema, max: number) =>
  z
    .array(schema)
    .max(max)
    .nullish()
    .transform((items) => items ?? []);
const text = absentable(z.string());
const index = z.number().int().nonnegative();
const instant = z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ local: true })]);

/** Content inline, in one of the encodings of section 2.3, or at an address. Older producers give JSON as it is. */
const content = {
  body: z.unknown().optional(),
  encoding: text,
  url: text,
  mediatype: text,
  mimetype: text,
  filename: text,
};

export const VconParty = z.looseObject({
  tel: text,
  sip: text,
  mailto: text,
  name: text,
  role: text,
  uuid: text,
  meta: absentable(z.looseObject({ role: text })),
});
export type VconParty = z.output<typeof VconParty>;

export const VconDialog = z.looseObject({
  type: z.string(),
  start: instant,
  /** Seconds, at most 31 days. */
  duration: absentable(z.number().nonnegative().max(2_678_400)),
  parties: absentable(z.union([index, z.array(z.union([index, z.array(index)]))])),
  originator: absentable(index),
  disposition: text,
  ...content,
});
export type VconDialog = z.output<typeof VconDialog>;

export const VconAnalysis = z.looseObject({
  type: z.string(),
  dialog: absentable(z.union([index, z.array(index)])),
  vendor: text,
  product: text,
  schema: text,
  ...content,
});
export type VconAnalysis = z.output<typeof VconAnalysis>;

/** What it is for stands in `purpose` (0.4.0) or `type` (before). */
export const VconAttachment = z.looseObject({
  type: text,
  purpose: text,
  start: absentable(instant),
  party: absentable(index),
  ...content,
});
export type VconAttachment = z.output<typeof VconAttachment>;

export const Vcon = z.looseObject({
  vcon: absentable(z.string()),
  uuid: z.string().min(1).max(200),
  created_at: absentable(instant),
  updated_at: absentable(instant),
  subject: text,
  parties: listOf(VconParty, 100_000),
  dialog: listOf(VconDialog, 100_000),
  analysis: listOf(VconAnalysis, 5000),
  attachments: listOf(VconAttachment, 5000),
});
export type Vcon = z.output<typeof Vcon>;
