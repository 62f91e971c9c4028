/** Stands further down: the platform takes one import on demand a bundle. */
export const loadPeople = () => import('c/dealPeople');
