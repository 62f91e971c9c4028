/** Parts of a conversation that are loaded when they are opened: the platform takes one import on demand a bundle. */
export { default as comments } from 'c/commentList';
export { default as people } from 'c/conversationPeople';
export { default as receipt } from 'c/conversationReceipt';
export { default as retry } from 'c/conversationRetry';
export { default as transcript } from 'c/conversationTranscript';
