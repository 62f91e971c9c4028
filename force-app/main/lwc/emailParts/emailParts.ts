/** Parts of a conversation's card that only an email has: the platform takes one import on demand a bundle. */
export { default as EmailMessage } from 'c/emailMessage';
export { default as EmailTabs } from 'c/emailTabs';
