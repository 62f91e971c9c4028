/** For tests: the pure core as batches, relinks and undos use it, over an org in memory and receipts in a list. */
import assert from 'node:assert/strict';
import { keyOf, type Conversation } from '../../conversation/conversation.ts';
import { matchedAgain } from '../../match/again.ts';
import { toId18 } from '../../match/ids.ts';
import { indexSnapshot, match } from '../../match/match.ts';
import type { Match, MatchCause, MatchChoice } from '../../match/types.ts';
import { withInterrupted, writtenSince, type Intent } from '../interrupted.ts';
import { plan } from '../plan.ts';
import { leftActivities, releaseActivity } from '../relink.ts';
import { matchSettingsOf, type TenantSettings } from '../settings.ts';
import type { Plan, Receipt } from '../types.ts';
import { foldReceipts, sinceLastUndo } from '../undo/fold.ts';
import { childrenOf, recordsToUndo } from '../undo/org.ts';
import { withSteps } from '../undo/receipt.ts';
import type { Row, UndoOrg } from '../undo/types.ts';
import { undo } from '../undo/undo.ts';
import { SELF, type MemoryOrg } from './org.ts';

export class MemoryService {
  readonly org: MemoryOrg;
  conversation: Conversation;
  settings: TenantSettings;
  /** Newest first. */
  receipts: Receipt[] = [];
  isUndone = false;
  causes: MatchCause[] = [];
  #intent: Intent | undefined;
  #last: Match | undefined;
  #choice: MatchChoice | undefined;

  constructor(org: MemoryOrg, conversation: Conversation, settings: TenantSettings) {
    this.org = org;
    this.conversation = conversation;
    this.settings = settings;
  }

  get key(): string {
    return keyOf(this.conversation);
  }

  /** A relink that is still to be written. */
  get hasChoice(): boolean {
    return this.#choice !== undefined;
  }

  get #undoOrg(): UndoOrg {
    const { snapshot } = this.org;
    const objects = ['Event', 'Task', 'Conversation__c', 'Conversation_Moment__c', 'Conversation_Participant__c'];
    const read = [...objects, 'Conversation_Suggestion__c', 'ContentNote', 'Opportunity', 'Account', 'Contact', 'Lead'];
    const rows = read.flatMap((object) => this.org.list(object));
    return {
      rows: new Map(rows.map((row): [string, Row] => [String(row.Id), structuredClone(row)])),
      self: SELF,
      ...(snapshot.shapes ? { shapes: snapshot.shapes } : {}),
    };
  }

  /** As `store/receipts.ts` tells it. */
  get #before(): Match | undefined {
    const found = this.receipts.find(({ outcome }) => outcome !== 'unchanged' && outcome !== 'planned');
    if (!found || found.action === 'undo' || found.outcome !== 'written') return undefined;
    return { ...found.match, relinked: undefined, chosen: undefined };
  }

  plan(now = this.org.now): Plan {
    const snapshot = structuredClone(this.org.snapshot);
    const index = indexSnapshot(snapshot);
    const history = {
      ...(this.#intent ? { interrupted: this.#intent.match } : {}),
      ...(this.#before ? { before: this.#before } : {}),
      ...(this.#choice ? { choice: this.#choice } : {}),
      ...(this.#last ? { last: this.#last } : {}),
      causes: this.causes,
    };
    const { conversation, settings, key } = this;
    const found = matchedAgain(match(conversation, index, matchSettingsOf(settings), history), history, index);
    const written = foldReceipts(sinceLastUndo(this.receipts));
    const undoOrg = this.#undoOrg;
    const releases = leftActivities(snapshot, key, this.#choice).map((left) => {
      const record = written.find(({ id }) => id === left.id);
      return releaseActivity(left, key, record, undoOrg.rows.get(left.id), undoOrg);
    });
    return plan({ conversation, match: found, index, settings, releases, now });
  }

  /** `most`: it ends after so many records, before its receipt. Undefined where nothing is run, or it ended early. */
  run(most = Infinity): { plan: Plan; receipt: Receipt } | undefined {
    if (this.isUndone) return undefined;
    const planned = this.plan();
    const done = this.#intent ? writtenSince(this.#intent, planned, this.org.snapshot) : [];
    const isOff = planned.writing === 'off';
    if (!isOff && planned.writes.length > 0) this.#intent = { match: planned.match, writes: planned.writes, done };
    const { entries, isWhole } = isOff ? { entries: [], isWhole: true } : this.org.take(planned.writes, most);
    if (!isWhole) return undefined;
    const receipt = withInterrupted(receiptOf(planned, entries, this.org.now), done);
    this.#keep(receipt);
    return { plan: planned, receipt };
  }

  #keep(receipt: Receipt): void {
    this.receipts.unshift(receipt);
    this.#last = receipt.match;
    this.#intent = undefined;
    this.causes = [];
    if (receipt.outcome !== 'planned') this.#choice = undefined;
  }

  relink(choice: MatchChoice): void {
    this.#choice = choice;
    this.isUndone = false;
  }

  /** A choice that was refused. */
  forget(): void {
    this.#choice = undefined;
  }

  undo(): Receipt {
    if (this.#intent) this.run();
    const written = foldReceipts(sinceLastUndo(this.receipts));
    const records = recordsToUndo(written, this.org.snapshot, this.key);
    const steps = undo({ ...this.#undoOrg, key: this.key, written: records, children: childrenOf(this.org.snapshot) });
    const writes = steps.flatMap(({ write }) => write ?? []);
    const { entries } = this.org.take(writes);
    const outcome = entries.length > 0 ? 'written' : 'unchanged';
    const none = this.#last ?? ({ evidence: '-' } as Match);
    const blank = { key: this.key, action: 'undo', at: this.org.now, outcome, match: none } as const;
    const receipt = withSteps({ ...blank, entries, remarks: [], requests: 0 }, steps);
    this.receipts.unshift(receipt);
    this.#last = undefined;
    this.#choice = undefined;
    this.isUndone = true;
    return receipt;
  }

  /** The conversation's own record. */
  get record(): Row | undefined {
    return this.org.list('Conversation__c').find(({ Key__c }) => Key__c === this.key);
  }

  get activity(): { object: 'Event' | 'Task'; row: Row } | undefined {
    for (const object of ['Event', 'Task'] as const) {
      const row = this.org.list(object).find(({ Conversation_Key__c }) => Conversation_Key__c === this.key);
      if (row) return { object, row };
    }
    return undefined;
  }
}

function receiptOf(planned: Plan, entries: Receipt['entries'], at: string): Receipt {
  const { key, match: found, remarks, writing, writes, held = [] } = planned;
  const planOnly = [...(writing === 'off' ? writes : []), ...held].map(({ object, operation, id, fields }) => ({
    ...{ object, operation, fields, outcome: 'planned' as const },
    ...(id ? { id: toId18(id) } : {}),
  }));
  const outcome = writing === 'off' || (writes.length === 0 && held.length > 0) ? 'planned' : 'written';
  const isNothing = writes.length + held.length === 0;
  assert.ok(entries.every((entry) => entry.outcome === 'written'));
  const all = [...entries, ...planOnly];
  return { key, at, outcome: isNothing ? 'unchanged' : outcome, match: found, entries: all, remarks, requests: 0 };
}
