/** What a tenant has chosen for website visitors. */
import { z } from 'zod';
import { isIdOf, toId18 } from '../match/ids.ts';
import { apiName } from '../plan/settings.ts';

/** Objects that visits are written to, each switched on by itself. */
export const VISITOR_OBJECTS = ['Account', 'Lead', 'Contact', 'Event', 'ContentNote'] as const;
export type VisitorObject = (typeof VISITOR_OBJECTS)[number];

/** What a field mapping may take. */
export const FACTS = [
  ...['link', 'lastSeen', 'firstSeen', 'sessions', 'utm.source', 'utm.medium', 'utm.campaign', 'utm.content'],
  ...['company.name', 'company.domain', 'company.link'],
  ...['person.name', 'person.firstName', 'person.lastName', 'person.email', 'person.phone', 'person.title'],
] as const;
export type FactName = (typeof FACTS)[number];

const choice = z.enum(['off', 'on']).default('off');
const userId = z
  .string()
  .refine((id) => isIdOf('User', id), 'is no Id of a user: 15 or 18 characters that begin with 005')
  .transform(toId18);
const text = (most: number) => z.string().trim().min(1).max(most);

const Segment = z.strictObject({
  /** Unique: part of the key that keeps a visit from being told twice. */
  name: text(80),
  /** All that is given has to hold; what is not given holds for everybody. */
  when: z
    .strictObject({
      customer: z.boolean().optional(),
      /** API values of Opportunity.StageName: an open deal of the account is at one of them. */
      stages: z.array(text(255)).min(1).max(50).optional(),
      /** Owner of the account, or of the person where no account is known. */
      ownerIds: z.array(userId).min(1).max(200).optional(),
    })
    .default({}),
  notify: z.strictObject({
    owner: z.boolean().default(true),
    userIds: z.array(userId).max(100).default([]),
    channels: z
      .array(z.enum(['inApp', 'slack']))
      .min(1, 'names at least one of inApp and slack')
      .refine((channels) => new Set(channels).size === channels.length, 'names a channel twice'),
  }),
});
export type Segment = z.output<typeof Segment>;

export const VisitorMapping = z.strictObject({
  object: z.enum(['Account', 'Lead', 'Contact']),
  from: z.enum(FACTS),
  toField: apiName,
});
export type VisitorMapping = z.output<typeof VisitorMapping>;

export const VisitorSettings = z.strictObject({
  on: z.boolean().default(false),
  writing: z
    .strictObject({ Account: choice, Lead: choice, Contact: choice, Event: choice, ContentNote: choice })
    .prefault({}),
  /** Owner of what is made; null: the integration user. */
  ownerId: userId.nullable().default(null),
  leadSource: text(255).nullable().default('Debrief'),
  /** Null: the org's own default. */
  leadStatus: text(255).nullable().default(null),
  /** Names that people typed give way to what a visitor says. */
  overwriteNames: z.boolean().default(false),
  fieldMapping: z.array(VisitorMapping).max(100).default([]),
  segments: z
    .array(Segment)
    .max(50)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'has two segments of one name')
    .default([]),
  /** Nobody is told of a visit of a current customer, but by a segment that asks for customers. */
  leaveOutCustomers: z.boolean().default(true),
});
export type VisitorSettings = z.output<typeof VisitorSettings>;
