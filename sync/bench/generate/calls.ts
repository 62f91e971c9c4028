/** One call: what the phone system says of it, and what is logged of it. */
import { Conversation } from '../../src/conversation/conversation.ts';
import type { TaskRow } from '../../src/match/types.ts';
import { iso, localDay } from './clock.ts';
import type { Company, Customer, Deal, Ids, Rep } from './org.ts';
import type { Random } from './random.ts';
import { RATES, type Trap } from './rates.ts';
import type { Making } from './types.ts';

export interface PlannedCall {
  start: number;
  rep: Rep;
  colleague?: Rep;
  customer: Customer;
  company?: Company;
  deal?: Deal;
}

const MINUTE = 60_000;

export class Calls {
  readonly #random: Random;
  readonly #ids: Ids;
  readonly #making: Making;
  #count = 0;

  constructor(random: Random, ids: Ids, making: Making) {
    this.#random = random;
    this.#ids = ids;
    this.#making = making;
  }

  add(planned: PlannedCall): void {
    const random = this.#random;
    if (!random.chance(RATES.redial)) return this.#call(planned, this.#length(), new Set());
    const short = random.between(5, 25);
    const later = planned.start + (short + random.between(20, 200)) * 1000;
    // which of the two the phone tool has logged
    const logged = random.weighted([
      ['both', 0.45],
      ['second', 0.4],
      ['first', 0.05],
      ['none', 0.1],
    ] as const);
    this.#call(planned, short, new Set(['redial']), logged === 'both' || logged === 'first');
    this.#call(
      { ...planned, start: later },
      random.between(60, 1500),
      new Set(['redial']),
      logged === 'both' || logged === 'second',
    );
  }

  /** A call that nobody recorded, and somebody logged. */
  addUnrecorded(planned: PlannedCall): void {
    const length = this.#length();
    const task = this.#task(planned, length, `x${this.#random.between(1, 1e9)}`, 'outbound', planned.customer.phone);
    task.CreatedDate = iso(planned.start + (length + this.#random.between(0, 20)) * 1000);
    if (this.#random.chance(RATES.alreadySynced)) task.Conversation_Key__c = `aircall:before-${task.Id}`;
  }

  #length(): number {
    const random = this.#random;
    return random.chance(0.25) ? random.between(4, 45) : Math.round(60 * Math.exp(random.next() * 3.4));
  }

  #call(planned: PlannedCall, length: number, traps: Set<Trap>, isLogged?: boolean): void {
    const random = this.#random;
    const { rep, colleague, customer, company, deal, start } = planned;
    const end = start + length * 1000;
    const sourceId = `c${++this.#count}-${random.between(1e6, 1e7)}`;
    const direction = random.chance(0.6) ? 'outbound' : 'inbound';
    let phone = customer.phone;
    if (company?.switchboard && (phone === company.switchboard || random.chance(RATES.switchboardCalls))) {
      phone = company.switchboard;
      traps.add('switchboard');
    }
    for (const trait of ['localNumber', 'extension', 'personAccount', 'sameEmailTwice'] as const)
      if (customer.traits.has(trait)) traps.add(trait);
    if (!rep.row.IsActive) traps.add('ownerLeft');
    if (colleague) traps.add('severalReps');

    const way =
      isLogged === undefined
        ? random.weighted([
            ['tool', RATES.loggedByPhoneTool],
            ['hand', RATES.loggedByHand],
            ['none', 1 - RATES.loggedByPhoneTool - RATES.loggedByHand],
          ] as const)
        : isLogged
          ? 'tool'
          : 'none';
    let task: TaskRow | undefined;
    if (way === 'none') traps.add('notLogged');
    else {
      task = this.#task(planned, length, sourceId, direction, phone);
      if (way === 'tool') {
        traps.add('phoneTool');
        const after = random.chance(0.9) ? random.between(0, 20) : random.between(20, 150);
        task.CreatedDate = iso(random.chance(0.8) ? end + after * 1000 : start + random.between(0, 5) * 1000);
        if (random.chance(RATES.callIdOnTask)) task.CallObject = sourceId;
        else if (random.chance(RATES.syncedLater)) {
          traps.add('loggedLate');
          const later = end + random.between(20, 400) * MINUTE;
          if (localDay(later, rep.row.TimeZoneSidKey) === task.ActivityDate) task.CreatedDate = iso(later);
        }
        if (colleague && random.chance(0.5)) task.OwnerId = colleague.row.Id;
      } else {
        traps.add('loggedLate');
        task.CallType = null;
        task.Subject = random.pick(['Call', `Called ${customer.name}`, 'Phone call']);
        task.Description = random.chance(0.3) ? 'Talked about next steps.' : null;
        const late = random.chance(0.5) ? random.between(1, 14) : random.between(15, 300);
        const isSameDay = localDay(end + late * MINUTE, rep.row.TimeZoneSidKey) === task.ActivityDate;
        task.CreatedDate = iso(end + (isSameDay ? late : 2) * MINUTE);
        task.CallDurationInSeconds = random.chance(0.7) ? null : Math.max(60, Math.round(length / 300) * 300);
      }
    }

    const isNamed = random.chance(RATES.callerNamed);
    const theirs = { role: 'theirs', ...(isNamed ? { name: customer.name } : {}), ...(phone ? { phone } : {}) };
    const ours = (colleague ? [rep, colleague] : []).map(({ row }) => ({
      role: 'ours',
      name: row.Name,
      email: row.Email,
    }));
    const conversation = Conversation.parse({
      ...{ source: 'aircall', sourceId, kind: 'call', direction, startedAt: iso(start), endedAt: iso(end) },
      ...{ durationSec: length, owner: { email: rep.row.Email }, parties: [...ours, theirs] },
    });
    this.#making.drafts.push({
      ...{ conversation, traps, reps: colleague ? [rep, colleague] : [rep], company, deal, events: [], task },
      customers: [...ours.map(() => undefined), customer],
    });
  }

  #task(planned: PlannedCall, length: number, sourceId: string, direction: string, phone: string | undefined): TaskRow {
    const random = this.#random;
    const { rep, customer, deal, start } = planned;
    const who = customer.contact?.Id ?? customer.lead?.Id ?? null;
    const number = phone ?? '';
    const row: TaskRow = {
      ...{ Id: this.#ids.of('00T'), OwnerId: rep.row.Id, WhatId: null, Description: null },
      Subject: random.pick([`${direction} call with ${customer.name}`, `Call ${number}`, 'Call']),
      WhoId: random.chance(RATES.whoOnTask) ? who : null,
      CreatedDate: iso(start + length * 1000),
      ActivityDate: localDay(start, rep.row.TimeZoneSidKey),
      CallDurationInSeconds: random.chance(RATES.durationOnTask)
        ? Math.max(0, length + random.pick([0, 0, 0, 1, -1]))
        : null,
      CallType: random.chance(0.7) ? (direction === 'inbound' ? 'Inbound' : 'Outbound') : null,
      CallObject: random.chance(0.3) ? `pbx-${sourceId.length}${random.between(1e6, 1e7)}` : null,
      ...{ TaskSubtype: 'Call', Conversation_Key__c: null },
    };
    if (!row.WhoId && random.chance(0.85)) row.Description = `Number: ${number}`;
    if (deal && random.chance(0.15) && !row.WhoId?.startsWith('00Q')) row.WhatId = deal.row.Id;
    this.#making.tasks.push(row);
    return row;
  }
}
