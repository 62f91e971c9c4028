import { changedSettings, linesIn, refusalOf, saveFeed } from '../feeds';

const READ = { on: false, blocked: ['a.example'], neverSubjects: ['perso'], revision: 3 };
const OPERATIONS = { get: 'getEmailSettings', put: 'putEmailSettings' };
const conflict = Object.assign(new Error('meanwhile'), { kind: 'refused', status: 409 });

it('names what is refused as the page does', () => {
  const names = { on: 'Take emails', blocked: 'Addresses and domains' };
  const message =
    'The body is not valid. blocked/0 "a b" is neither an address nor a domain: write "acme.example". /blocked/1 "@@" is neither.';
  expect(refusalOf(message, names)).toBe(
    'Addresses and domains: "a b" is neither an address nor a domain: write "acme.example". Addresses and domains: "@@" is neither.',
  );
  expect(refusalOf('No rights on this.', names)).toBe('No rights on this.');
});

it('says what differs, the count of changes aside', () => {
  expect(changedSettings(READ, { ...READ, revision: 9 })).toEqual([]);
  expect(changedSettings(READ, { ...READ, on: true, blocked: ['b.example'] })).toEqual(['on', 'blocked']);
});

it('sends what was read as its revision, and gives back what holds', async () => {
  const sent: unknown[] = [];
  const saved = { ...READ, on: true, revision: 4 };
  const call = (operation: string, inputs = {}): Promise<unknown> => {
    sent.push([operation, JSON.parse((inputs as { body: string }).body)]);
    return Promise.resolve(saved);
  };
  expect(await saveFeed(call, OPERATIONS, READ, { ...READ, on: true })).toEqual({ kind: 'saved', settings: saved });
  expect(sent).toEqual([['putEmailSettings', { ...READ, on: true }]]);
});

it('of two admins at once nobody’s change is lost, and what both changed is named', async () => {
  const theirs = { ...READ, blocked: ['theirs.example'], neverSubjects: ['privé'], revision: 4 };
  const call = (operation: string): Promise<unknown> => {
    if (operation === 'getEmailSettings') return Promise.resolve(theirs);
    return Promise.reject(conflict);
  };
  const mine = { ...READ, on: true, blocked: ['mine.example'] };
  expect(await saveFeed(call, OPERATIONS, READ, mine)).toEqual({
    kind: 'changed',
    settings: theirs,
    merged: { ...theirs, on: true },
    both: ['blocked'],
  });
});

it('reads a text box by lines', () => {
  expect(linesIn(' perso \n\nprivé\nperso')).toEqual(['perso', 'privé']);
});
