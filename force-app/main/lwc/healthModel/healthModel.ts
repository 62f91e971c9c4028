/** From the sync service's answers to what the page about its health shows: pure. */
export { forecastOf, leftOf, meterOf } from './budget';
export type { Forecast, Meter } from './budget';
export { groupsOf, inOrder, linksOf, newErrors } from './errors';
export type { MessageGroup, RecordLink } from './errors';
export { kindsOf, LOG_GROUPS, toneOf, withNewer, withOlder } from './log';
export type { LogGroup, LogTone } from './log';
export { countOf, whenOf } from './time';
export type { Affected, Budget, ErrorList, ErrorType, Log, LogEntry } from './types';
