/** What the service answers: one set of schemas for its types, its OpenAPI document and its tests. */
import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { ConversationShape } from '../conversation/conversation.ts';
import {
  apiName,
  FieldMapping,
  FieldWriting,
  MatchSettingsSchema,
  ObjectWriting,
  TenantSettings,
} from '../plan/settings.ts';
import { ACTIVITY_KINDS } from '../store/activity.ts';
import { STATES } from '../store/schema.ts';

extendZodWithOpenApi(z);

const recordId = z.string().nullable().openapi({ description: 'An 18-character Salesforce Id.' });
const instant = z.iso.datetime().openapi({ description: 'RFC 3339, UTC.' });
const fieldValue = z
  .unknown()
  .openapi({ type: 'string', description: 'Text, number, boolean or null, as the field has it.' });

export const FieldErrorSchema = z
  .object({ pointer: z.string().openapi({ description: 'JSON pointer into the body.' }), detail: z.string() })
  .openapi('FieldError');

export const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().openapi({ description: 'The id of the request, as in the log.' }),
    errors: z.array(FieldErrorSchema).optional(),
  })
  .openapi('Problem');

/** A copy, because the original was made before zod learned to name components. */
export const ConversationSchema = ConversationShape.clone().openapi('Conversation');

export const AcceptedItem = z
  .object({
    key: z.string().nullable().openapi({ description: '`source:sourceId`; null where the item does not say it.' }),
    status: z.enum(['accepted', 'rejected']),
    index: z.number().int().openapi({ description: 'Its place in the request, from 0.' }),
    errors: z.array(FieldErrorSchema).optional(),
  })
  .openapi('AcceptedItem');
export const AcceptedList = z.object({ results: z.array(AcceptedItem) }).openapi('AcceptedList');

export const WebhookAnswer = z
  .object({
    results: z.array(z.object({ key: z.string(), status: z.literal('accepted') }).openapi('WebhookItem')),
    ignored: z.string().optional().openapi({ description: 'Why nothing was taken from this event.' }),
  })
  .openapi('WebhookAnswer');

export const MatchSummary = z
  .object({
    status: z.enum(['Matched', 'Created', 'Needs review', 'Locked']),
    rule: z.string(),
    score: z.number(),
    evidence: z.string(),
  })
  .openapi('MatchSummary');

export const ConversationStatus = z
  .object({
    key: z.string(),
    status: z.enum(STATES).openapi({
      description:
        'accepted: stored and queued. processing: in a batch. synced: dealt with (with writing off, the receipt says what would be written). parked: kept until the org answers again, a missing part arrives, or its rep is no longer left out. failed: refused by the org. undone: taken back by a person; new content is kept and not written until a resync or relink.',
    }),
    conversationId: recordId,
    activityId: recordId,
    accountId: recordId,
    opportunityId: recordId,
    contactId: recordId,
    leadId: recordId,
    match: MatchSummary.nullable(),
    error: z.string().nullable().openapi({ description: 'Why it is parked or failed, in the org’s own words.' }),
  })
  .openapi('ConversationStatus');

const PlannedField = z
  .object({
    field: z.string(),
    before: fieldValue,
    after: fieldValue,
    rule: z.string(),
    evidence: z.string().optional(),
    label: z.string().optional().openapi({ description: 'What the org calls a field of a customer’s own record.' }),
  })
  .openapi('PlannedField');

const Candidate = z
  .object({ object: z.string(), id: z.string(), name: z.string(), score: z.number(), evidence: z.string() })
  .openapi('Candidate');

const FullMatch = MatchSummary.extend({
  activity: z.object({
    object: z.enum(['Event', 'Task']),
    id: z.string().optional(),
    decision: z.enum(['enrich', 'create', 'none']),
    candidates: z.array(Candidate),
  }),
  ownerId: z.string().optional(),
  assigneeId: z.string().optional(),
  people: z.array(
    z.object({
      party: z.number().int(),
      userId: z.string().optional(),
      contactId: z.string().optional(),
      leadId: z.string().optional(),
      accountId: z.string().optional(),
      rule: z.string(),
      evidence: z.string(),
    }),
  ),
  contactId: z.string().optional(),
  leadId: z.string().optional(),
  accountId: z.string().optional(),
  opportunityId: z.string().optional(),
  dealRule: z.string(),
  dealCandidates: z.array(Candidate),
  relinked: z.object({ from: z.string().nullable() }).optional(),
  chosen: z
    .object({
      before: z.object({
        opportunityId: z.string().optional(),
        accountId: z.string().optional(),
        contactId: z.string().optional(),
        leadId: z.string().optional(),
      }),
    })
    .optional()
    .openapi({ description: 'A person linked it by hand in this run; what it was linked to before.' }),
}).openapi('Match');

const ReceiptEntry = z
  .object({
    object: z.string(),
    id: z.string().optional(),
    operation: z.enum(['create', 'update', 'upsert', 'delete']),
    key: z.string().optional(),
    fields: z.array(PlannedField),
    outcome: z.enum(['written', 'planned', 'failed', 'skipped']),
    note: z.string().optional().openapi({ description: 'A sentence: what held it back, was repaired, or was left.' }),
    error: z.object({ code: z.string(), message: z.string(), fields: z.array(z.string()) }).optional(),
  })
  .openapi('ReceiptEntry');

export const ReceiptSchema = z
  .object({
    key: z.string(),
    action: z.enum(['relink', 'undo']).optional().openapi({ description: 'What asked for it; absent: a sync.' }),
    user: z.string().optional().openapi({ description: 'Salesforce Id of the user who took it back.' }),
    at: instant,
    outcome: z.enum(['written', 'unchanged', 'planned', 'failed']),
    match: FullMatch,
    entries: z.array(ReceiptEntry),
    remarks: z.array(z.string()),
    requests: z.number().int().openapi({ description: 'Requests to the org that its batch took.' }),
    conversationId: z.string().optional(),
    activityId: z.string().optional(),
    names: z
      .record(z.string(), z.string())
      .optional()
      .openapi({ description: 'Names of the records that it speaks of, by Id.' }),
  })
  .openapi('Receipt');
export const ReceiptWithHistory = ReceiptSchema.extend({
  history: z.array(ReceiptSchema).openapi({ description: 'Earlier receipts, newest first, at most 50.' }),
}).openapi('ReceiptWithHistory');

const PlannedWrite = z
  .object({
    object: z.string(),
    operation: z.enum(['create', 'update', 'upsert', 'delete']),
    id: z.string().optional(),
    key: z.object({ field: z.string(), value: z.string() }).optional(),
    links: z.record(z.string(), z.object({ object: z.string(), key: z.string() })).optional(),
    fields: z.array(PlannedField),
  })
  .openapi('PlannedWrite');

export const PlanItem = z
  .object({
    key: z.string().nullable(),
    status: z.enum(['planned', 'rejected']),
    index: z.number().int(),
    errors: z.array(FieldErrorSchema).optional(),
    plan: z
      .object({
        key: z.string(),
        writing: z.enum(['off', 'suggest', 'on']),
        match: FullMatch,
        conversationId: z.string().optional(),
        writes: z.array(PlannedWrite),
        held: z
          .array(
            PlannedWrite.extend({ writing: z.enum(['off', 'suggest']), note: z.string() }).openapi('HeldWrite', {
              description: 'A write, or some of its fields, that a setting holds back; `note` says which.',
            }),
          )
          .optional(),
        remarks: z.array(z.string()),
        names: z.record(z.string(), z.string()).optional(),
      })
      .openapi('Plan')
      .optional(),
  })
  .openapi('PlanItem');
export const PlanList = z.object({ results: z.array(PlanItem) }).openapi('PlanList');

export const ActivityList = z
  .object({
    entries: z.array(
      z
        .object({
          id: z.number().int(),
          at: instant,
          kind: z.enum(ACTIVITY_KINDS),
          key: z.string().optional(),
          message: z.string(),
        })
        .openapi('ActivityEntry'),
    ),
    nextBefore: z.number().int().nullable().openapi({ description: 'The `before` of the next page; null at the end.' }),
  })
  .openapi('ActivityList');

const Webhook = z.object({ provider: z.string(), path: z.string(), secretSet: z.boolean() }).openapi('Webhook');

const ofSettings = {
  writing: TenantSettings.shape.writing,
  objects: z
    .array(
      z
        .strictObject({
          ...ObjectWriting.shape,
          fields: z.array(z.strictObject(FieldWriting.shape).openapi('FieldWriting')).max(500).default([]),
        })
        .openapi('ObjectWriting'),
    )
    .max(100),
  fieldMapping: z.array(z.strictObject(FieldMapping.shape).openapi('FieldMapping')).max(500),
  noteOnDeal: z.boolean(),
  loggedCalls: z.enum(['enrich', 'linkOnly']),
  apiReservePercent: z.number().int().min(0).max(95),
  defaultCountry: MatchSettingsSchema.shape.defaultCountry,
  peopleOrder: MatchSettingsSchema.shape.peopleOrder,
  dealSteps: MatchSettingsSchema.shape.dealSteps,
  dealTie: MatchSettingsSchema.shape.dealTie,
  threshold: MatchSettingsSchema.shape.threshold,
  margin: MatchSettingsSchema.shape.margin,
  iCalUidField: apiName.nullable().openapi({ description: 'The org’s own field of Event for an iCalendar UID.' }),
};

export const SettingsSchema = z
  .object({
    tenant: z.string(),
    ...ofSettings,
    revision: z.number().int().openapi({ description: 'Counts the changes: send it back with yours.' }),
    orgUrl: z.string().nullable().openapi({ description: 'Null while no org is connected.' }),
    webhooks: z.array(Webhook),
  })
  .openapi('Settings');

export const SettingsBody = z
  .strictObject({
    ...ofSettings,
    iCalUidField: ofSettings.iCalUidField.optional(),
    revision: z.number().int().min(0).optional(),
    changedBy: z.string().trim().min(1).max(200).optional().openapi({ description: 'Who changes them, for the log.' }),
    tenant: z.string().optional(),
    orgUrl: z.string().nullable().optional(),
    webhooks: z.array(Webhook).optional(),
  })
  .refine(({ threshold, margin }) => margin <= threshold, {
    path: ['margin'],
    message: 'is larger than the threshold: nothing could ever be told apart',
  })
  .openapi('SettingsChange');

export const PeopleSchema = z
  .object({
    reps: z.array(
      z
        .object({
          email: z.string(),
          name: z.string().nullable(),
          userId: recordId,
          userName: z.string().nullable(),
          how: z.enum(['email', 'hand', 'none', 'leftOut']),
          leftOut: z.boolean().openapi({ description: 'Whether their conversations are kept and not written.' }),
          conversations: z.number().int().openapi({ description: 'In the last 90 days.' }),
          lastSeen: instant.nullable(),
          note: z.string().nullable().openapi({ description: 'What has to be mended.' }),
        })
        .openapi('Rep'),
    ),
    users: z
      .array(z.object({ userId: z.string(), name: z.string(), email: z.string().nullable() }).openapi('OrgUser'))
      .openapi({ description: 'Active users of the org whom no provider has named.' }),
  })
  .openapi('People');

export const UserMatchAnswer = z
  .object({
    email: z.string(),
    userId: recordId.openapi({ description: 'Whom they are matched to by hand.' }),
    leftOut: z.boolean(),
    queued: z.number().int().openapi({ description: 'Conversations that come again.' }),
  })
  .openapi('UserMatchAnswer');

export const HealthSchema = z.object({ status: z.literal('ok') }).openapi('Health');
export const ReadinessSchema = z
  .object({
    status: z.literal('ready'),
    orgs: z.array(
      z.object({
        ...{ tenant: z.string(), organization: z.string() },
        connected: z
          .boolean()
          .openapi({ description: 'False: no org is connected yet; what comes in is kept for it.' }),
      }),
    ),
  })
  .openapi('Readiness');
