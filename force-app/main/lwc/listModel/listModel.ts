/** Lists of conversations, and the story of a deal, from the org's answers. */
export { TELLING, toDealStory } from './deal';
export type { DealChange, DealPerson, DealStory } from './deal';
export { readOf, rowKeyOf, rowsOf, sinceRecent, takingPart, toOtherRow, toPage } from './list';
export type { Chosen, ListFilters, ListPage, OtherRow, PersonChoice, Topic } from './list';
