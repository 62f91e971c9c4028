import { dateTimeOf, fill, numberOf, plural, viewer } from 'c/conversationModel';
import { words } from './words';

export type Provider = 'google' | 'microsoft';

/** As `getMyMailbox` answers; times are RFC 3339. */
export interface MyMailbox {
  status: 'off' | 'notConnected' | 'waiting' | 'connected' | 'problem';
  isOn: boolean;
  providers: Provider[];
  provider: Provider | null;
  mailbox: string | null;
  since: string | null;
  lastSyncAt: string | null;
  kept: number;
  problem: { code: string; message: string; needsUser: boolean } | null;
  waitingUntil: string | null;
  loginProblem: { code: string; message: string; fix: string } | null;
  withdrawnAt: string | null;
  neverSubjects: string[];
}

/** As `withdrawMyMailbox` answers. */
export interface Withdrawal {
  kept: { own: number; shared: number };
  deleted: { emails: number };
}

export const PROVIDER_NAMES: Readonly<Record<Provider, string>> = {
  google: words.google,
  microsoft: words.microsoft,
};

const LOGIN_WORDS: Readonly<Record<string, string>> = {
  accessDenied: words.loginDenied,
  otherMailbox: words.loginOther,
  missingScope: words.loginScope,
  expired: words.late,
};

/** The reader's words, those of the service where this version has none for its code. */
export function loginWords({ code, message, fix }: NonNullable<MyMailbox['loginProblem']>): string {
  return LOGIN_WORDS[code] ?? `${message} ${fix}`;
}

export function timeOf(instant: string): string {
  return dateTimeOf(instant, viewer, Date.now());
}

export interface Fact {
  key: string;
  label: string;
  text: string;
}

export function factsOf({ provider, mailbox, since, lastSyncAt, kept }: MyMailbox): Fact[] {
  return [
    { key: 'mailbox', label: words.factMailbox, text: mailbox ?? '' },
    { key: 'provider', label: words.factProvider, text: provider ? PROVIDER_NAMES[provider] : '' },
    { key: 'since', label: words.factSince, text: since ? timeOf(since) : '' },
    { key: 'lastSync', label: words.factLastSync, text: lastSyncAt ? timeOf(lastSyncAt) : words.noSync },
    { key: 'kept', label: words.factKept, text: numberOf(kept, viewer) },
  ];
}

export function rulesOf(neverSubjects: string[]): Fact[] {
  const quoted = neverSubjects.map((word) => fill(words.quoted, word));
  const list = new Intl.ListFormat(viewer.language, { type: 'disjunction' }).format(quoted);
  return [
    { key: 'headers', label: '', text: words.ruleHeaders },
    { key: 'content', label: '', text: words.ruleContent },
    { key: 'never', label: '', text: fill(words.ruleNever, list) },
    { key: 'id', label: '', text: words.ruleId },
    { key: 'mailbox', label: '', text: words.ruleMailbox },
  ];
}

export function withdrawnWords({ kept, deleted }: Withdrawal, provider: Provider | null): string {
  const stays = kept.own + kept.shared;
  const forgotten = { one: words.forgottenOne, other: words.forgottenOther };
  const left = { one: words.withdrawnKeptOne, other: words.withdrawnKeptOther };
  return [
    words.withdrawn,
    deleted.emails > 0 ? plural(deleted.emails, forgotten, viewer) : '',
    stays > 0 ? plural(stays, left, viewer) : '',
    provider === 'microsoft' ? words.withdrawnMicrosoft : '',
  ]
    .filter(Boolean)
    .join(' ');
}
