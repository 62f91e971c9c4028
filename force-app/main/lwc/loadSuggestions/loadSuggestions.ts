/** Only deals with suggestions need it: the platform takes one import on demand a bundle. */
export const loadSuggestions = () => import('c/suggestionList');
