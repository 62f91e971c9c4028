/** Requests whose work takes its time: the answer is Salesforce's own, as for those that are answered at once. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Org, Session } from '../data/types.ts';
import { apiScope, authorised, countRequest, respond } from './http.ts';
import type { Answer } from './router.ts';
import { versionIn } from './versions.ts';

export interface ApiRoute {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/services/data/vXX.X`. */
  path: string;
  work: (request: FastifyRequest, session: Session, version: string) => Answer | Promise<Answer>;
}

/** Resources of their own below `/services/data/vXX.X`, for clients with a token; each request counts. */
export function registerApiRoutes(app: FastifyInstance, org: Org, routes: ApiRoute[]): void {
  const handler = (work: ApiRoute['work']) => async (request: FastifyRequest, reply: FastifyReply) => {
    let outcome: () => Answer;
    try {
      const version = versionIn((request.params as { version: string }).version);
      const session = authorised(org, request);
      countRequest(org);
      const answer = await work(request, session, version);
      outcome = () => answer;
    } catch (error) {
      outcome = () => {
        throw error;
      };
    }
    return respond(org, request, reply, outcome);
  };
  apiScope(app, org, (scope) => {
    for (const { method, path, work } of routes)
      scope.route({ method, url: `/services/data/:version${path}`, handler: handler(work) });
  });
}
