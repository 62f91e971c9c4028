/** Parts of a view that most conversations do without: the platform takes one import on demand a bundle. */
export { default as ConversationOrigin } from 'c/conversationOrigin';
export { default as ConversationState } from 'c/conversationState';
export { default as ConversationSwitch } from 'c/conversationSwitch';
