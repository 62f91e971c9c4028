/** Only who opens an email needs it: the platform takes one import on demand a bundle. */
export const loadEmail = () => import('c/emailParts');
