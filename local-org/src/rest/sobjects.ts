/** What objects there are: `/sobjects`, an object's basics, its describe. */
import { describeGlobal, describeObject } from '../data/describe/describe.ts';
import { creation, objectOf } from './records.ts';
import { ok, type Resource } from './router.ts';

export const sobjects: Resource[] = [
  { path: '/sobjects', methods: { GET: ({ session }) => ok(describeGlobal(session)) } },
  {
    path: '/sobjects/:object',
    methods: {
      GET: (call, { object: name = '' }) => {
        const { name: canonical } = objectOf(call, name);
        const { sobjects: all } = describeGlobal(call.session);
        return ok({ objectDescribe: all.find((one) => one.name === canonical) ?? null, recentItems: [] });
      },
      ...creation,
    },
  },
  {
    path: '/sobjects/:object/describe',
    methods: { GET: (call, { object = '' }) => ok(describeObject(call.session, objectOf(call, object).name)) },
  },
];
