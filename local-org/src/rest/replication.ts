/** What changed in a span of time: `/sobjects/{object}/updated` and `/deleted`. */
import type { ObjectSchema } from '../metadata/types.ts';
import { SalesforceError } from '../data/faults/errors.ts';
import { rendered } from '../soql/render.ts';
import { objectOf } from './records.ts';
import { ok, type Call, type Resource } from './router.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** Both calls look back 30 days at most. */
const REACH = 30 * DAY;

interface Span {
  start: string;
  end: string;
}

function invalidDate(message: string): SalesforceError {
  return new SalesforceError(400, 'INVALID_REPLICATION_DATE', message);
}

/** Seconds do not count, and what is still to come is not covered. */
function instant(call: Call, name: 'start' | 'end', now: number): number {
  // an unescaped + of a zone arrives as a space
  const sent = call.query.get(name)?.replace(' ', '+') ?? '';
  const time = /^\d{4}-\d{2}-\d{2}T/.test(sent) ? Date.parse(sent) : NaN;
  if (Number.isNaN(time))
    throw new SalesforceError(
      400,
      'INVALID_FIELD',
      `${name} must be a date-time such as 2026-11-17T14:01:00Z: ${sent}`,
    );
  return Math.min(Math.floor(time / MINUTE) * MINUTE, now);
}

/**
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getupdated.htm
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_getupdated.htm
 */
function spanOf(call: Call): Span {
  const now = Date.now();
  const [start, end] = [instant(call, 'start', now), instant(call, 'end', now)];
  if (start < now - REACH - DAY) throw invalidDate('start date must be within 30 days of now');
  if (end - start < MINUTE) throw invalidDate('end date must be at least one minute after start date');
  return { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
}

function changed(call: Call, object: ObjectSchema, { start, end }: Span, deleted: 0 | 1): Record<string, unknown>[] {
  if (!object.fields.has('isdeleted') || !object.fields.has('systemmodstamp'))
    throw new SalesforceError(400, 'INVALID_TYPE', `${object.name} is not replicateable`);
  return call.org.database
    .prepare(
      `SELECT "Id", "SystemModstamp" FROM "${object.name}"
       WHERE "IsDeleted" = ? AND "SystemModstamp" >= ? AND "SystemModstamp" <= ? ORDER BY "SystemModstamp", "Id"`,
    )
    .all(deleted, start, end);
}

export const replication: Resource[] = [
  {
    path: '/sobjects/:object/updated',
    methods: {
      GET: (call, { object = '' }) => {
        const span = spanOf(call);
        const ids = changed(call, objectOf(call, object), span, 0).map(({ Id }) => Id);
        return ok({ ids, latestDateCovered: rendered('datetime', span.end) });
      },
    },
  },
  {
    path: '/sobjects/:object/deleted',
    methods: {
      GET: (call, { object = '' }) => {
        const span = spanOf(call);
        const deletedRecords = changed(call, objectOf(call, object), span, 1).map(({ Id, SystemModstamp }) => ({
          deletedDate: rendered('datetime', SystemModstamp as string),
          id: Id,
        }));
        const earliest = new Date(Date.now() - REACH).toISOString();
        return ok({
          deletedRecords,
          earliestDateAvailable: rendered('datetime', earliest),
          latestDateCovered: rendered('datetime', span.end),
        });
      },
    },
  },
];
