/** The table of resources below `/services/data/vXX.X`. */
import { standardActions } from '../notifications/actions.ts';
import { collections } from './collections.ts';
import { compositeResources } from './composite.ts';
import { ingest } from './jobs/ingest.ts';
import { limits } from './limits.ts';
import { MISSING, missingOfObject } from './missing.ts';
import { queries } from './queries.ts';
import { records } from './records.ts';
import { replication } from './replication.ts';
import { ok, Router, type Resource } from './router.ts';
import { sobjects } from './sobjects.ts';
import { tooling } from './tooling.ts';
import { trees } from './tree.ts';

const resourceList: Resource = {
  path: '/',
  methods: {
    GET: ({ org, session, version, headers }) => {
      const base = `/services/data/v${version}`;
      const names = ['sobjects', 'query', 'queryAll', 'composite', 'limits', 'jobs', 'ui-api', 'graphql'];
      return ok({
        ...Object.fromEntries(names.map((name) => [name, `${base}/${name}`])),
        identity: `http://${headers.host ?? 'localhost'}/id/${org.organizationId}/${session.user.Id}`,
      });
    },
  },
};

const compositeList: Resource['methods'] = {
  GET: ({ version }) => {
    const base = `/services/data/v${version}/composite`;
    return ok({ sobjects: `${base}/sobjects`, batch: `${base}/batch`, tree: `${base}/tree` });
  },
};

export function apiRouter(): Router {
  const composite = compositeResources(() => router);
  for (const resource of composite)
    if (resource.path === '/composite') resource.methods = { ...compositeList, ...resource.methods };
  const router: Router = new Router(
    [
      resourceList,
      ...limits,
      ...queries,
      ...composite,
      ...collections,
      ...trees,
      ...sobjects,
      ...replication,
      ...ingest,
      ...tooling,
      ...standardActions,
      ...missingOfObject,
      ...records,
    ],
    MISSING,
  );
  return router;
}
