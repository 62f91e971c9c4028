/** Only who opens a thread of emails needs it: the platform takes one import on demand a bundle. */
export const loadEmailThread = () => import('c/emailThread');
