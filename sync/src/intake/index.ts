/** What providers and senders say, as parts of conversations. */
export { CONVERSATION_MEDIA_TYPES, MOST_CONVERSATIONS, parseConversations, type IntakeItem } from './conversations.ts';
export { providerSources, webhookProviders } from './providers.ts';
export { missingAccess, openSource, SourceError, type SourceTools } from './source.ts';
export {
  IntakeError,
  type Api,
  type Fetch,
  type Part,
  type ProviderSource,
  type Pulled,
  type PullRange,
  type WebhookProvider,
  type WebhookRequest,
} from './types.ts';
