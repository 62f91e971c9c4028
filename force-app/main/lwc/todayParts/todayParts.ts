/** Parts of today's card that are loaded when there is something to show: the platform takes one import on demand a bundle. */
export { default as CommitmentList } from 'c/commitmentList';
export { default as ConversationList } from 'c/conversationList';
