/** Parts of a deal's page that are loaded when there is something to show: the platform takes one import on demand a bundle. */
export { default as CommitmentList } from 'c/commitmentList';
export { default as DealChanges } from 'c/dealChanges';
export { default as DealPeople } from 'c/dealPeople';
export { default as SuggestionList } from 'c/suggestionList';
export { default as TopicTrend } from 'c/topicTrend';
