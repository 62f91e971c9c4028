/** Only who decides needs it: the platform takes one import on demand a bundle. */
export const loadSuggestionDecision = () => import('c/suggestionDecision');
