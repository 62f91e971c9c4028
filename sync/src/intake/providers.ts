/** Every provider: who may post to `/v1/webhooks/{provider}/{tenant}`, and who is asked for its conversations. */
import { aircall } from './aircall/aircall.ts';
import { fireflies, firefliesSource } from './fireflies/fireflies.ts';
import { gong, gongSource } from './gong/gong.ts';
import { modjo, modjoSource } from './modjo/modjo.ts';
import type { ProviderSource, WebhookProvider } from './types.ts';
import { zoom } from './zoom/zoom.ts';

const byName = <Named extends { name: string }>(list: Named[]): ReadonlyMap<string, Named> =>
  new Map(list.map((each) => [each.name, each]));

export const webhookProviders: ReadonlyMap<string, WebhookProvider> = byName([aircall, fireflies, gong, modjo, zoom]);

/** To be asked with `openSource` and the tenant's access. */
export const providerSources: ReadonlyMap<string, ProviderSource> = byName([firefliesSource, gongSource, modjoSource]);
