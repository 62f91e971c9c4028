/** For tests: what happens to a conversation, one event at a time. */
import fc from 'fast-check';
import { ACME, EXPANSION, JANE, JOHN, leadId, RENEWAL } from '../../match/fixture.ts';
import type { MatchCause, MatchChoice } from '../../match/types.ts';
import type { Row } from '../undo/types.ts';
import { news, settings } from './arbitraries.ts';
import { PERSON, type World } from './world.ts';

interface Happening {
  name: string;
  can?: (world: World) => boolean;
  act: (world: World) => void;
}

/** One event. What cannot happen as things stand is left out. */
class Event implements fc.Command<object, World> {
  readonly #happening: Happening;
  constructor(happening: Happening) {
    this.#happening = happening;
  }
  check(): boolean {
    return true;
  }
  run(_: object, world: World): void {
    if (this.#happening.can?.(world) ?? true) this.#happening.act(world);
  }
  toString(): string {
    return this.#happening.name;
  }
}

const happens = (name: string, act: Happening['act'], can?: Happening['can']): fc.Arbitrary<Event> =>
  fc.constant(new Event({ name, act, ...(can ? { can } : {}) }));
const each = <T>(values: fc.Arbitrary<T>, name: (value: T) => string, act: (world: World, value: T) => void) =>
  values.map((value) => new Event({ name: name(value), act: (world) => act(world, value) }));

const START = '--- Debrief notes, updated automatically ---';
const END = '--- End of Debrief notes ---';

function describe(world: World, where: 'before' | 'after' | 'inside' | 'unmarked' | 'instead'): void {
  const { activity } = world.service;
  if (!activity) return;
  const { object, row } = activity;
  const now = typeof row.Description === 'string' ? row.Description : '';
  const word = world.word();
  const id = String(row.Id);
  if (where === 'before') world.type(object, id, `${word}\n${now}`, word);
  if (where === 'after') world.type(object, id, `${now}\n${word}`, word);
  if (where === 'inside') world.type(object, id, now.replace(START, `${START}\n${word}`));
  // half of the block's frame is gone: what stands in it is as good as typed
  if (where === 'unmarked') world.type(object, id, `${now.replace(END, '')}\n${word}`, word);
}

function setOnActivity(world: World, name: string, value: string | null): void {
  const { activity } = world.service;
  if (!activity) return;
  const { object, row } = activity;
  const next = { ...row, [name]: value };
  const isLeadBesideDeal = String(next.WhoId).startsWith('00Q') && Boolean(next.WhatId);
  if ((row[name] ?? null) === value || isLeadBesideDeal || world.isBack(object, row, name, value)) return;
  world.edit(object, String(row.Id), { [name]: value });
}

const ownRows = (world: World, object: string) =>
  world.org.list(object).filter((row) => row.Conversation__c === world.service.record?.Id);

function because(world: World, kind: MatchCause['kind'], more: Partial<MatchCause> = {}): void {
  world.service.causes.push({ kind, at: '2026-03-05T09:00:00Z', ...more });
}

const LEAD_WITH_DEAL = (choice: MatchChoice) => Boolean(choice.leadId && choice.opportunityId);

function relink(world: World, choice: MatchChoice): void {
  const { service } = world;
  const { record } = service;
  const leadNow = choice.leadId === undefined && choice.contactId === undefined ? record?.Lead__c : choice.leadId;
  const dealNow = choice.opportunityId === undefined ? record?.Opportunity__c : choice.opportunityId;
  if (LEAD_WITH_DEAL({ leadId: leadNow as string, opportunityId: dealNow as string })) return;
  if (choice.leadId && world.org.row('Lead', choice.leadId)?.IsConverted) return;
  service.relink(choice);
  const { match } = service.plan();
  // as the relink by hand refuses it
  if (!choice.unlock && match.leadId && match.opportunityId) return service.forget();
  world.chooseAnew(!choice.unlock);
  world.run();
}

export const commands = [
  each(
    news,
    (change) => `post ${JSON.stringify(change)}`,
    (world, change) => {
      world.service.conversation = { ...world.service.conversation, ...change };
      world.run();
    },
  ),
  each(fc.constantFrom('before', 'after', 'inside', 'unmarked'), (where) => `type ${where} the digest`, describe),
  each(
    fc.constantFrom<[string, string | null]>(
      ['Subject', 'My own words'],
      ['Location', 'Room 5'],
      ['WhatId', RENEWAL],
      ['WhatId', EXPANSION],
      ['WhatId', ACME],
      ['WhatId', null],
      ['WhoId', JANE],
      ['WhoId', JOHN],
      ['WhoId', null],
    ),
    ([name, value]) => `rep sets ${name} ${String(value)}`,
    (world, [name, value]) => setOnActivity(world, name, value),
  ),
  happens('rep deletes the activity', (world) => {
    const { activity } = world.service;
    if (activity) world.delete(activity.object, String(activity.row.Id));
  }),
  happens('rep moves the event', (world) => {
    const { activity } = world.service;
    if (activity?.object === 'Event')
      world.edit('Event', String(activity.row.Id), {
        StartDateTime: '2026-03-04T09:00:00.000Z',
        EndDateTime: '2026-03-04T09:30:00.000Z',
      });
  }),
  each(
    fc.nat(3),
    (at) => `tick ${at}`,
    (world, at) => {
      const rows = ownRows(world, 'Conversation_Moment__c').filter(({ Type__c }) => Type__c === 'Action item');
      const row = rows[at % rows.length];
      if (row) world.edit('Conversation_Moment__c', String(row.Id), { Done__c: true });
    },
  ),
  each(
    fc.tuple(fc.nat(3), fc.constantFrom('Accepted', 'Rejected')),
    ([at, what]) => `${what} ${at}`,
    (world, [at, what]) => {
      const rows = ownRows(world, 'Conversation_Suggestion__c').filter(({ Status__c }) => Status__c === 'Proposed');
      const row = rows[at % rows.length];
      if (!row) return;
      const value = row.Field__c === 'Amount' ? Number(row.Proposed__c) : row.Proposed__c;
      if (what === 'Accepted')
        world.both((org) =>
          org.update('Opportunity', String(row.Record_Id__c), { [String(row.Field__c)]: value }, PERSON),
        );
      world.edit('Conversation_Suggestion__c', String(row.Id), { Status__c: what });
    },
  ),
  happens('a comment in Salesforce', (world) => {
    const { record } = world.service;
    if (!record) return;
    const text = world.word();
    const row = world.write('Conversation_Moment__c', {
      Conversation__c: record.Id,
      Type__c: 'Comment',
      Text__c: text,
    });
    const { conversation } = world.service;
    const comments = [...conversation.comments, { id: `salesforce:${String(row.Id)}`, text }];
    world.service.conversation = { ...conversation, comments };
  }),
  each(
    fc.constantFrom(RENEWAL, EXPANSION),
    (id) => `a person fills the deal ${id}`,
    (world, id) => {
      const NextStep = world.word();
      world.both((org) => org.update('Opportunity', id, { NextStep }, PERSON));
    },
  ),
  each(
    fc.tuple(fc.constantFrom(JANE, JOHN), fc.constantFrom(RENEWAL, EXPANSION)),
    (role) => `role ${role.join()}`,
    (world, [contact, deal]) => {
      world.both((org) =>
        org.insert(
          'OpportunityContactRole',
          { OpportunityId: deal, ContactId: contact, Role: null, IsPrimary: false },
          PERSON,
        ),
      );
      because(world, 'roleAdded', { contactId: contact, opportunityId: deal });
    },
  ),
  each(
    fc.constantFrom(RENEWAL, EXPANSION),
    (id) => `close ${id}`,
    (world, id) => {
      world.both((org) => org.update('Opportunity', id, { IsClosed: true, CloseDate: '2026-03-01' }, PERSON));
      because(world, 'dealClosed', { opportunityId: id });
    },
  ),
  each(
    fc.constantFrom(RENEWAL, EXPANSION),
    (id) => `reopen ${id}`,
    (world, id) => {
      world.both((org) => org.update('Opportunity', id, { IsClosed: false, CloseDate: '2026-06-30' }, PERSON));
      because(world, 'dealChanged', { opportunityId: id });
    },
  ),
  happens('a person edits the note', (world) => {
    const id = world.service.record?.Note_Id__c as string | null | undefined;
    if (id && world.org.row('ContentNote', id)) world.edit('ContentNote', id, { Content: world.word() });
  }),
  happens('a person deletes the note', (world) => {
    const id = world.service.record?.Note_Id__c as string | null | undefined;
    if (id && world.org.row('ContentNote', id)) world.delete('ContentNote', id);
  }),
  happens('the lead is converted', (world) => {
    const lead = { IsConverted: true, ConvertedContactId: JOHN, ConvertedAccountId: ACME };
    const isTheirs = ({ WhoId }: Row) => WhoId === leadId(1);
    for (const object of ['Event', 'Task'])
      for (const row of world.org.list(object).filter(isTheirs)) world.disturb(row.Id);
    world.both((org) => {
      org.update('Lead', leadId(1), lead, PERSON);
      // Salesforce moves a lead's activities to the contact
      for (const object of ['Event', 'Task']) for (const row of org.list(object).filter(isTheirs)) row.WhoId = JOHN;
    });
    because(world, 'leadConverted', { leadId: leadId(1) });
  }),
  each(
    settings,
    (chosen) => `settings ${JSON.stringify(chosen.objects)} ${chosen.writing}`,
    (world, chosen) => {
      world.service.settings = chosen;
      world.run();
    },
  ),
  each(
    fc.constantFrom<MatchChoice>(
      ...[
        { opportunityId: EXPANSION },
        { opportunityId: null },
        { contactId: JOHN },
        { leadId: leadId(1), opportunityId: null },
      ],
      ...[{ unlock: true as const }, { activity: null }],
    ),
    (choice) => `relink ${JSON.stringify(choice)}`,
    relink,
  ),
  each(
    fc.constantFrom(RENEWAL, EXPANSION, null),
    (id) => `deal ${String(id)} on the record`,
    (world, id) => {
      const { record } = world.service;
      if (!record || record.Opportunity__c === id || (id && record.Lead__c)) return;
      // a resync fills what is empty; a choice that still waits to be written comes first
      if ((world.service.isUndone && id === null) || world.service.hasChoice) return;
      world.chooseAnew(true);
      world.edit('Conversation__c', String(record.Id), { Opportunity__c: id });
    },
  ),
  happens('undo', (world) => world.undo()),
  happens('resync', (world) => {
    world.service.isUndone = false;
    world.run();
  }),
  happens('run', (world) => world.run()),
  each(
    fc.nat(8),
    (most) => `run interrupted after ${most}`,
    (world, most) => world.run(most),
  ),
];
