/**
 * Every reason that the service composes is said again in the viewer's language: of thousands of made-up conversations,
 * and of the hand-made cases of the service's own tests. And every text that there is for it, something the service says.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { XMLParser } from 'fast-xml-parser';
import { generate } from '../sync/bench/generate/generate.ts';
import { candidatesOf } from '../sync/src/match/candidates.ts';
import { matchedAgain } from '../sync/src/match/again.ts';
import { indexSnapshot, match } from '../sync/src/match/match.ts';
import { DEFAULT_MATCH_SETTINGS } from '../sync/src/match/settings.ts';
import type { Match, MatchCause, MatchChoice, MatchSettings, OwnRow } from '../sync/src/match/types.ts';

const root = path.resolve(import.meta.dirname, '..');
const force = path.join(root, 'force-app/main');
const matching = pathToFileURL(path.join(root, 'sync/src/match/')).href;

const parser = new XMLParser({ parseTagValue: false, trimValues: false });
const translated = parser.parse(readFileSync(path.join(force, 'translations/fr.translation-meta.xml'), 'utf8')) as {
  Translations: { customLabels: { name: string; label: string }[] };
};
const french = new Map(translated.Translations.customLabels.map(({ name, label }) => [name, label]));
const VIEWER = { language: 'fr', locale: 'fr-FR', timeZone: 'Europe/Paris', currency: 'EUR' };
const NOW = Date.parse('2026-03-20T09:00:00Z');

/** What the service's functions answered while its own tests ran, but for what those tests had put into their mouths. */
const heard = new Set<string>();
const recorders: Record<string, string> = {
  'match.ts': `
    export function match(conversation, index, ...rest) {
      const found = real.match(conversation, index, ...rest);
      const given = index.snapshot.conversations.map((row) => row.Match_Evidence__c).join('\\n');
      globalThis.hear(found, given);
      return found;
    }`,
  'again.ts': `
    export function matchedAgain(...given) {
      const found = real.matchedAgain(...given);
      if (given[1].causes?.length && found.again) globalThis.hear({ evidence: found.again });
      return found;
    }`,
};
const REAL = '?real';

registerHooks({
  resolve(specifier, context, next) {
    const label = /^@salesforce\/label\/c\.(\w+)$/.exec(specifier)?.[1];
    // each text tells its own name, so that those that are never used are found
    if (label) return module(`export default ${JSON.stringify(`⟦${label}⟧${french.get(label)}`)}`);
    const given = /^@salesforce\/i18n\/(lang|locale|timeZone|currency)$/.exec(specifier)?.[1];
    if (given)
      return module(
        `export default ${JSON.stringify({ ...VIEWER, lang: VIEWER.language }[given as keyof typeof VIEWER])}`,
      );
    const bundle = /^c\/(\w+)$/.exec(specifier)?.[1];
    if (bundle) return next(pathToFileURL(path.join(force, 'lwc', bundle, `${bundle}.ts`)).href, context);
    if (context.parentURL?.includes('/lwc/') && /^\.\/\w+$/.test(specifier)) return next(`${specifier}.ts`, context);
    const found = next(specifier, context);
    const name = found.url.startsWith(matching) ? found.url.slice(matching.length) : '';
    const recorder = specifier.endsWith(REAL) ? undefined : recorders[name];
    if (!recorder) return found;
    return module(`import * as real from '${found.url}${REAL}'; export * from '${found.url}${REAL}'; ${recorder}`);
  },
});

function module(source: string) {
  return { url: `data:text/javascript,${encodeURIComponent(source)}`, shortCircuit: true };
}

// from here on, what the service's functions answer is heard
const {
  call,
  company,
  contactId,
  deal,
  dealId,
  event,
  eventId,
  JANE,
  lead,
  leadId,
  matched,
  meeting,
  RENEWAL,
  settings,
  task,
  taskId,
} = await import('../sync/src/match/fixture.ts');
const { modeOf } = await import('../sync/src/plan/modes.ts');

interface Words {
  inWords: (evidence: string, viewer: typeof VIEWER, now: number) => { text: string; lang?: string }[];
}
// addresses, not names: the compiler of the service's side need not know the pages'
const { inWords } = (await import(pathToFileURL(path.join(force, 'lwc/evidenceWords/evidenceWords.ts')).href)) as Words;

/** Other sentences of receipts, by the functions of the service that put them: `fieldsOf` and `undoConversation`. */
const LEFT = [
  'NextStep was changed since (last by Ines Carvalho on 18 March, 09:00 UTC): left as it is.',
  'NextStep was changed since: left as it is.',
  'Went with its conversation.',
  'It was undone already: nothing to do.',
];
const used = new Set<string>();

/** Words of the service's sentences that no name in these cases holds. */
const ENGLISH =
  /\b(at least|because|before|best|fits?|has|is|it|linked|of|on|owned|owns|role|same|starts|the|was|which)\b/i;

/** What is not said again, of these, or only in part. */
function unsaid(evidence: Iterable<string>): string[] {
  return [...evidence].filter((each) =>
    inWords(each, VIEWER, NOW).some(({ text, lang }) => {
      for (const [, name = ''] of text.matchAll(/⟦(\w+)⟧/g)) used.add(name);
      const french = text.replace(/⟦\w+⟧/g, '').replace(/«\u00a0.*?\u00a0»/g, '');
      return lang !== undefined || ENGLISH.test(french);
    }),
  );
}

function evidenceOf(found: Match): string[] {
  return [...found.evidence.split('\n').filter(Boolean), ...candidatesOf(found).map(({ evidence }) => evidence)];
}

function hear(found: Match | { evidence: string }, given = ''): void {
  for (const each of 'status' in found ? evidenceOf(found) : [found.evidence])
    if (!given.includes(each)) heard.add(each);
}
Object.assign(globalThis, { hear });

const SETTINGS: MatchSettings[] = [
  { ...DEFAULT_MATCH_SETTINGS, defaultCountry: 'FR' },
  { ...DEFAULT_MATCH_SETTINGS, defaultCountry: 'FR', dealTie: 'mostRoles', threshold: 0.7, margin: 0.05 },
  { ...DEFAULT_MATCH_SETTINGS, defaultCountry: 'FR', dealTie: 'newest', dealSteps: ['contactRole'] },
];

test('reasons of thousands of made-up conversations are said in French', () => {
  const { snapshot, conversations } = generate(5, 3_000);
  const index = indexSnapshot(snapshot);
  const composed = new Set<string>();
  for (const settings of SETTINGS)
    for (const { conversation } of conversations)
      for (const each of evidenceOf(match(conversation, index, settings))) composed.add(each);
  assert.ok(composed.size > 3_000, `${composed.size} different ones`);
  assert.deepEqual(unsaid(composed).slice(0, 20), []);
});

for (const name of 'again assignee call candidates choice compare deal-steps deal meeting traps'.split(' '))
  await import(`${matching}${name}.test.ts`);

test('so are those of the hand-made cases', () => {
  assert.ok(heard.size > 50, `${heard.size} different ones`);
  assert.deepEqual(unsaid(heard), []);
});

test('so are those that neither of them brings about', () => {
  const composed = new Set<string>();
  const add = (...found: Match[]) => found.flatMap(evidenceOf).forEach((each) => composed.add(each));

  const kinds: MatchCause['kind'][] = [
    ...(['roleAdded', 'roleChanged', 'roleRemoved', 'dealOpened', 'dealClosed', 'dealChanged', 'dealRemoved'] as const),
    ...(['contactAdded', 'contactChanged', 'contactRemoved'] as const),
    ...(['leadAdded', 'leadChanged', 'leadConverted', 'leadRemoved'] as const),
  ];
  const unlinked = matched(meeting());
  const again = (...causes: MatchCause[]) =>
    matchedAgain({ ...unlinked, opportunityId: dealId(9) }, { before: unlinked, causes }, indexSnapshot(company()));
  for (const kind of kinds) {
    const at = '2026-11-18T10:00:00Z';
    add(again({ kind, at }), again({ kind, at, person: 'Lea Lind', deal: 'Acme – Renewal', role: 'Decision Maker' }));
  }
  add(again(...kinds.map((kind) => ({ kind, at: '2026-11-18T10:00:00Z', deal: 'Ropes and sails' }))));

  add(matched(meeting({ kind: 'email' })), matched(meeting({ kind: 'chat' })));
  const logged = { Id: '02s000000000001AAA', MessageIdentifier: '<offer@mail.example>', ActivityId: taskId(1) };
  for (const tasks of [[], [task({ Id: taskId(1), Subject: 'Email: Offer' })]])
    add(matched(meeting({ kind: 'email', messageId: 'offer@mail.example' }), { tasks, emailMessages: [logged] }));
  const doubted = { role: 'theirs', email: 'jane@acme.example', unverified: 'dmarc=fail' };
  add(matched(meeting({ kind: 'email', parties: [doubted] })));
  add(matched(meeting({ crmRefs: [{ object: 'Opportunity', id: RENEWAL }] })));
  const stranger = { role: 'theirs', name: 'Kim', email: 'kim@nowhere.example', phone: '+33612000000' };
  add(matched(call({ owner: undefined, parties: [stranger] })));
  add(matched(meeting(), { events: [event({ Id: eventId(1), Subject: null })] }));
  const alone = [
    deal({ Id: RENEWAL, Name: 'Renewal', AccountId: null }),
    deal({ Id: dealId(3), Name: 'Hulls', AccountId: null }),
  ];
  const roles = alone.map(({ Id }, at) => ({
    Id: contactId(at),
    OpportunityId: Id,
    ContactId: JANE,
    Role: null,
    IsPrimary: false,
  }));
  add(matched(meeting({ title: 'Hulls' }), { opportunities: alone, contactRoles: roles }));

  const row: OwnRow = { Id: 'a00000000000001AAA', Key__c: 'zoom:m1', Contact__c: JANE, Lead__c: leadId(1) };
  const choices: MatchChoice[] = [
    { contactId: JANE, accountId: null },
    { contactId: null, leadId: null },
  ];
  const index = indexSnapshot(company({ conversations: [row], leads: [lead({ Id: leadId(1), Name: 'Lea Lind' })] }));
  for (const choice of choices) add(match(meeting(), index, settings, { choice }));

  assert.deepEqual(unsaid(composed), []);
});

test('what a receipt remarks of settings, and of what an undo leaves, is said in French', () => {
  const choices = (writing: 'off' | 'suggest') => ({
    writing,
    objects: [{ object: 'Event', writing, fields: [{ field: 'WhatId', writing }] }],
  });
  const notes = (['off', 'suggest'] as const).flatMap((writing) => [
    modeOf(choices(writing), 'Event').note,
    modeOf(choices(writing), 'Event', 'WhatId').note,
    modeOf({ ...choices(writing), objects: [] }, 'Conversation__c').note,
  ]);
  const told = [...notes.filter(Boolean), ...LEFT].map((each) => inWords(each, VIEWER, NOW));
  assert.ok(told.length > LEFT.length + 3);
  for (const [line, ...more] of told) {
    assert.deepEqual([line?.lang, more], [undefined, []], line?.text);
    assert.match(line?.text ?? '', /^⟦Remark_|⟦Remark_/, line?.text);
  }
});

test('every text is one that the service has a sentence for', () => {
  const unused = [...french.keys()].filter((name) => name.startsWith('Evidence_') && !used.has(name));
  assert.deepEqual(unused, []);
});
