/** What a card says where it has nothing to list: loaded only then. */
export { default as FaultMessage } from 'c/faultMessage';
export { reduceErrors } from 'c/faults';
export { default as StateMessage } from 'c/stateMessage';
