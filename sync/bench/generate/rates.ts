/**
 * How often each thing happens in a generated org, as shares of what the comment names. They are guesses of a sales
 * team that uses its calendar and phone tool as most do; the traps stand well above what one meets in life, so that each
 * has a few hundred cases among 20,000.
 */
export const RATES = {
  // of accounts
  personAccount: 0.06,
  switchboard: 0.2,
  /** Accounts with 0, 1, 2, 3 deals. */
  deals: [0.15, 0.45, 0.28, 0.12],
  // of deals
  dealOfColleague: 0.2,
  dealWithRoles: 0.65,
  dealWithTeam: 0.2,
  dealClosed: 0.3,
  // of contacts
  noEmail: 0.06,
  freemail: 0.1,
  sameEmailTwice: 0.015,
  oldEmailOnConvertedLead: 0.05,
  mobile: 0.6,
  localNumber: 0.5,
  // of users
  hasLeft: 0.04,
  ownRoom: 0.3,
  // of conversations
  call: 0.4,
  internal: 0.08,
  withLead: 0.1,
  // of meetings
  series: 0.3,
  notInCalendar: 0.15,
  severalReps: 0.18,
  copyInColleaguesCalendar: 0.7,
  secondRecording: 0.15,
  nearTwin: 0.05,
  moved: 0.04,
  movedAndEventNot: 0.01,
  /** Of weekly meetings after the change. */
  hourOffSinceClocksChanged: 0.1,
  renamed: 0.06,
  titleGeneric: 0.07,
  titleAbsent: 0.05,
  titleNotLatin: 0.05,
  forwarded: 0.04,
  noShowThenAnother: 0.02,
  cancelledBeside: 0.03,
  busyBlockBeside: 0.15,
  lateStart: 0.08,
  overrun: 0.1,
  scheduleKnown: 0.75,
  conferenceKnown: 0.6,
  guestsOnEvent: 0.65,
  whoOnEvent: 0.6,
  dealOnEvent: 0.2,
  addressMissing: 0.08,
  // of calls
  loggedByPhoneTool: 0.7,
  loggedByHand: 0.1,
  callIdOnTask: 0.5,
  /** Of those without the id: synchronised hours later. */
  syncedLater: 0.06,
  durationOnTask: 0.9,
  whoOnTask: 0.75,
  redial: 0.06,
  /** Of twins and unrecorded calls: another conversation has their activity already. */
  alreadySynced: 0.3,
  /** Another call of the rep, which nobody recorded, begins or ends within minutes. */
  anotherCallBeside: 0.1,
  callerNamed: 0.4,
  switchboardCalls: 0.15,
  severalOnCall: 0.04,
} as const;

/** Everything that a conversation may be filed under. */
export const TRAPS = [
  ...['plain', 'series', 'nearTwin', 'moved', 'clocksChanged', 'renamed', 'titleGeneric', 'titleAbsent'],
  ...['titleNotLatin', 'internal', 'severalReps', 'forwarded', 'ownerLeft', 'personAccount', 'convertedLead'],
  ...['switchboard', 'sameEmailTwice', 'localNumber', 'extension', 'loggedLate', 'phoneTool', 'lateStart', 'overrun'],
  ...['noShow', 'cancelled', 'busyBlock', 'freemail', 'addressMissing', 'redial', 'secondRecording', 'notInCalendar'],
  'notLogged',
] as const;
export type Trap = (typeof TRAPS)[number];
