import { aircall } from './aircall/aircall.ts';
import type { WebhookProvider } from './types.ts';

/** Who may post to `/v1/webhooks/{provider}/{tenant}`, by name. */
export const webhookProviders: ReadonlyMap<string, WebhookProvider> = new Map(
  [aircall].map((provider) => [provider.name, provider]),
);
