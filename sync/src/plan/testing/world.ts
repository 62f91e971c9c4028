/** For tests: an org, the service beside it, and what people did there, which has to hold whatever the service does. */
import assert from 'node:assert/strict';
import type { Conversation } from '../../conversation/conversation.ts';
import type { Snapshot } from '../../match/types.ts';
import { same } from '../difference.ts';
import { isOwnChild } from '../keys.ts';
import { modeOf } from '../modes.ts';
import { writingOf, type TenantSettings } from '../settings.ts';
import type { Plan } from '../types.ts';
import type { Row } from '../undo/types.ts';
import { MemoryOrg } from './org.ts';
import { MemoryService } from './service.ts';

export const PERSON = '005DB0000000REP00';
const OWN = ['Conversation__c', 'Conversation_Moment__c', 'Conversation_Participant__c', 'Conversation_Suggestion__c'];
const LINKS = ['Opportunity__c', 'Account__c', 'Contact__c', 'Lead__c'];
/** Whatever the service wrote into a description stands in such a frame. */
const MARKS = /--- Debrief notes[^]*--- End of Debrief/;
/** An error code, or the name of a rule or field, stands in no sentence for people. */
const CODES = /\b[A-Z]+_[A-Z_]+\b|\b\w+__c\b|\b(?!iCal)[a-z]+[A-Z][a-zA-Z]*\b|undefined|null|NaN|\[object/;

export class World {
  readonly org: MemoryOrg;
  readonly service: MemoryService;
  /** The org as it would be without the service. */
  #without: MemoryOrg;
  #atLastRun: MemoryOrg;
  /** Rows that a person worked with since the service last took everything back: it leaves them. */
  readonly #disturbed = new Set<string>();
  /** What people typed into descriptions, by the activity's Id. */
  readonly #typed = new Map<string, string[]>();
  /** What a person set: `object Id field` → value. */
  readonly #set = new Map<string, unknown>();
  #lock: Row | undefined;
  #lockNext = false;
  #said = 0;

  constructor(snapshot: Snapshot, conversation: Conversation, settings: TenantSettings) {
    this.org = new MemoryOrg(snapshot);
    this.#without = new MemoryOrg(snapshot);
    this.#atLastRun = new MemoryOrg(snapshot);
    this.service = new MemoryService(this.org, conversation, settings);
  }

  /** A text that nobody else has typed. */
  word(): string {
    this.#said += 1;
    return `word ${this.#said}.`;
  }

  /** A person changes a record; whatever was there before the service came is changed in both orgs. */
  edit(object: string, id: string, values: Row): void {
    this.org.update(object, id, values, PERSON);
    if (this.#without.row(object, id)) {
      const { Description: _, ...rest } = values;
      Object.assign(this.#without.row(object, id) ?? {}, rest);
    } else this.#disturbed.add(id);
    const then = this.#atLastRun.row(object, id);
    for (const [field, value] of Object.entries(values)) {
      const name = `${object} ${id} ${field}`;
      if (field === 'Description') continue;
      // changed and changed back: nobody can tell
      if (then && same(then[field], value)) this.#set.delete(name);
      else this.#set.set(name, value);
    }
  }

  /** Changed and changed back before anybody looked: nobody can tell. */
  isBack(object: string, { Id }: Row, field: string, value: unknown): boolean {
    const then = this.#atLastRun.row(object, Id);
    return then !== undefined && same(then[field], value);
  }

  /** In the customers' own records, which are the same with and without the service. */
  both(change: (org: MemoryOrg) => void): void {
    change(this.org);
    change(this.#without);
  }

  /** Changed by the org itself because of what a person did: no longer as the service left it. */
  disturb(id: unknown): void {
    this.#disturbed.add(String(id));
  }

  type(object: string, id: string, description: string, typed?: string): void {
    this.edit(object, id, { Description: description });
    if (typed) this.#typed.set(id, [...(this.#typed.get(id) ?? []), typed]);
  }

  /** A person writes a row beneath the conversation. */
  write(object: string, values: Row): Row {
    const row = this.org.insert(object, values, PERSON);
    this.#disturbed.add(String(row.Id));
    for (const [field, value] of Object.entries(values)) this.#set.set(`${object} ${String(row.Id)} ${field}`, value);
    return row;
  }

  delete(object: string, id: string): void {
    this.org.remove(object, id);
    if (this.#without.row(object, id)) this.#without.remove(object, id);
    this.#typed.delete(id);
    this.#forget(new RegExp(`^${object} ${id} `));
  }

  #forget(names: RegExp): void {
    for (const name of [...this.#set.keys()]) if (names.test(name)) this.#set.delete(name);
  }

  /** A person chose anew: what stood on the activity before gives way. */
  chooseAnew(lock: boolean): void {
    this.#forget(/ (WhatId|WhoId|Opportunity__c)$/);
    this.#lock = undefined;
    this.#lockNext = lock;
  }

  run(most?: number): void {
    const planned = this.service.isUndone ? undefined : this.service.plan();
    const done = this.service.run(most);
    if (planned) this.#checkPlan(planned);
    this.#checkPeople();
    if (!done) return;
    this.#atLastRun = new MemoryOrg(this.org.snapshot);
    const { record, settings } = this.service;
    if (done.receipt.outcome !== 'planned' && this.#lockNext && record?.Match_Status__c === 'Locked') {
      this.#lock = linksOf(record);
      this.#lockNext = false;
    }
    if (this.#lock) assert.deepEqual(record && linksOf(record), this.#lock, 'a lock is overridden');
    if (settings.writing === 'off') return;
    const again = this.service.plan('2026-03-04T09:00:00.000Z');
    const more = again.writes.flatMap(({ object, operation, fields }) => [
      `${operation} ${object}`,
      ...fields.map(({ field, before, after }) => `${field}: ${String(before)} → ${String(after)}`),
    ]);
    assert.ok(more.length === 0, `planned again it writes: ${more.join('; ')}`);
  }

  undo(): void {
    // which deal a conversation is about goes with the conversation
    this.#forget(/^Conversation__c /);
    this.service.undo();
    this.#lock = undefined;
    this.#lockNext = false;
    this.#checkPeople();
    this.#checkWithout();
    const once = this.service.undo().entries.filter((entry) => entry.outcome === 'written');
    const again = once.map(
      ({ object, operation, fields }) => `${operation} ${object} ${fields.map((each) => each.field).join()}`,
    );
    assert.ok(again.length === 0, `undone again it writes: ${again.join('; ')}`);
    // a resync finds and fills anew what is empty
    for (const [name, value] of this.#set) if (value === null) this.#set.delete(name);
    this.#without = new MemoryOrg(this.org.snapshot);
    this.#atLastRun = new MemoryOrg(this.org.snapshot);
    this.#disturbed.clear();
  }

  #checkPlan(planned: Plan): void {
    const { settings, key } = this.service;
    const { evidence } = planned.match;
    assert.ok(evidence.trim() !== '', 'evidence is empty');
    const unquoted = evidence.replace(/(?<!\w)'.*?'(?!\w)/g, ' ').replace(/\S+@\S+|https?:\S+/g, '');
    assert.doesNotMatch(unquoted, CODES, evidence);
    const keys = planned.writes.map(({ object, key: own, id }) => `${object} ${own?.value ?? id}`);
    assert.equal(new Set(keys).size, keys.length, 'a key is used twice');
    if (settings.writing === 'off') return;
    for (const { object, operation, key: own, fields } of planned.writes) {
      if (OWN.includes(object)) {
        assert.notEqual(modeOf(settings, object).writing, 'off', object);
        if (own && object !== 'Conversation__c') assert.ok(isOwnChild(key, own.value), own.value);
        continue;
      }
      for (const { field } of operation === 'delete' ? [] : fields)
        assert.equal(writingOf(settings, object, field), 'on', `${object}.${field} is written`);
    }
  }

  /** No text and no decision of a person is lost. */
  #checkPeople(): void {
    for (const [id, typed] of this.#typed) {
      const row = this.org.row('Event', id) ?? this.org.row('Task', id);
      assert.ok(row, `the activity ${id} that a person wrote on is gone`);
      for (const words of typed) assert.ok(String(row.Description).includes(words), `'${words}' is lost`);
    }
    for (const [name, value] of this.#set) {
      const [object = '', id, field = ''] = name.split(' ');
      const row = this.org.row(object, id);
      assert.ok(row, `${object} ${id} that a person worked with is gone`);
      assert.ok(
        same(row[field], value),
        `${object}.${field}: a person’s ${String(value)} became ${String(row[field])}`,
      );
    }
  }

  /** After an undo: what nobody worked with is as if the service had never been. */
  #checkWithout(): void {
    const isKept = [...this.#disturbed].some((id) => OWN.some((object) => this.org.row(object, id)));
    for (const object of ['Event', 'Task', 'Opportunity', 'Account', 'ContentNote', ...OWN]) {
      if (isKept && OWN.includes(object)) continue;
      for (const row of this.org.list(object)) {
        const id = String(row.Id);
        const was = this.#without.row(object, id);
        if (!was) {
          assert.ok(this.#disturbed.has(id), `${object} ${id} stays after an undo`);
          if (object === 'Event' || object === 'Task') assert.doesNotMatch(String(row.Description), MARKS);
          continue;
        }
        for (const field of Object.keys(this.org.snapshot.shapes?.[object] ?? {})) {
          if (field === 'WhoId' && this.#disturbed.has(id)) continue;
          if (field === 'Description' && this.#typed.has(id)) {
            assert.ok(!MARKS.test(String(row[field])) || MARKS.test(String(was[field])));
            continue;
          }
          const now = `${object}.${field} is ${String(row[field])} after an undo, and was ${String(was[field])}`;
          assert.ok(same(row[field], was[field]), now);
        }
      }
      for (const { Id } of this.#without.list(object)) assert.ok(this.org.row(object, Id), `${object} is gone`);
    }
  }
}

function linksOf(record: Row): Row {
  return Object.fromEntries(LINKS.map((field) => [field, record[field] ?? null]));
}
