/** A visit in words, for the people who are told of it. */
import { dayInWords, quantity, timeInWords } from '../match/words.ts';
import { cut, oneLine } from '../plan/text/text.ts';
import type { Crm } from './crm.ts';
import { nameOf } from './names.ts';
import type { Said } from './said.ts';
import { sessionsOf } from './sessions.ts';
import { UTM } from './utm.ts';

const year = (date: string) => date.slice(0, 4);
const amountInWords = (amount: number, currency: string | null): string =>
  [currency, amount.toLocaleString('en', { maximumFractionDigits: 2 })].filter(Boolean).join(' ');

/** Lines of what the org says, each with what it has: nothing stands there empty. */
export function crmInWords({ account, person, opportunity, isCustomer }: Crm): string[] {
  const lines: string[] = [];
  const line = (label: string, parts: (string | null | undefined)[]) =>
    lines.push(`${label}: ${parts.filter(Boolean).join(', ')}`);
  if (account)
    line('Account', [
      account.name,
      account.website,
      account.contacts === null ? null : quantity(account.contacts, 'contact'),
      account.owner.name && `owner ${account.owner.name}`,
      isCustomer ? 'customer' : null,
    ]);
  if (person) line(person.object, [person.name, person.email, person.owner.name && `owner ${person.owner.name}`]);
  if (opportunity) {
    const { name, amount, currency, closeDate, stage, lastActivity, owner } = opportunity;
    line('Opportunity', [
      name,
      amount === null ? null : amountInWords(amount, currency),
      stage,
      `closes ${dayInWords(closeDate)} ${year(closeDate)}`,
      lastActivity && `last activity ${dayInWords(lastActivity)} ${year(lastActivity)}`,
      owner.name && `owner ${owner.name}`,
    ]);
  }
  return lines;
}

export interface Notice {
  title: string;
  body: string;
}

/** 250 and 750 characters are what Salesforce shows. */
export function noticeOf(said: Said, crm: Crm): Notice {
  const named = nameOf(said.person);
  const person = crm.person?.name ?? (named && [named.firstName, named.lastName].filter(Boolean).join(' '));
  const company = crm.account?.name ?? said.company.name ?? said.company.domain;
  const who = [person, company].filter(Boolean).join(', ') || said.person.email || 'A visitor';
  const sessions = sessionsOf(said.pieces);
  const last = sessions.at(-1);
  const utm = UTM.flatMap((name) => said.utm[name]?.[1] ?? []);
  const visit = last
    ? `Last seen ${timeInWords(new Date(last.end).toISOString())}, ${quantity(sessions.length, 'session')} in all.`
    : '';
  const lines = [visit, utm.length > 0 ? `Came by ${utm.join(' / ')}.` : '', ...crmInWords(crm)].filter(Boolean);
  return {
    title: cut(oneLine(`${who} is on the website`), 250),
    body: cut(lines.map(oneLine).join('\n') || 'A visit.', 750),
  };
}
