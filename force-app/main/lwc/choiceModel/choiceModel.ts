/** What can be chosen from among all conversations: their topics and their people. */
export { choicesOf, peopleOf, topicsOf } from './choices';
export type { DealChoices } from './choices';
