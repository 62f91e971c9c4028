import fc from 'fast-check';
import type { Person } from 'c/conversationModel';
import { linesOf, paragraphsOf } from '../lines';

const person = (name: string, ours: boolean, emailRole?: Person['emailRole']): Person => ({
  ...{ id: name, name, ours, emailRole },
});
const told = (people: Person[], direction?: 'Inbound' | 'Outbound') =>
  linesOf({ people, direction }).map(({ name, people: who }) => [name, ...who.map((each) => each.name)]);

it('says who wrote an email to whom, as its lines have it', () => {
  const people = [person('Astrid', false, 'Cc'), person('Paul', true, 'From'), person('Jonas', false, 'To')];
  expect(told(people)).toEqual([
    ['from', 'Paul'],
    ['to', 'Jonas'],
    ['cc', 'Astrid'],
  ]);
});

it('goes by the direction where no line is known, and names no sender where it could be several', () => {
  const [astrid, jonas, paul] = [person('Astrid', false), person('Jonas', false), person('Paul', true)];
  expect(told([astrid, paul], 'Inbound')).toEqual([
    ['from', 'Astrid'],
    ['to', 'Paul'],
  ]);
  expect(told([astrid, jonas, paul], 'Outbound')).toEqual([
    ['from', 'Paul'],
    ['to', 'Astrid', 'Jonas'],
  ]);
  expect(told([astrid, jonas, paul], 'Inbound')).toEqual([['with', 'Astrid', 'Jonas']]);
  expect(told([astrid, paul])).toEqual([['with', 'Astrid']]);
  expect(told([])).toEqual([]);
});

it('breaks a text at empty lines, keeps the lines within, and loses no word', () => {
  expect(paragraphsOf('Dear Paul,\n\nplease call.\nThanks.\n \n\n\nJane\n').map(({ text }) => text)).toEqual([
    'Dear Paul,',
    'please call.\nThanks.',
    'Jane',
  ]);
  expect(paragraphsOf(undefined)).toEqual([]);
  const words = (text: string) => text.split(/\s+/).filter(Boolean);
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', ' ', '\n', '\t', '>', 'b\n\nc')), (parts) => {
      const text = parts.join('');
      const paragraphs = paragraphsOf(text).map((each) => each.text);
      expect(words(paragraphs.join('\n\n'))).toEqual(words(text));
      expect(paragraphs.every((each) => each.trim() !== '')).toBe(true);
    }),
  );
});
