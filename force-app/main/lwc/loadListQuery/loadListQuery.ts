/** Only filters and *Show more* need it: the platform takes one import on demand a bundle. */
export const loadListQuery = () => import('c/listQuery');
