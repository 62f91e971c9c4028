import type { ConversationDetail, Person } from 'c/conversationModel';

export type LineName = 'from' | 'to' | 'cc' | 'with';
export interface Line {
  name: LineName;
  people: Person[];
}

/**
 * Who wrote an email to whom. Where nobody's line is known, its direction tells the sides: one person on the sender's
 * side wrote it; of several nobody is named.
 */
export function linesOf({ people, direction }: Pick<ConversationDetail, 'people' | 'direction'>): Line[] {
  const inRole = (role: Person['emailRole']) => people.filter((person) => person.emailRole === role);
  const known: Line[] = [
    { name: 'from', people: inRole('From') },
    { name: 'to', people: inRole('To') },
    { name: 'cc', people: inRole('Cc') },
  ];
  const lines = known.some((line) => line.people.length > 0) ? known : bySide(people, direction);
  return lines.filter((line) => line.people.length > 0);
}

function bySide(people: readonly Person[], direction: ConversationDetail['direction']): Line[] {
  const isOutbound = direction === 'Outbound';
  const from = people.filter(({ ours }) => ours === isOutbound);
  if (!direction || from.length !== 1) return [{ name: 'with', people: people.filter(({ ours }) => !ours) }];
  return [
    { name: 'from', people: from },
    { name: 'to', people: people.filter(({ ours }) => ours !== isOutbound) },
  ];
}

/** Text between empty lines; within one, its own lines stay. */
export function paragraphsOf(text: string | undefined): { key: number; text: string }[] {
  return (text ?? '')
    .split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)
    .map((each, key) => ({ key, text: each.replace(/^\n+|\s+$/g, '') }))
    .filter((each) => each.text !== '');
}
