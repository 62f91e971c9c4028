import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import { apiScope, authorised, countRequest, parsedBody, respond } from '../rest/http.ts';
import { ok, type Answer } from '../rest/router.ts';
import { versionIn } from '../rest/versions.ts';
import type { BundleCheck } from './check.ts';
import { Deployments } from './deployments.ts';
import { partsOf } from './multipart.ts';
import { deployOptions } from './options.ts';
import { deployer } from './rights.ts';
import { soap } from './soap.ts';
import type { DeployOptions, DeployResult } from './types.ts';

const REQUESTS = '/services/data/:version/metadata/deployRequest';

/**
 * Deployments over REST and SOAP. Metadata API Developer Guide, "Deploying and Retrieving Metadata with the Zip File" and
 * "REST Resources".
 */
export function registerDeploy(app: FastifyInstance, org: Org, checkBundles?: BundleCheck): void {
  const deployments = new Deployments(org, checkBundles, (error) =>
    app.log.error({ err: error }, 'a deployment failed'),
  );
  app.addHook('onClose', () => deployments.idle());

  apiScope(app, org, (scope) => {
    const route = (method: string, url: string, work: (request: FastifyRequest, session: Session) => Answer) =>
      scope.route({
        method,
        url,
        handler: (request, reply) =>
          respond(org, request, reply, () => {
            versionIn((request.params as { version: string }).version);
            const session = authorised(org, request);
            countRequest(org);
            return work(request, deployer(session));
          }),
      });

    route('POST', REQUESTS, (request, session) => {
      const { zip, options } = deployRequest(request);
      const deployResult = deployments.start(session, zip, options);
      return ok({ id: deployResult.id, validatedDeployRequestId: null, deployOptions: options, deployResult }, 201);
    });
    route('GET', `${REQUESTS}/:id`, (request) => {
      const { id } = request.params as { id: string };
      const { includeDetails } = request.query as { includeDetails?: string };
      return ok(shown(deployments.status(id), includeDetails === 'true'));
    });
    route('PATCH', `${REQUESTS}/:id`, (request, session) => {
      const { id } = request.params as { id: string };
      const { deployResult } = (parsedBody(request) ?? {}) as { deployResult?: { status?: unknown } };
      if (deployResult?.status !== 'Canceling')
        throw new SalesforceError(400, 'INVALID_INPUT', 'Send {"deployResult": {"status": "Canceling"}}.');
      return ok(shown(deployments.cancel(session, id), false), 202);
    });

    scope.post('/services/Soap/m/:version', (request, reply) =>
      respond(org, request, reply, () => {
        versionIn((request.params as { version: string }).version);
        const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
        return soap(org, deployments, body);
      }),
    );
  });
}

const shown = ({ details, ...result }: DeployResult, includeDetails: boolean) => ({
  id: result.id,
  deployResult: includeDetails ? { ...result, details } : result,
});

/** `entity_content`: the options as JSON; `file`: the zip file. With a validated deployment's id instead: refused. */
function deployRequest(request: FastifyRequest): { zip: Buffer; options: DeployOptions } {
  const contentType = request.headers['content-type'] ?? '';
  if (/^application\/json/i.test(contentType))
    throw new NotImplementedHere('quick deployments of a validated deployment');
  const parts = partsOf(contentType, Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
  const zip = parts.find((part) => part.contentType === 'application/zip' || part.name === 'file')?.content;
  const entity = parts.find(({ name }) => name === 'entity_content' || name === 'json')?.content.toString('utf8');
  if (!zip || entity === undefined)
    throw new SalesforceError(400, 'INVALID_INPUT', 'Send the parts entity_content (JSON) and file (application/zip).');
  let given: { deployOptions?: Record<string, unknown> };
  try {
    given = JSON.parse(entity) as typeof given;
  } catch (error) {
    throw new SalesforceError(400, 'JSON_PARSER_ERROR', `entity_content: ${(error as Error).message}`);
  }
  return { zip, options: deployOptions(given.deployOptions ?? {}) };
}
