/** The OpenAPI 3.0 document, made from the schemas that the service itself uses. */
import { OpenAPIRegistry, OpenApiGeneratorV3 } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { flowPaths } from './flow/routes.ts';
import { json } from './openapi-parts.ts';
import { activityPaths } from './routes/activity.ts';
import { backfillPaths } from './routes/backfills.ts';
import { budgetPaths } from './routes/budget.ts';
import { changePaths } from './routes/changes.ts';
import { connectionPaths } from './routes/connection.ts';
import { conversationPaths } from './routes/conversations.ts';
import { emailPaths } from './routes/emails.ts';
import { emailSettingsPaths } from './routes/email-settings.ts';
import { errorPaths } from './routes/errors.ts';
import { fieldsPaths } from './routes/fields.ts';
import { healthPaths } from './routes/health.ts';
import { notificationPaths } from './routes/notifications.ts';
import { mailboxLoginPaths } from './routes/mailbox-login.ts';
import { mailboxPaths } from './routes/mailboxes.ts';
import { oauthPaths } from './routes/oauth.ts';
import { operationPaths } from './routes/operations.ts';
import { planPaths } from './routes/plan.ts';
import { relinkPaths } from './routes/relink.ts';
import { settingsPaths } from './routes/settings.ts';
import { simulationPaths } from './routes/simulations.ts';
import { tryPaths } from './routes/try.ts';
import { undoPaths } from './routes/undo.ts';
import { usersPaths } from './routes/users.ts';
import { visitorPaths } from './routes/visitors.ts';
import { webhookPaths } from './routes/webhooks.ts';
import { workflowRunPaths } from './routes/workflow-runs.ts';
import { workflowPaths } from './routes/workflows.ts';

export function openApiDocument(): object {
  const registry = new OpenAPIRegistry();
  const { name } = registry.registerComponent('securitySchemes', 'ApiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of the tenant.',
  });
  const paths = [
    ...operationPaths,
    ...conversationPaths,
    ...connectionPaths,
    ...oauthPaths,
    ...relinkPaths,
    ...undoPaths,
    ...planPaths,
    ...webhookPaths,
    ...activityPaths,
    ...backfillPaths,
    ...budgetPaths,
    ...changePaths,
    ...emailPaths,
    ...emailSettingsPaths,
    ...errorPaths,
    ...fieldsPaths,
    ...healthPaths,
    ...mailboxPaths,
    ...mailboxLoginPaths,
    ...notificationPaths,
    ...settingsPaths,
    ...simulationPaths,
    ...tryPaths,
    ...usersPaths,
    ...visitorPaths,
    ...workflowPaths,
    ...workflowRunPaths,
  ];
  const named = new Set(flowPaths.map(({ operationId }) => operationId));
  for (const { operationId = '', ...path } of paths)
    registry.registerPath({
      security: [{ [name]: [] }],
      ...path,
      // the plain name is what an admin reads in Flow Builder
      operationId: named.has(operationId) ? `rest${operationId[0]?.toUpperCase()}${operationId.slice(1)}` : operationId,
    });
  for (const path of flowPaths) registry.registerPath({ security: [{ [name]: [] }], ...path });
  registry.registerPath({
    method: 'get',
    path: '/openapi.json',
    operationId: 'getOpenApi',
    summary: 'This document.',
    security: [],
    responses: { 200: json('OpenAPI 3.0.', z.record(z.string(), z.unknown())) },
  });
  return new OpenApiGeneratorV3(registry.definitions).generateDocument({
    openapi: '3.0.3',
    info: {
      title: 'Debrief sync service',
      version: '1',
      description:
        'Takes conversations in, links them to the right records of a Salesforce org and writes what belongs there. Refusals are problem documents (RFC 9457).',
    },
  });
}
