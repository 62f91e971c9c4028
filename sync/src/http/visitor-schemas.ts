/** What the routes of visitors take and answer. */
import { z } from 'zod';
import { VISITOR_STATES } from '../store/visitors.ts';
import { VisitorSettings } from '../visitor/settings.ts';
import { FieldErrorSchema } from './schemas.ts';

const recordId = z.string().nullable().openapi({ description: 'An 18-character Salesforce Id.' });
const instant = z.iso.datetime().openapi({ description: 'RFC 3339, UTC.' });
const time = (description: string) => z.iso.datetime({ offset: true }).openapi({ description });
const OUTCOMES = ['written', 'unchanged', 'planned', 'failed'] as const;

const UtmSchema = z
  .object({ source: z.string(), medium: z.string(), campaign: z.string(), content: z.string() })
  .partial()
  .openapi('Utm');

/** For the description: `visitor/schema.ts` reads it, and says what is wrong with it. */
export const VisitorShape = z
  .object({
    id: z.string().optional().openapi({ description: 'Your own id of the visitor, where you have one.' }),
    company: z
      .object({ name: z.string().optional(), domain: z.string().optional(), link: z.url().optional() })
      .optional()
      .openapi({ description: 'The domain may be a website: scheme, www, path, port and subdomain are taken off.' }),
    person: z
      .object({
        name: z.string().optional(),
        firstName: z.string().optional(),
        lastName: z.string().optional(),
        title: z.string().optional(),
        email: z.string().optional(),
        phone: z.string().optional(),
      })
      .optional(),
    sessions: z
      .array(
        z.object({
          id: z.string().optional(),
          device: z.string().optional(),
          startedAt: time('When it began.'),
          endedAt: time('When the visitor was seen last.').optional(),
          closed: z
            .boolean()
            .optional()
            .openapi({ description: 'The visitor closed the tab: the next is another session.' }),
          utm: UtmSchema.optional(),
        }),
      )
      .optional(),
    events: z
      .array(z.object({ at: time('When it was.'), device: z.string().optional(), utm: UtmSchema.optional() }))
      .optional()
      .openapi({ description: 'Signs of life, such as pages that were opened: made into sessions.' }),
    chats: z.array(z.object({ id: z.string().optional(), at: time('When it began.'), text: z.string() })).optional(),
    meetings: z
      .array(
        z.object({
          id: z.string().optional(),
          start: time('When it begins.'),
          end: time('When it ends; half an hour later where it is left out.').optional(),
          title: z.string().optional(),
          link: z.url().optional(),
        }),
      )
      .optional(),
    link: z.url().optional().openapi({ description: 'The visitor’s page at the sender.' }),
  })
  .openapi('Visitor');

export const VisitorItem = z
  .object({
    id: z.string().nullable().openapi({ description: 'For GET /v1/visitors/{id}; null where the item was refused.' }),
    status: z.enum(['accepted', 'rejected']),
    index: z.number().int(),
    accountId: recordId,
    contactId: recordId,
    leadId: recordId,
    outcome: z.enum(OUTCOMES).nullable().openapi({ description: 'Of the last receipt; null before the first.' }),
    remarks: z.array(z.string()).optional(),
    errors: z.array(FieldErrorSchema).optional(),
  })
  .openapi('VisitorItem');
export const VisitorList = z.object({ results: z.array(VisitorItem) }).openapi('VisitorList');

const OwnerSchema = z.object({ id: z.string(), name: z.string().nullable() }).openapi('CrmOwner');
export const CrmSchema = z
  .object({
    account: z
      .object({
        ...{ id: z.string(), name: z.string(), website: z.string().nullable(), contacts: z.number().int().nullable() },
        ...{ owner: OwnerSchema, type: z.string().nullable() },
      })
      .nullable(),
    person: z
      .object({
        ...{ object: z.enum(['Contact', 'Lead']), id: z.string(), name: z.string(), email: z.string().nullable() },
        owner: OwnerSchema,
      })
      .nullable(),
    opportunity: z
      .object({
        ...{ id: z.string(), name: z.string(), amount: z.number().nullable(), currency: z.string().nullable() },
        ...{ closeDate: z.string(), stage: z.string(), lastActivity: z.string().nullable(), owner: OwnerSchema },
        ...{ isClosed: z.boolean(), isWon: z.boolean() },
      })
      .nullable(),
    openStages: z.array(z.string()),
    isCustomer: z.boolean().nullable(),
  })
  .openapi('VisitorCrm', { description: 'What the org said when the visit was last dealt with.' });

export const VisitorStatus = z
  .object({
    id: z.string(),
    status: z.enum(VISITOR_STATES),
    accountId: recordId,
    contactId: recordId,
    leadId: recordId,
    outcome: z.enum(OUTCOMES).nullable(),
    evidence: z.array(z.string()).openapi({ description: 'Why these records, in sentences.' }),
    sessions: z.number().int(),
    firstSeen: instant.nullable(),
    lastSeen: instant.nullable(),
    utm: UtmSchema,
    chats: z.number().int(),
    meetings: z.number().int(),
    crm: CrmSchema.nullable(),
    error: z.string().nullable(),
  })
  .openapi('VisitorStatus');

const revision = z.number().int().min(0);
export const VisitorSettingsSchema = VisitorSettings.clone()
  .extend({ revision: revision.openapi({ description: 'Counts the changes: send it back with yours.' }) })
  .openapi('VisitorSettings');
/** Sent whole, as GET gave it: what is left out is as it is by itself. */
export const VisitorSettingsBody = VisitorSettings.clone()
  .extend({ revision: revision.optional(), changedBy: z.string().trim().min(1).max(200).optional() })
  .openapi('VisitorSettingsChange');
