/** What providers and senders say, as parts of conversations. */
export { CONVERSATION_MEDIA_TYPES, MOST_CONVERSATIONS, parseConversations, type IntakeItem } from './conversations.ts';
export { webhookProviders } from './providers.ts';
export { IntakeError, type Part, type WebhookProvider, type WebhookRequest } from './types.ts';
