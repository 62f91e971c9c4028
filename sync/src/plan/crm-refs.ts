import type { Conversation } from '../conversation/conversation.ts';
import { isIdOf, toId18 } from '../match/ids.ts';
import type { SnapshotIndex } from '../match/snapshot-index.ts';
import type { Remark } from './shapes.ts';

/** Says which of the records that the provider names could not be used, and why. */
export function remarkOnCrmRefs(conversation: Conversation, index: SnapshotIndex, remark: Remark): void {
  const rows: Record<string, ReadonlyMap<string, unknown>> = {
    Account: index.accounts,
    Contact: index.contacts,
    Lead: index.leads,
    Opportunity: index.opportunities,
    Event: index.events,
    Task: index.tasks,
  };
  for (const { object, id } of conversation.crmRefs) {
    const known = Object.hasOwn(rows, object) ? rows[object] : undefined;
    if (!known) remark(`crmRefs: ${object} was not used; it can name ${Object.keys(rows).join(', ')}.`);
    else if (!isIdOf(object, id)) remark(`crmRefs: ${id} was not used; it is not the Id of a record of ${object}.`);
    else if (!known.has(toId18(id)))
      remark(`crmRefs: ${object} ${id} was not used; the integration user finds no such record in the org.`);
  }
}
