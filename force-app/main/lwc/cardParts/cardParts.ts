/** Parts of a conversation's card for which its outcome does not wait: the platform takes one import on demand a bundle. */
export { default as CommitmentList } from 'c/commitmentList';
export { default as ConversationTimeline } from 'c/conversationTimeline';
