/** No row of a list waits for it: the platform takes one import on demand a bundle. */
export const loadChoices = () => import('c/choiceModel');
