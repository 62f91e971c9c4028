/** Parts of a deal's page that are loaded when there is something to show: the platform takes one import on demand a bundle. */
export { default as CommitmentList } from 'c/commitmentList';
export { default as DealChanges } from 'c/dealChanges';
