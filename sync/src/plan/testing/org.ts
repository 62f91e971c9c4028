/** For tests: an org in memory that takes writes as the real one would, refuses what it would refuse, and says who wrote. */
import assert from 'node:assert/strict';
import { objectOfId, toId18 } from '../../match/ids.ts';
import type { NoteRow, Snapshot } from '../../match/types.ts';
import type { FieldValue, PlannedWrite, ReceiptEntry } from '../types.ts';
import type { Row } from '../undo/types.ts';

export const SELF = toId18('005DB0000000SELF');
const PREFIX: Record<string, string> = {
  ...{ Event: '00U', Task: '00T', Conversation__c: 'a00', Conversation_Moment__c: 'a01' },
  ...{ Conversation_Participant__c: 'a02', Conversation_Suggestion__c: 'a03', ContentNote: '069' },
  ...{ ContentDocumentLink: '06A', Opportunity: '006', OpportunityContactRole: '00K', Contact: '003' },
};
const CHILDREN = ['Conversation_Moment__c', 'Conversation_Participant__c', 'Conversation_Suggestion__c'];
const DEFAULTS: Record<string, Row> = {
  Event: { attendeeEmails: [] },
  Conversation_Moment__c: { Done__c: false },
};

const isActivity = (object: string) => object === 'Event' || object === 'Task';
const isReferredTo = (object: string) => isActivity(object) || object === 'ContentNote';

/** In the order of `org/apply.ts`: what others name by its Id, the conversation, what goes, moments, the rest. */
function stageOf({ object, operation, release }: PlannedWrite): number {
  if (release) return 0;
  if (operation === 'delete') return 3;
  if (isReferredTo(object)) return 1;
  return object === 'Conversation__c' ? 2 : object === 'Conversation_Moment__c' ? 4 : 5;
}

export class MemoryOrg {
  snapshot: Snapshot;
  now = '2026-03-03T15:00:00.000Z';
  #made = 0;

  constructor(snapshot: Snapshot) {
    this.snapshot = structuredClone(snapshot);
    this.snapshot.notes ??= [];
  }

  list(object: string): Row[] {
    const { snapshot } = this;
    const lists: Record<string, unknown[] | undefined> = {
      ...{ Event: snapshot.events, Task: snapshot.tasks, Conversation__c: snapshot.conversations },
      ...{ Conversation_Moment__c: snapshot.moments, Conversation_Participant__c: snapshot.participants },
      ...{ Conversation_Suggestion__c: snapshot.suggestions, ContentNote: snapshot.notes },
      ...{ Account: snapshot.accounts, Contact: snapshot.contacts, Lead: snapshot.leads },
      ...{ Opportunity: snapshot.opportunities, OpportunityContactRole: snapshot.contactRoles },
    };
    assert.ok(lists[object], `${object} is an object of the org`);
    return lists[object] as Row[];
  }

  row(object: string, id: unknown): Row | undefined {
    return this.list(object).find(({ Id }) => Id === id);
  }

  newId(object: string): string {
    this.#made += 1;
    return toId18(`${PREFIX[object] ?? 'a09'}NW${String(this.#made).padStart(10, '0')}`);
  }

  insert(object: string, values: Row, by: string): Row {
    const described = Object.keys(this.snapshot.shapes?.[object] ?? {}).map((field) => [field, null]);
    const row: Row = { ...(Object.fromEntries(described) as Row), ...structuredClone(DEFAULTS[object] ?? {}) };
    Object.assign(row, { Id: this.newId(object), CreatedById: by, CreatedDate: this.now });
    this.list(object).push(row);
    this.#set(object, row, values, by);
    return row;
  }

  update(object: string, id: string, values: Row, by: string): void {
    const row = this.row(object, id);
    assert.ok(row, `${object} ${id} is there to be changed`);
    this.#set(object, row, values, by);
  }

  remove(object: string, id: string): void {
    const list = this.list(object);
    const at = list.findIndex(({ Id }) => Id === id);
    assert.ok(at >= 0, `${object} ${id} is there to be deleted`);
    list.splice(at, 1);
    if (object === 'Conversation__c')
      for (const child of CHILDREN)
        for (const { Id } of this.list(child).filter((row) => row.Conversation__c === id))
          this.remove(child, String(Id));
    if (object === 'Conversation_Moment__c')
      for (const row of this.snapshot.suggestions) if (row.Moment__c === id) row.Moment__c = null;
  }

  #set(object: string, row: Row, values: Row, by: string): void {
    for (const [field, value] of Object.entries(values))
      row[field] = typeof value === 'string' ? value.trim() || null : value;
    Object.assign(row, { LastModifiedById: by, LastModifiedDate: this.now });
    if (!isActivity(object)) return;
    const isLead = objectOfId(row.WhoId as string | null) === 'Lead';
    assert.ok(!isLead || !row.WhatId, 'a deal or account stands beside a lead');
  }

  /** The service's writes, as its user; `most`: the connection is lost after so many records. */
  take(writes: PlannedWrite[], most = Infinity): { entries: ReceiptEntry[]; isWhole: boolean } {
    const entries = writes.map(({ object, operation, id, key, touched, fields }): ReceiptEntry => ({
      ...(touched ? { touched } : {}),
      ...{ object, operation, fields: [...fields], outcome: 'skipped' },
      ...(id ? { id } : {}),
      ...(key ? { key: key.value } : {}),
      ...(id && operation === 'upsert' ? { existed: true } : {}),
    }));
    const order = writes.map((_, at) => at).sort((a, b) => stageOf(at(writes, a)) - stageOf(at(writes, b)) || a - b);
    const ids = new Map<string, string>();
    for (const position of order.slice(0, untilWhole(order, writes, most))) {
      const write = at(writes, position);
      const entry = at(entries, position);
      entry.id = this.#takeOne(write, entry, ids) ?? entry.id;
      entry.outcome = 'written';
      if (entry.id && isReferredTo(write.object) && write.operation !== 'delete') ids.set(write.object, entry.id);
    }
    return { entries, isWhole: most >= writes.length };
  }

  #takeOne(write: PlannedWrite, entry: ReceiptEntry, ids: Map<string, string>): string | undefined {
    const { object, operation, key } = write;
    if (object === 'ContentDocumentLink') return this.#takeLink(write, ids);
    if (operation === 'delete') return void this.remove(object, String(write.id));
    const isNew = !write.id;
    this.#checkRights(write, isNew);
    const values: Row = Object.fromEntries(write.fields.map(({ field, after }) => [field, after]));
    for (const [field, link] of Object.entries(write.links ?? {})) {
      const id = isReferredTo(link.object)
        ? ids.get(link.object)
        : this.list(link.object).find(({ Key__c }) => Key__c === link.key)?.Id;
      assert.ok(id, `${link.object} ${link.key} stands where ${object} names it`);
      values[field] = id;
      if (isReferredTo(link.object)) entry.fields.push({ field, before: null, after: id as FieldValue, rule: 'made' });
    }
    if (object === 'ContentNote') Object.assign(values, isNew ? { links: [] } : {});
    if (operation === 'upsert' && key) values[key.field] = key.value;
    this.#checkKey(object, values, write.id);
    if (isNew) return String(this.insert(object, values, SELF).Id);
    this.update(object, String(write.id), values, SELF);
    return write.id;
  }

  #takeLink({ operation, id, fields }: PlannedWrite, ids: Map<string, string>): string | undefined {
    const notes = this.snapshot.notes ?? [];
    if (operation === 'delete') {
      const holder = notes.find((each) => each.links.some((link) => link.Id === id));
      assert.ok(holder, 'the link that is taken away is there');
      holder.links = holder.links.filter((link) => link.Id !== id);
      return undefined;
    }
    const valueOf = (name: string) => fields.find(({ field }) => field === name)?.after;
    const note = notes.find(({ Id }) => Id === (valueOf('ContentDocumentId') ?? ids.get('ContentNote')));
    assert.ok(note, 'the note that is shared is there');
    const link = { Id: this.newId('ContentDocumentLink'), LinkedEntityId: String(valueOf('LinkedEntityId')) };
    assert.ok(
      !note.links.some(({ LinkedEntityId }) => LinkedEntityId === link.LinkedEntityId),
      'a note is shared once',
    );
    note.links.push(link);
    return link.Id;
  }

  #checkRights({ object, fields, links }: PlannedWrite, isNew: boolean): void {
    const described = this.snapshot.shapes?.[object];
    for (const field of [...fields.map((each) => each.field), ...Object.keys(links ?? {})]) {
      const shape = described?.[field];
      assert.ok(shape && (isNew ? shape.createable : shape.updateable), `describe lets ${object}.${field} be written`);
    }
  }

  #checkKey(object: string, values: Row, id: string | undefined): void {
    for (const field of ['Key__c', 'Conversation_Key__c']) {
      const value = values[field];
      if (typeof value !== 'string') continue;
      assert.ok(!this.list(object).some((row) => row[field] === value && row.Id !== id), `${field} ${value} is unique`);
    }
  }

  note(id: unknown): NoteRow | undefined {
    return this.snapshot.notes?.find(({ Id }) => Id === id);
  }
}

function at<T>(list: T[], position: number): T {
  return list[position] as T;
}

/** A note, the record that keeps its Id and its link go in one composite request: received, it is carried out to its end. */
function untilWhole(order: number[], writes: PlannedWrite[], most: number): number {
  const isOfNote = (position: number) => /^Content/.test(at(writes, position).object);
  if (!order.slice(0, most).some(isOfNote)) return most;
  return Math.max(most, order.findLastIndex(isOfNote) + 1);
}
