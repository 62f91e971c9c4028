import { candidatesFilter, openLinks, optionsOf, reasonWords, seenRecords } from '../candidates';
import { chosenBy, readCandidates } from '../../candidates/candidates';
import type { Candidate } from '../../candidates/candidates';
import { connection, field } from '../../../../../config/jest/answers';

const berth: Candidate = {
  ...{ object: 'Opportunity', id: '006000000000001AAA', name: 'Berth sensors', score: 1 },
  evidence: 'Dana has the Decision Maker role on it, Tom owns it, it was open on 11 November',
};
const boats: Candidate = { ...berth, id: '006000000000002AAA', name: 'Patrol boats', evidence: 'Tom owns it' };
const event: Candidate = {
  ...berth,
  object: 'Event',
  id: '00U000000000001AAA',
  name: 'Budget',
  evidence: 'same start',
};

describe('candidates', () => {
  it('are read as the service wrote them, and nothing else is', () => {
    expect(readCandidates(JSON.stringify([berth, { ...berth, object: 'Case' }, null, 7]))).toEqual([berth]);
    for (const text of [undefined, '', '{', '{}', 'null']) expect(readCandidates(text)).toEqual([]);
  });

  it('are asked for by their Ids, each kind once, and not at all where there are none', () => {
    expect(candidatesFilter([])).toBeUndefined();
    expect(candidatesFilter([berth, boats, berth])).toEqual({
      deals: { Id: { in: [berth.id, boats.id] } },
      events: { Id: { eq: null } },
      tasks: { Id: { eq: null } },
    });
  });

  it('are offered by the name that the org has now, only where the viewer may see them, the first reason apart', () => {
    const seen = seenRecords({
      uiapi: {
        query: {
          deals: connection([
            { Id: berth.id, Name: field('Berths'), StageName: field('Proposal', 'Offre'), Amount: field(9, '9 €') },
          ]),
          events: connection([{ Id: event.id, Subject: field<string>(null) }]),
        },
      },
    });
    expect(optionsOf([boats, berth, event], seen, (text) => [{ key: 0, text }])).toEqual([
      {
        value: berth.id,
        label: 'Berths',
        facts: 'Offre\u00a0· 9 €',
        strong: 'Dana has the Decision Maker role on it',
        rest: 'Tom owns it, it was open on 11 November',
      },
      { value: event.id, label: 'Budget', facts: undefined, strong: 'same start', rest: undefined },
    ]);
  });
});

describe('the reason', () => {
  const tied =
    "Linked to the account 'Calloway' only: 2 deals fit about equally: 'Berth sensors' (x) and 'Patrol boats' (y).";
  const won = "Matched to 'Berth sensors' because Dana has a role; next best: 'Patrol boats' (no contact role).";

  it('leaves out what is listed with it', () => {
    expect(reasonWords(`One.\n${tied}`, [berth], [], '')).toBe(
      "One.\nLinked to the account 'Calloway' only: 2 deals fit about equally.",
    );
    expect(reasonWords(won, [berth], [], '')).toBe("Matched to 'Berth sensors' because Dana has a role.");
  });

  it('is whole where nothing is listed', () => {
    expect(reasonWords(tied, [], [], '')).toBe(tied);
  });

  it('never names a record that the viewer may not see', () => {
    expect(reasonWords(won, [], ['Patrol boats'], 'a deal you cannot see')).toBe(
      "Matched to 'Berth sensors' because Dana has a role; next best: a deal you cannot see (no contact role).",
    );
  });
});

it('says which links are open by their rules', () => {
  expect(openLinks('eventScore, severalDeals')).toEqual({ activity: false, deal: true });
  expect(openLinks('severalClose, contactRole')).toEqual({ activity: true, deal: false });
  expect(openLinks(undefined)).toEqual({ activity: false, deal: false });
});

it('names who chose, where the evidence does', () => {
  expect(chosenBy("Linked to the event 'x': same start.\nLinked to the deal 'A by B' by Tom O. Okafor.")).toBe(
    'Tom O. Okafor',
  );
  expect(chosenBy("Linked to no deal by Zoë; before: 'A' (contact role).")).toBe('Zoë');
  expect(chosenBy("Linked to no deal by Paul Marchand; before: 'A' (chosen by a person).")).toBe('Paul Marchand');
  expect(chosenBy('Linked to no deal by a person.')).toBeUndefined();
  expect(chosenBy("Linked to the event 'x': same start (score 0.7).")).toBeUndefined();
});
