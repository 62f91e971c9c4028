/** A sales team's weeks: who met and called whom, what their org holds of it, and what a human would say belongs together. */
import type { Snapshot } from '../../src/match/types.ts';
import { Calls } from './calls.ts';
import { atLocal } from './clock.ts';
import { labelOf, viewOf } from './label.ts';
import { internalTitle, Meetings, roomFor, titleFor, type Planned } from './meetings.ts';
import { FIRST_DAY, generateOrg, Ids, type Company, type Customer, type Deal, type Org, type Rep } from './org.ts';
import { Random } from './random.ts';
import { RATES } from './rates.ts';
import type { Generated, Making } from './types.ts';

export type { Generated, IdLabel, Label, Labelled } from './types.ts';

const DAY = 86_400_000;
const CONVERSATIONS_A_REP = 240;
/** About what a rep comes to on a day; the weeks from February to April, when the clocks change on both sides. */
const WORKDAYS = 50;

interface Series {
  weekday: number;
  minute: number;
  planned: Omit<Planned, 'start'>;
}

function workdays(): string[] {
  const days: string[] = [];
  for (let at = Date.parse(FIRST_DAY); days.length < WORKDAYS; at += DAY) {
    const date = new Date(at);
    if (date.getUTCDay() % 6 !== 0) days.push(date.toISOString().slice(0, 10));
  }
  return days;
}

/** The deal that people of a company talk about: rather the rep's own, rather one that is open. */
function dealAbout(random: Random, company: Company, rep: Rep, day: string): Deal | undefined {
  const open = company.deals.filter(
    ({ row }) => (!row.IsClosed || row.CloseDate >= day) && row.CreatedDate.slice(0, 10) <= day,
  );
  if (open.length === 0) return undefined;
  return random.weighted(open.map((deal) => [deal, deal.row.OwnerId === rep.row.Id ? 5 : 1] as const));
}

/** Rather those who have a part in the deal. */
function customersOf(random: Random, company: Company, deal: Deal | undefined, most: number): Customer[] {
  const count = random.between(1, most);
  const first = deal && random.chance(0.75) ? random.some(deal.contacts, count) : [];
  const rest = company.customers.filter((each) => !first.includes(each));
  return [...first, ...random.some(rest, count - first.length)].slice(0, count);
}

/** `size` labelled conversations of one org, the same for the same seed. */
export function generate(seed: number, size: number): Generated {
  const random = new Random(seed);
  const ids = new Ids();
  const org = generateOrg(random, ids, Math.max(8, Math.ceil(size / CONVERSATIONS_A_REP)));
  const making: Making = { events: [], tasks: [], drafts: [] };
  const meetings = new Meetings(random, ids, making, org.reps);
  const calls = new Calls(random, ids, making);
  const series = new Map(org.reps.map((rep, number) => [rep, seriesOf(rep, officeOf(org, number))]));
  fill: for (const day of workdays())
    for (const [number, rep] of org.reps.entries()) {
      if (making.drafts.length >= size) break fill;
      dayOf(rep, officeOf(org, number), day);
    }
  const view = viewOf(org, making);
  const conversations = making.drafts.slice(0, size).map((draft) => ({
    conversation: draft.conversation,
    traps: draft.traps.size > 0 ? [...draft.traps] : (['plain'] as const).slice(),
    label: labelOf(draft, view),
    about: draft.deal?.row.Id,
  }));
  const snapshot: Snapshot = {
    users: org.reps.map(({ row }) => row),
    ...{ accounts: org.accounts, contacts: org.contacts, leads: org.leads, opportunities: org.opportunities },
    ...{ contactRoles: org.contactRoles, teamMembers: org.teamMembers, events: making.events, tasks: making.tasks },
    ...{ conversations: [], moments: [], participants: [], suggestions: [] },
  };
  return { seed, snapshot, conversations };

  function officeOf({ reps }: Org, number: number): Rep[] {
    const first = number - (number % 4);
    return reps.slice(first, first + 4).filter((_, each) => first + each !== number);
  }

  function meetingOf(rep: Rep, office: Rep[], day: string): Omit<Planned, 'start'> {
    const minutes = random.pick([30, 30, 45, 60]);
    const room = rep.room ?? roomFor(random);
    const colleagues = random.chance(RATES.severalReps) ? random.some(office, random.between(1, 2)) : [];
    if (random.chance(RATES.internal)) {
      const reps = [rep, ...random.some(office, random.between(1, 3))];
      return { minutes, reps, customers: [], title: internalTitle(random), room, traps: ['internal'] };
    }
    const reps = [rep, ...colleagues];
    if (random.chance(RATES.withLead)) {
      const customers = random.some(rep.leads, 1);
      return { minutes, reps, customers, title: titleFor(random, undefined, undefined), room, traps: [] };
    }
    const company = random.pick(rep.companies);
    const deal = dealAbout(random, company, rep, day);
    const customers = customersOf(random, company, deal, 3);
    return { minutes, reps, customers, company, deal, title: titleFor(random, company, deal), room, traps: [] };
  }

  function seriesOf(rep: Rep, office: Rep[]): Series[] {
    return [1, 2, 3, 4].map((weekday) => {
      const planned = meetingOf(rep, office, FIRST_DAY);
      return {
        weekday: random.chance(0.3) ? 5 : weekday,
        minute: random.between(18, 32) * 30,
        planned: { ...planned, title: `Weekly ${planned.title}`, traps: [...planned.traps, 'series' as const] },
      };
    });
  }

  /** From nine to half past five; what is agreed weekly stands, the rest fills the gaps. */
  function dayOf(rep: Rep, office: Rep[], day: string): void {
    const zone = rep.row.TimeZoneSidKey;
    const weekday = new Date(day).getUTCDay();
    const agreed = (series.get(rep) ?? []).filter((each) => each.weekday === weekday);
    for (const { minute, planned } of agreed) meetings.add({ ...planned, start: atLocal(day, minute, zone) });
    let minute = 9 * 60;
    while (minute < 17 * 60) {
      const isFree = agreed.every((each) => minute + 60 <= each.minute || minute >= each.minute + each.planned.minutes);
      const start = atLocal(day, minute, zone);
      if (!isFree || random.chance(0.6)) {
        minute += 30;
      } else if (random.chance(RATES.call)) {
        call(rep, office, day, start);
        minute += random.pick([15, 30, 45]);
      } else {
        const planned = meetingOf(rep, office, day);
        meetings.add({ ...planned, start });
        minute += planned.minutes + random.pick([0, 0, 15, 30]);
      }
    }
  }

  function call(rep: Rep, office: Rep[], day: string, from: number): void {
    const isLead = random.chance(RATES.withLead);
    const company = isLead ? undefined : random.pick(rep.companies);
    const deal = company && dealAbout(random, company, rep, day);
    const [customer] = company ? customersOf(random, company, deal, 1) : random.some(rep.leads, 1);
    if (!customer) return;
    const colleague = random.chance(RATES.severalOnCall) ? random.pick(office) : undefined;
    const planned = { start: from + random.between(0, 600) * 1000, rep, colleague, customer, company, deal };
    if (random.chance(0.08)) calls.addUnrecorded({ ...planned, start: from - random.between(5, 180) * 60_000 });
    if (random.chance(RATES.anotherCallBeside)) {
      const [other] = random.some(random.pick(rep.companies).customers, 1);
      const at = planned.start + random.pick([-1, 1]) * random.between(10, 240) * 1000;
      if (other && other !== customer) calls.addUnrecorded({ start: at, rep, customer: other });
    }
    calls.add(planned);
  }
}
