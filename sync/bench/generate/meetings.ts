/** One meeting as it was planned: what the calendars hold of it, and what the recorder says of it. */
import { Conversation, keyOf } from '../../src/conversation/conversation.ts';
import type { EventRow } from '../../src/match/types.ts';
import { iso } from './clock.ts';
import type { Company, Customer, Deal, Ids, Rep } from './org.ts';
import type { Random } from './random.ts';
import { RATES, type Trap } from './rates.ts';
import type { Draft, Making } from './types.ts';
import { BUSY, DEAL, GENERIC, INTERNAL, NOT_LATIN, SUBJECT } from './words.ts';

export interface Planned {
  start: number;
  minutes: number;
  /** The one who invited first. */
  reps: Rep[];
  customers: Customer[];
  company?: Company;
  deal?: Deal;
  title: string;
  room: string;
  traps: Trap[];
}

const MINUTE = 60_000;
/** In America; Europe follows three weeks later, and for these weeks the offices are an hour nearer. */
const CLOCKS_CHANGED = Date.parse('2026-03-08T07:00:00Z');

export function roomFor(random: Random): string {
  return `https://zoom.example/j/${random.between(100_000_000, 999_999_999)}`;
}

/** As people name meetings: with the customer or the deal before or after, or neither. */
export function titleFor(random: Random, company: Company | undefined, deal: Deal | undefined): string {
  const subject = random.pick(SUBJECT);
  if (!company) return subject;
  const short = company.name.split(' ')[0] ?? company.name;
  const withDeal = deal && random.chance(0.35) ? `${deal.kind}: ` : '';
  return random.pick([
    `${short} <> Sealight: ${withDeal}${subject}`,
    `${withDeal}${subject} – ${company.name}`,
    `${company.name} ${withDeal}${subject}`,
    `${withDeal}${subject}`,
  ]);
}

export class Meetings {
  readonly #random: Random;
  readonly #ids: Ids;
  readonly #making: Making;
  readonly #reps: Rep[];
  #count = 0;

  constructor(random: Random, ids: Ids, making: Making, reps: Rep[]) {
    this.#reps = reps;
    this.#random = random;
    this.#ids = ids;
    this.#making = making;
  }

  /** The meeting, and now and then what makes it hard to tell: a twin, a block beside it, a guest who never came. */
  add(planned: Planned): void {
    const random = this.#random;
    if (random.chance(RATES.noShowThenAnother) && planned.company) return this.#noShow(planned);
    this.#meeting(planned);
    if (random.chance(RATES.cancelledBeside)) this.#cancelled(planned);
    if (random.chance(RATES.busyBlockBeside)) this.#busy(planned);
    if (random.chance(RATES.nearTwin) && planned.customers.length > 0) this.#twin(planned);
  }

  #meeting(given: Planned): Draft {
    const random = this.#random;
    const traps = new Set<Trap>(given.traps);
    const [owner] = given.reps as [Rep];
    let planned = given;
    let invitedAt = given.start;
    let inCalendar = given.start;
    if (random.chance(RATES.moved)) {
      const by = random.pick([-1, 1]) * random.between(3, 22) * 5 * MINUTE;
      planned = { ...given, start: given.start + by };
      traps.add('moved');
      inCalendar = planned.start;
      if (random.chance(0.5)) invitedAt = planned.start;
    } else if (random.chance(RATES.movedAndEventNot)) {
      const by = random.pick([-1, 1]) * random.between(3, 22) * 5 * MINUTE;
      planned = { ...given, start: given.start + by };
      traps.add('moved');
      invitedAt = planned.start;
    } else if (traps.has('series') && given.start > CLOCKS_CHANGED && random.chance(RATES.hourOffSinceClocksChanged)) {
      traps.add('clocksChanged');
      inCalendar = given.start + 60 * MINUTE;
    }
    if (!owner.row.IsActive) traps.add('ownerLeft');

    let title: string | undefined = planned.title;
    let subject: string | null = planned.title;
    if (random.chance(RATES.titleNotLatin)) {
      traps.add('titleNotLatin');
      subject =
        title = `${random.pick(NOT_LATIN)}${random.chance(0.5) ? ` ${planned.company?.name.split(' ')[0] ?? ''}` : ''}`;
    }
    if (random.chance(RATES.titleGeneric)) {
      traps.add('titleGeneric');
      title = random.pick(GENERIC);
      if (random.chance(0.3)) subject = random.pick(GENERIC);
    } else if (random.chance(RATES.titleAbsent)) {
      traps.add('titleAbsent');
      title = undefined;
    } else if (random.chance(RATES.renamed)) {
      traps.add('renamed');
      subject = random.pick([
        titleFor(random, planned.company, planned.deal),
        random.pick(SUBJECT),
        `${subject} (new)`,
      ]);
    } else if (random.chance(0.06)) {
      title = `${random.pick(['Fwd: ', 'Re: '])}${title}`;
    }

    let present = planned.customers;
    const others = planned.company?.customers.filter((each) => !present.includes(each)) ?? [];
    const invited = present;
    if (others.length > 0 && present.length > 0 && random.chance(RATES.forwarded)) {
      traps.add('forwarded');
      present = [...present.slice(1), random.pick(others)];
    } else if (present.length > 2 && random.chance(0.2)) present = present.slice(0, -1);

    const events: EventRow[] = [];
    if (random.chance(RATES.notInCalendar)) traps.add('notInCalendar');
    else {
      const successor = !owner.row.IsActive && random.chance(0.1) ? random.pick(this.#reps) : undefined;
      const guests = random.chance(RATES.guestsOnEvent);
      const who = random.chance(RATES.whoOnEvent) ? invited[0] : undefined;
      const dealOn = random.chance(RATES.dealOnEvent) ? planned.deal?.row.Id : undefined;
      const place = random.chance(0.6) ? planned.room : undefined;
      for (const [number, rep] of planned.reps.entries()) {
        if (number > 0 && !random.chance(RATES.copyInColleaguesCalendar)) continue;
        const ownerId = successor && number === 0 ? successor.row.Id : rep.row.Id;
        const row = this.#event(ownerId, subject, inCalendar, planned.minutes);
        this.#invite(row, guests ? invited : [], guests ? planned.reps : [], who);
        if (dealOn && number === 0 && !row.WhoId?.startsWith('00Q')) row.WhatId = dealOn;
        if (place) row.Location = place;
        events.push(row);
      }
    }

    const isLate = random.chance(RATES.lateStart);
    if (isLate) traps.add('lateStart');
    const isLong = random.chance(RATES.overrun);
    if (isLong) traps.add('overrun');
    const started = planned.start + (isLate ? random.between(6, 20) * 60 : random.between(-120, 240)) * 1000;
    const length = Math.max(
      4,
      planned.minutes - random.between(0, Math.floor(planned.minutes / 4)) + (isLong ? random.between(10, 40) : 0),
    );
    const plan = {
      ...{ started, ended: started + length * MINUTE, title, present, traps, events, planned },
      scheduled: random.chance(RATES.scheduleKnown) ? invitedAt : undefined,
    };
    if (planned.reps.length > 1) traps.add('severalReps');
    const draft = this.#record(owner, plan);
    const [, second] = planned.reps;
    if (second && random.chance(RATES.secondRecording)) {
      traps.add('secondRecording');
      this.#record(second, { ...plan, started: started + random.between(0, 90) * 1000, traps: new Set([...traps]) });
    }
    return draft;
  }

  #record(
    owner: Rep,
    of: {
      started: number;
      ended: number;
      title?: string;
      present: Customer[];
      traps: Set<Trap>;
      events: EventRow[];
      planned: Planned;
      scheduled?: number;
    },
  ): Draft {
    const random = this.#random;
    const { planned, present, traps } = of;
    const customers: (Customer | undefined)[] = planned.reps.map(() => undefined);
    const parties: unknown[] = planned.reps.map(({ row }) => ({ role: 'ours', name: row.Name, email: row.Email }));
    for (const customer of present) {
      const isNamedOnly = !customer.email || random.chance(RATES.addressMissing);
      if (isNamedOnly) traps.add('addressMissing');
      parties.push({ role: 'theirs', name: customer.name, ...(isNamedOnly ? {} : { email: customer.email }) });
      customers.push(customer);
      for (const trait of ['personAccount', 'convertedLead', 'sameEmailTwice', 'freemail'] as const)
        if (customer.traits.has(trait)) traps.add(trait);
    }
    if (present.length > 0 && random.chance(0.05)) {
      parties.push({ role: 'theirs', name: 'A Guest', email: `guest${this.#count}@consult.example` });
      customers.push(undefined);
    }
    const end = { scheduledEnd: iso((of.scheduled ?? 0) + planned.minutes * MINUTE) };
    const conversation = Conversation.parse({
      ...{ source: 'zoom', sourceId: `m${++this.#count}`, kind: 'meeting', title: of.title },
      ...{ startedAt: iso(of.started), endedAt: iso(of.ended), owner: { email: owner.row.Email }, parties },
      ...(of.scheduled === undefined ? {} : { scheduledStart: iso(of.scheduled), ...end }),
      ...(random.chance(RATES.conferenceKnown) ? { conferenceUrl: `${planned.room}?pwd=x` } : {}),
    });
    const events = [...of.events].sort(
      (a, b) => Number(b.OwnerId === owner.row.Id) - Number(a.OwnerId === owner.row.Id),
    );
    const { company, deal } = planned;
    const draft: Draft = { conversation, traps, reps: planned.reps, customers, company, deal, events };
    this.#making.drafts.push(draft);
    return draft;
  }

  #event(ownerId: string, subject: string | null, start: number, minutes: number): EventRow {
    const row: EventRow = {
      ...{ Id: this.#ids.of('00U'), Subject: subject, OwnerId: ownerId, WhoId: null, WhatId: null, Description: null },
      ...{ StartDateTime: iso(start), EndDateTime: iso(start + minutes * MINUTE), Location: null, attendeeEmails: [] },
      ...{ IsAllDayEvent: false, Conversation_Key__c: null },
    };
    this.#making.events.push(row);
    return row;
  }

  /** Salesforce names guests only where it knows them: as contacts, leads or users. */
  #invite(row: EventRow, guests: Customer[], reps: Rep[], who: Customer | undefined): void {
    const known = guests.flatMap(({ contact, lead }) => contact?.Email ?? lead?.Email ?? []);
    row.attendeeEmails = [...known.map((email) => email.toLowerCase()), ...reps.map((rep) => rep.row.Email)];
    row.WhoId = who?.contact?.Id ?? who?.lead?.Id ?? null;
  }

  /** Another with much the same people and title within the hour. */
  #twin(planned: Planned): void {
    const random = this.#random;
    const title = random.pick([`${planned.title} (2)`, planned.title, titleFor(random, planned.company, planned.deal)]);
    const start = planned.start + random.pick([15, 30, planned.minutes, planned.minutes, 60]) * MINUTE;
    const fewer = planned.customers.length > 1 && random.chance(0.6) ? planned.customers.slice(1) : planned.customers;
    const twin: Planned = { ...planned, title, start, customers: fewer, room: roomFor(random), traps: ['nearTwin'] };
    if (planned.reps[0]?.room) twin.room = planned.reps[0].room;
    const before = this.#making.drafts.at(-1);
    before?.traps.add('nearTwin');
    const { conversation, events } = this.#meeting(twin);
    const [first] = events;
    if (first && random.chance(RATES.alreadySynced)) first.Conversation_Key__c = keyOf(conversation);
  }

  /** They never came; minutes later the rep talks with somebody else, whom no calendar expects. */
  #noShow(planned: Planned): void {
    const random = this.#random;
    const [owner] = planned.reps as [Rep];
    const row = this.#event(owner.row.Id, planned.title, planned.start, planned.minutes);
    const guests = random.chance(RATES.guestsOnEvent);
    this.#invite(
      row,
      guests ? planned.customers : [],
      guests ? [owner] : [],
      random.chance(0.6) ? planned.customers[0] : undefined,
    );
    if (random.chance(0.6)) row.Location = planned.room;
    const other = random.pick(owner.companies.filter((company) => company !== planned.company));
    const started = planned.start + random.between(6, 16) * MINUTE;
    const customers = random.some(other.customers, 1);
    const deal = random.chance(0.7) ? other.deals[0] : undefined;
    this.#record(owner, {
      ...{ started, ended: started + random.between(5, 20) * MINUTE, present: customers, events: [] },
      title: random.chance(0.5) ? titleFor(random, other, deal) : random.pick(GENERIC),
      traps: new Set<Trap>(['noShow', 'notInCalendar']),
      planned: { ...planned, reps: [owner], customers, company: other, deal, room: owner.room ?? roomFor(random) },
    });
  }

  #cancelled(planned: Planned): void {
    const random = this.#random;
    const [owner] = planned.reps as [Rep];
    this.#making.drafts.at(-1)?.traps.add('cancelled');
    const isSame = random.chance(0.3);
    const company = isSame ? planned.company : random.pick(owner.companies);
    const title = isSame ? planned.title : titleFor(random, company, undefined);
    const subject = isSame || random.chance(0.6) ? `Canceled: ${title}` : title;
    const row = this.#event(
      owner.row.Id,
      subject,
      planned.start + (isSame ? random.pick([0, 0, 30]) * MINUTE : 0),
      planned.minutes,
    );
    const guests = random.chance(RATES.guestsOnEvent);
    const invited = isSame ? planned.customers : random.some(company?.customers ?? [], 2);
    this.#invite(row, guests ? invited : [], guests ? [owner] : [], random.chance(0.6) ? invited[0] : undefined);
  }

  #busy(planned: Planned): void {
    const random = this.#random;
    const [owner] = planned.reps as [Rep];
    this.#making.drafts.at(-1)?.traps.add('busyBlock');
    this.#event(owner.row.Id, random.pick(BUSY), planned.start + random.pick([0, 0, 30, -30]) * MINUTE, 30);
    if (random.chance(0.1)) {
      const day = this.#event(owner.row.Id, 'Holiday', Date.parse(iso(planned.start).slice(0, 10)), 0);
      day.IsAllDayEvent = true;
    }
  }
}

export function internalTitle(random: Random): string {
  return random.pick(INTERNAL);
}

/** Whether a title speaks of one deal of several. */
export function kindsIn(title: string | undefined): string[] {
  const text = title?.toLowerCase() ?? '';
  return DEAL.filter((kind) => text.includes(kind.toLowerCase()));
}
