/** What stands under the tabs comes after the outcome: the platform takes one import on demand a bundle. */
export const loadPanel = () => import('c/conversationPanel');
