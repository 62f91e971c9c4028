/** Names of the records that a receipt speaks of, so that whoever reads it need not look up Ids. */
import type { Conversation } from '../../conversation/conversation.ts';
import { toId18 } from '../../match/ids.ts';
import type { SnapshotIndex } from '../../match/snapshot-index.ts';
import type { Match, OwnRow } from '../../match/types.ts';
import { titleOf } from '../text/title.ts';
import { cut, oneLine } from '../text/text.ts';
import type { PlannedWrite, Receipt } from '../types.ts';

const ID = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;
const LONGEST = 100;

/** By 18-character Id: what the writes change, what they link, and what the match names. */
export function namesFor(
  writes: PlannedWrite[],
  match: Match,
  conversation: Conversation,
  row: OwnRow | undefined,
  index: SnapshotIndex,
): Record<string, string> {
  const children = row
    ? [index.momentsByConversation, index.participantsByConversation].flatMap((rows) => rows.get(row.Id) ?? [])
    : [];
  const ofChild = new Map(children.map((child) => [child.Id, child.Text__c ?? child.Name]));
  const names: Record<string, string> = {};
  const add = (value: unknown) => {
    if (typeof value !== 'string' || !ID.test(value)) return;
    const id = toId18(value);
    const name =
      (id === row?.Id ? titleOf(conversation) : undefined) ??
      (index.opportunities.get(id) ?? index.accounts.get(id) ?? index.contacts.get(id) ?? index.leads.get(id))?.Name ??
      (index.events.get(id) ?? index.tasks.get(id))?.Subject ??
      index.users.get(id)?.Name ??
      ofChild.get(id);
    if (typeof name === 'string' && name !== '') names[id] = cut(oneLine(name), LONGEST);
  };
  for (const { id, fields } of writes) {
    add(id);
    for (const { before, after } of fields) {
      add(before);
      add(after);
    }
  }
  for (const id of [match.activity.id, match.opportunityId, match.accountId, match.contactId, match.leadId]) add(id);
  add(row?.Id);
  return names;
}

/** What a receipt's own entries call the records that they made. */
export function namesIn({ names, entries }: Pick<Receipt, 'names' | 'entries'>): Record<string, string> {
  const made = entries.flatMap(({ id, object, operation, fields }) => {
    const said = (field: string) => {
      const value = fields.find((each) => each.field === field);
      const text = value?.after ?? value?.before;
      return typeof text === 'string' ? text : undefined;
    };
    const isPerson = object === 'Lead' || object === 'Contact';
    const name = isPerson
      ? operation === 'update'
        ? undefined
        : [said('FirstName'), said('LastName')].filter(Boolean).join(' ') || undefined
      : ['Title__c', 'Subject', 'Text__c', 'Name', 'Title'].map(said).find((text) => text !== undefined);
    return id && name !== undefined ? [[toId18(id), cut(oneLine(name), LONGEST)] as const] : [];
  });
  return { ...Object.fromEntries(made), ...names };
}
