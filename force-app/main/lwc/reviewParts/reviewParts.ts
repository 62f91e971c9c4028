/** What it takes to decide, loaded when something waits: the platform takes one import on demand a bundle. */
export { default as ReviewRow } from 'c/reviewRow';
export { default as SyncApi } from 'c/syncApi';
