/** Where things stand on the line of a conversation. */
export { lanesOf, pathOf, positionOf, spanOf, speakersOf, spreadOut, timelineLength, topicSpans } from './timeline';
export type { Lane, Span } from './timeline';
