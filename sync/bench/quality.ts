/**
 * How often the matcher is right, on a generated set that it has not learned from. `node sync/bench/quality.ts` prints
 * tables with every trap; `--json` the figures; `--wrong` the conversations that were linked wrongly.
 */
import { companyDomain } from '../src/match/address.ts';
import { objectOfId } from '../src/match/ids.ts';
import { match } from '../src/match/match.ts';
import { DEFAULT_MATCH_SETTINGS } from '../src/match/settings.ts';
import { indexSnapshot, type SnapshotIndex } from '../src/match/snapshot-index.ts';
import type { Match, MatchSettings } from '../src/match/types.ts';
import { generate, type IdLabel, type Label, type Labelled } from './generate/generate.ts';
import { claap } from './rules/claap.ts';
import { gong } from './rules/gong.ts';
import { jiminny } from './rules/jiminny.ts';
import { titleStartEnd } from './rules/titleStartEnd.ts';
import type { DealCase, DealRule } from './rules/types.ts';
import { weflow } from './rules/weflow.ts';
import type { Bench, Figure } from './types.ts';

/** Another than the one that the weights are learned with. */
export const TESTING_SEED = 2;
export const TESTING_SIZE = 20_000;

/** What came of one question: a link, something new (or nothing linked), or a question to a person. */
export type Outcome = 'right' | 'wrong' | 'created' | 'review';
type Truth = 'link' | 'nothing' | 'review';

/** Truth → outcome → how many. */
export class Confusion {
  readonly counts = new Map<string, number>();

  add(truth: Truth, outcome: Outcome): void {
    const key = `${truth} ${outcome}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }
  of(truth: Truth, outcome: Outcome): number {
    return this.counts.get(`${truth} ${outcome}`) ?? 0;
  }
  total(truth: Truth): number {
    return (['right', 'wrong', 'created', 'review'] as const).reduce(
      (sum, outcome) => sum + this.of(truth, outcome),
      0,
    );
  }
  get wrong(): number {
    return this.of('link', 'wrong') + this.of('nothing', 'wrong') + this.of('review', 'wrong');
  }
  /** Of all links, those that are right. */
  get precision(): number {
    const right = this.of('link', 'right');
    return right + this.wrong === 0 ? 1 : right / (right + this.wrong);
  }
  /** Of all, those that were linked rightly, left to a person, or made anew. */
  get notWrong(): number {
    const all = this.total('link') + this.total('nothing') + this.total('review');
    return all === 0 ? 1 : 1 - this.wrong / all;
  }
  /** Of all that there was to link, what was linked rightly. */
  get recall(): number {
    const all = this.total('link');
    return all === 0 ? 1 : this.of('link', 'right') / all;
  }
}

function activityOutcome(label: Label['activity'], found: Match): [Truth, Outcome] {
  const { decision, id } = found.activity;
  const truth = typeof label === 'object' ? 'link' : label === 'create' ? 'nothing' : 'review';
  if (decision === 'none') return [truth, 'review'];
  if (decision === 'create') return [truth, 'created'];
  return [truth, typeof label === 'object' && label.ids.includes(id ?? '') ? 'right' : 'wrong'];
}

function idOutcome(label: IdLabel, linked: string | undefined, isAsked: boolean): [Truth, Outcome] {
  const truth = label === 'review' ? 'review' : label === null ? 'nothing' : 'link';
  if (linked === undefined) return [truth, isAsked ? 'review' : 'created'];
  return [truth, typeof label === 'object' && linked === label?.id ? 'right' : 'wrong'];
}

export interface Quality {
  activity: Confusion;
  meetings: Confusion;
  calls: Confusion;
  people: Confusion;
  deal: Confusion;
  byTrap: Map<string, { activity: Confusion; people: Confusion; deal: Confusion }>;
  others: Map<string, Confusion>;
  /** Deals that were linked, and how many of them the talk was really about. */
  about: { linked: number; right: number };
  wrong: { what: string; one: Labelled; found: Match }[];
}

const SETTINGS: MatchSettings = { ...DEFAULT_MATCH_SETTINGS, defaultCountry: 'FR' };
const OTHERS: Record<string, DealRule> = { Gong: gong, Weflow: weflow, Claap: claap, Jiminny: jiminny };

export function measure(seed: number, size: number): Quality {
  const { snapshot, conversations } = generate(seed, size);
  const index = indexSnapshot(snapshot);
  const quality: Quality = {
    ...{ activity: new Confusion(), meetings: new Confusion(), calls: new Confusion() },
    ...{
      people: new Confusion(),
      deal: new Confusion(),
      byTrap: new Map(),
      others: new Map(),
      about: { linked: 0, right: 0 },
      wrong: [],
    },
  };
  for (const one of conversations) {
    const { conversation, label, traps } = one;
    const found = match(conversation, index, SETTINGS);
    const activity = activityOutcome(label.activity, found);
    const people = label.people.flatMap((right, party) => {
      if (conversation.parties[party]?.role === 'ours') return [];
      const person = found.people[party];
      const isAsked = found.dealCandidates.some(({ object }) => object === 'Contact' || object === 'Lead');
      return [idOutcome(right, person?.contactId ?? person?.leadId, isAsked)];
    });
    const deal = idOutcome(label.deal, found.opportunityId, found.status === 'Needs review');
    quality.activity.add(...activity);
    (conversation.kind === 'meeting' ? quality.meetings : quality.calls).add(...activity);
    for (const each of people) quality.people.add(...each);
    quality.deal.add(...deal);
    if (found.opportunityId && one.about) {
      quality.about.linked++;
      if (found.opportunityId === one.about) quality.about.right++;
    }
    for (const trap of traps) {
      let held = quality.byTrap.get(trap);
      if (!held)
        quality.byTrap.set(
          trap,
          (held = { activity: new Confusion(), people: new Confusion(), deal: new Confusion() }),
        );
      held.activity.add(...activity);
      for (const each of people) held.people.add(...each);
      held.deal.add(...deal);
    }
    const all: [string, [Truth, Outcome]][] = [
      ['activity', activity],
      ...people.map((each) => ['people', each] as [string, [Truth, Outcome]]),
      ['deal', deal],
    ];
    for (const [what, [, outcome]] of all) if (outcome === 'wrong') quality.wrong.push({ what, one, found });
    compare(one, found, index, quality.others);
  }
  return quality;
}

/** The rules of others on the same conversation, with the same people known and the same links on activities obeyed. */
function compare(
  { conversation, label }: Labelled,
  found: Match,
  index: SnapshotIndex,
  others: Map<string, Confusion>,
): void {
  const held = (name: string) => {
    const confusion = others.get(name) ?? new Confusion();
    others.set(name, confusion);
    return confusion;
  };
  if (conversation.kind === 'meeting') {
    const linked = titleStartEnd(conversation, found.ownerId, index);
    const { activity } = label;
    const isRight = typeof activity === 'object' && linked !== undefined && activity.ids.includes(linked);
    const truth = typeof activity === 'object' ? 'link' : activity === 'create' ? 'nothing' : 'review';
    held('title+start+end').add(truth, linked === undefined ? 'created' : isRight ? 'right' : 'wrong');
  }
  const contactIds = found.people.flatMap(({ contactId }) => contactId ?? []);
  const given: DealCase = {
    contactIds,
    accountIds: [...new Set(found.people.flatMap(({ accountId }) => accountId ?? []))],
    userIds: new Set([found.ownerId ?? '', ...found.people.flatMap(({ userId }) => userId ?? [])]),
    domains: conversation.parties.flatMap(({ role, email }) => (role === 'theirs' ? (companyDomain(email) ?? []) : [])),
    startedAt: conversation.startedAt,
    endedAt: conversation.endedAt ?? conversation.startedAt,
  };
  const what = found.activity.id && (index.events.get(found.activity.id) ?? index.tasks.get(found.activity.id))?.WhatId;
  for (const [name, rule] of Object.entries(OTHERS)) {
    const linked = objectOfId(what) === 'Opportunity' && what ? [what] : rule(given, index);
    const truth = label.deal === 'review' ? 'review' : label.deal === null ? 'nothing' : 'link';
    const confusion = held(name);
    const right = typeof label.deal === 'object' ? label.deal : undefined;
    if (linked.length === 0) confusion.add(truth, 'created');
    // a rule that links several deals is right about one of them at most
    else if (linked.length === 1 && right && linked[0] === right.id) confusion.add(truth, 'right');
    else confusion.add(truth, 'wrong');
  }
}

export function quality(): Bench {
  const measured = measure(TESTING_SEED, TESTING_SIZE);
  const { activity, people, deal, others } = measured;
  const other = (name: string) => others.get(name) ?? new Confusion();
  const share = (what: string, value: number, more: Partial<Figure> = {}): Figure => ({
    what,
    value,
    unit: 'share',
    ...more,
  });
  const figures: Figure[] = [
    share('activities: links that are right', activity.precision, {
      must: { atLeast: 0.999 },
      yardstick: { what: 'title+start+end (meetings)', value: other('title+start+end').precision },
    }),
    share('activities: linked of those there are', activity.recall, {
      must: { atLeast: 0.97 },
      yardstick: { what: 'title+start+end (meetings)', value: other('title+start+end').recall },
    }),
    { what: 'activities: missed, left to a person', value: activity.of('link', 'review'), unit: 'conversations' },
    { what: 'activities: missed, created', value: activity.of('link', 'created'), unit: 'conversations' },
    { what: 'activities: linked wrongly', value: activity.wrong, unit: 'conversations' },
    share('people: links that are right', people.precision),
    share('people: linked of those there are', people.recall),
    share('deals: links that are right', deal.precision),
    share('deals: linked of those there are', deal.recall),
    share('deals: links to what the talk was really about', measured.about.right / measured.about.linked),
    ...Object.keys(OTHERS).flatMap((name) => [
      share(`deals, the rule of ${name}: links that are right`, other(name).precision, {
        yardstick: { what: 'ours', value: deal.precision },
      }),
      share(`deals, the rule of ${name}: linked of those there are`, other(name).recall, {
        yardstick: { what: 'ours', value: deal.recall },
      }),
    ]),
    ...[...measured.byTrap]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([trap, held]) => [
        share(`${trap}: not linked wrongly`, held.activity.notWrong),
        share(`${trap}: linked of those there are`, held.activity.recall),
      ]),
  ];
  return {
    name: 'Quality of matching',
    figures,
    notes: [
      `${TESTING_SIZE.toLocaleString('en')} generated conversations, seed ${TESTING_SEED}; the weights are learned with seed 1.`,
      'A link counts as wrong where it is to another, where nothing was to be linked, and where even a careful human could not tell.',
      'The rules of others are given the same people and obey the same links on activities; a rule that links several deals counts as wrong.',
    ],
  };
}

function printConfusion(name: string, confusion: Confusion): void {
  console.log(`\n${name}: precision ${confusion.precision.toFixed(5)}, recall ${confusion.recall.toFixed(5)}`);
  console.table(
    Object.fromEntries(
      (['link', 'nothing', 'review'] as const).map((truth) => [
        truth,
        Object.fromEntries(
          (['right', 'wrong', 'created', 'review'] as const).map((each) => [each, confusion.of(truth, each)]),
        ),
      ]),
    ),
  );
}

if (import.meta.main) {
  if (process.argv.includes('--json')) console.log(JSON.stringify(quality()));
  else {
    const measured = measure(TESTING_SEED, TESTING_SIZE);
    for (const name of ['activity', 'meetings', 'calls', 'people', 'deal'] as const)
      printConfusion(name, measured[name]);
    const cells = (confusion: Confusion) =>
      `${confusion.precision.toFixed(4)} / ${confusion.recall.toFixed(4)} (${confusion.wrong} wrong)`;
    console.table(
      [...measured.byTrap].map(([trap, { activity, people, deal }]) => ({
        trap,
        conversations: activity.total('link') + activity.total('nothing') + activity.total('review'),
        activity: cells(activity),
        people: cells(people),
        deal: cells(deal),
      })),
    );
    console.table([...measured.others].map(([rule, confusion]) => ({ rule, 'precision / recall': cells(confusion) })));
    if (process.argv.includes('--wrong'))
      for (const { what, one, found } of measured.wrong.slice(0, 500)) {
        const { conversation, label, traps } = one;
        console.log(
          `\n${what} [${traps.join(' ')}] ${conversation.title} ${conversation.startedAt} planned ${conversation.scheduledStart}`,
        );
        console.log(
          '  should be',
          JSON.stringify(label),
          '\n  is',
          found.activity.id,
          found.opportunityId,
          found.people.map((each) => each.contactId ?? each.leadId),
          `\n  ${found.evidence.replaceAll('\n', '\n  ')}`,
        );
      }
  }
}
