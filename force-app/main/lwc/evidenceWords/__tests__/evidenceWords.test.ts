import type { Viewer } from '../../conversationModel/format';
import type { Line } from '../evidenceWords';

const NOW = Date.parse('2026-03-20T09:00:00Z');
const PARIS: Viewer = { language: 'fr', locale: 'fr-FR', timeZone: 'Europe/Paris', currency: 'EUR' };

async function inFrench(evidence: string, viewer = PARIS, now = NOW): Promise<Line[]> {
  viewAs('fr');
  const { inWords } = await import('../evidenceWords');
  return inWords(evidence, viewer, now);
}
/** No-break spaces as plain ones: a person sees no difference. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const text = async (evidence: string, viewer?: Viewer, now?: number) =>
  (await inFrench(evidence, viewer, now)).map((line) => plain(line.text)).join('\n');

const NEXT_BEST =
  "Matched to 'Acme – Renewal' because Jane Roe has the Decision Maker role on it and it was open on 3 March; next best: 'Acme – Expansion' (owner not present).";

describe('sentences of the service', () => {
  afterEach(() => viewAs('en'));

  it('are said in the viewer’s language, names as they are in the viewer’s quotation marks', async () => {
    expect(await text(NEXT_BEST)).toBe(
      'Liée à l’opportunité « Acme – Renewal » : Jane Roe y a le rôle « Décideur » et l’opportunité était ouverte le 3 mars ; meilleure alternative : « Acme – Expansion » (propriétaire absent).',
    );
  });

  it('name a standard role as Salesforce does in the viewer’s language, and a role that the org has made as it is', async () => {
    expect(
      await text("Matched again because Jane Roe was given the Technical Buyer role on 'Acme – Renewal' on 3 March."),
    ).toContain('le rôle « Acheteur technique »');
    expect(await text(NEXT_BEST.replace('Decision Maker', 'Harbour Master'))).toContain('le rôle « Harbour Master »');
  });

  it('are said line by line, each with its language', async () => {
    const lines = await inFrench(`Linked to no activity by Ines.\nA sentence of tomorrow’s service.\n${NEXT_BEST}`);
    expect(lines.map(({ key, lang }) => [key, lang])).toEqual([
      [0, undefined],
      [1, 'en'],
      [2, undefined],
    ]);
    expect(lines[1]?.text).toBe('A sentence of tomorrow’s service.');
  });

  it('are recognised with what is listed below them cut off, and with a name that is not to be told', async () => {
    expect(await text("Linked to the account 'Acme' only: 2 deals fit about equally.")).toBe(
      'Liée seulement au compte « Acme ». 2 opportunités correspondent à peu près autant.',
    );
    expect(
      await text(
        'Matched to un enregistrement que vous ne pouvez pas voir because Paul owns it and it was open on 3 March.',
      ),
    ).toContain('un enregistrement que vous ne pouvez pas voir : Paul en est propriétaire');
  });

  it('count in the viewer’s plural, and write figures as the viewer does', async () => {
    expect(await text('same owner, starts 1 minute apart')).toBe('même propriétaire, début à 1 minute d’écart');
    expect(await text('same owner, starts 12 minutes apart')).toBe('même propriétaire, début à 12 minutes d’écart');
    expect(await text("One task might be it, without enough to link it: 'Call' (0.40: same owner).")).toContain(
      '(0,40 :',
    );
  });
});

describe('days and times', () => {
  const created = (time: string) => `Created because no logged call fits ${time}.`;
  afterEach(() => viewAs('en'));

  it.each(['Pacific/Auckland', 'America/Los_Angeles'])('keep the calendar day in %s', async (timeZone) => {
    expect(await text('Paul owns it, it was open on 29 February', { ...PARIS, timeZone })).toContain('le 29 février');
  });

  it('are told in the viewer’s time zone where a time is told, by the clock of that season', async () => {
    expect(await text(created('3 March, 14:01 UTC'))).toContain('3 mars à 15:01');
    expect(await text(created('3 June, 14:01 UTC'))).toContain('3 juin à 16:01');
    expect(await text(created('31 December, 23:30 UTC'))).toContain('1 janvier à 0:30');
    expect(await text(created('3 March, 02:00 UTC'), { ...PARIS, timeZone: 'America/New_York' })).toContain(
      '2 mars à 21:00',
    );
  });

  it('are told of a leap day in other years, and are no days where the calendar has none', async () => {
    expect(await text(created('29 February, 10:00 UTC'))).toContain('29 février à 11:00');
    expect(await inFrench('Paul owns it, it was open on 31 June')).toMatchObject([{ lang: 'en' }]);
    expect(await inFrench(created('3 March, 29:00 UTC'))).toMatchObject([{ lang: 'en' }]);
  });
});

describe('names that are hard to tell from sentences', () => {
  afterEach(() => viewAs('en'));
  const matched = (name: string) => `Matched to '${name}' because Paul owns it and it was open on 3 March.`;

  it.each([
    "O'Brien's 'best' deal",
    "'; next best: '",
    '{0} and {1}, $& (0.53: same owner)',
    '<b onclick="alert(1)">Acme</b>',
    'A and B, C',
    "l'été ; « 2026 »",
  ])('keeps %s whole', async (name) => {
    const said = await text(matched(name));
    expect(said).toContain(`« ${name} » : Paul en est propriétaire et l’opportunité était ouverte le 3 mars`);
  });

  it('keeps a line end within a name', async () => {
    const lines = await inFrench(`${matched('Two\nlines')}\nLinked by a person.`);
    expect(lines.map((line) => plain(line.text))).toEqual([
      'Liée à l’opportunité « Two\nlines » : Paul en est propriétaire et l’opportunité était ouverte le 3 mars.',
      'Liée par une personne.',
    ]);
  });

  it('keeps people’s names with commas', async () => {
    expect(await text('Roe, Jane has a contact role on it, Marchand, Paul owns it, it was open on 3 March')).toBe(
      'Roe, Jane y a un rôle de contact, Marchand, Paul en est propriétaire, l’opportunité était ouverte le 3 mars',
    );
  });

  it('gives up on what could be read in more ways than there is time for', async () => {
    const name = "' (same owner, same start) and '".repeat(60);
    const sentence = `2 deals fit about equally: ${`'${name}' (owned by ${name}), `.repeat(3)}none.`;
    expect(await inFrench(sentence)).toEqual([{ key: 0, text: sentence, lang: 'en' }]);
  });
});
