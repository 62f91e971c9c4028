/** The org's limits, of which the local org counts API requests, and its numbers of records. */
import { ok, type Call, type Resource } from './router.ts';

/** Objects that the user may read, by name; those unknown are left out, as on the platform. */
function recordCounts(call: Call): { count: number; name: string }[] {
  const { org, session } = call;
  const named = call.query.get('sObjects')?.split(',');
  const objects = named
    ? named.flatMap((name) => org.schema.object(name.trim()) ?? [])
    : [...org.schema.objects.values()];
  return objects
    .filter(({ name }) => session.access.canRead(name))
    .map(({ name, fields }) => {
      const alive = fields.has('isdeleted') ? 'WHERE "IsDeleted" = 0' : '';
      const row = org.database.prepare(`SELECT COUNT(*) AS count FROM "${name}" ${alive}`).get();
      return { count: Number(row?.['count']), name };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

export const limits: Resource[] = [
  {
    path: '/limits',
    methods: {
      GET: ({ org }) => {
        const { used, max } = org.apiUsage();
        return ok({ DailyApiRequests: { Max: max, Remaining: Math.max(0, max - used) } });
      },
    },
  },
  // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_record_count.htm
  { path: '/limits/recordCount', methods: { GET: (call) => ok({ sObjects: recordCounts(call) }) } },
];
