import { ok, type Resource } from './router.ts';

/** Only what the local org counts. */
export const limits: Resource = {
  path: '/limits',
  methods: {
    GET: ({ org }) => {
      const { used, max } = org.apiUsage();
      return ok({ DailyApiRequests: { Max: max, Remaining: Math.max(0, max - used) } });
    },
  },
};
