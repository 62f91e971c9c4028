import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { EmailSettings } from './settings.ts';
import { isPrivate, wordsOf } from './subject.ts';

const WORDS = EmailSettings.parse({}).neverSubjects;
const word = fc.constantFrom(...WORDS);

/** As people write a word: in any case, with its accents, without them, or with accents of their own making. */
const written = word.chain((text) =>
  fc
    .array(fc.constantFrom('upper', 'lower', 'plain', 'apart'), { minLength: text.length, maxLength: text.length })
    .map((ways) =>
      [...text]
        .map((letter, at) => {
          const way = ways[at];
          if (way === 'upper') return letter.toUpperCase();
          if (way === 'plain') return letter.normalize('NFD').replace(/\p{M}/gu, '');
          return way === 'apart' ? letter.normalize('NFD') : letter;
        })
        .join(''),
    ),
);
const border = fc.constantFrom(' ', ' - ', ': ', '[', ']', '(', '!', ', ', '’', '_', '/', '\t', '…', ' 🚢 ');
const other = fc.constantFrom('', 'Re', 'déjeuner', 'Q3', 'numéro 5', 'персона', '船');
const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzéàç0123456789');

describe('a subject with a word that marks it as private', () => {
  test('is private with what nobody sees within the word, and in letters of another form', () => {
    for (const subject of ['per\0so', 'per\u3164so', 'per\u200bso', 'ｐｅｒｓｏ', 'RE : PRIVE\u0301', 'ⓟⓔⓡⓢⓞ'])
      assert.equal(isPrivate(subject, WORDS), true, JSON.stringify(subject));
  });

  test('is private, however the word is written and whatever stands around it', () => {
    fc.assert(
      fc.property(other, border, written, border, other, (before, left, found, right, behind) => {
        assert.equal(isPrivate(`${before}${left}${found}${right}${behind}`, WORDS), true);
        assert.equal(isPrivate(found, WORDS), true);
      }),
      { numRuns: 1000 },
    );
  });

  test('is not private where the word is only a part of another', () => {
    fc.assert(
      fc.property(written, fc.array(letter, { minLength: 1, maxLength: 6 }), fc.boolean(), (found, more, isBefore) => {
        const longer = isBefore ? `${more.join('')}${found}` : `${found}${more.join('')}`;
        fc.pre(!WORDS.some((each) => wordsOf(each)[0] === wordsOf(longer)[0]));
        assert.equal(isPrivate(`Re: ${longer} (2)`, WORDS), false);
      }),
      { numRuns: 1000 },
    );
    for (const subject of [
      'Offre personnalisée',
      'personnalisé',
      'Personnels de bord',
      'privées',
      'Personne',
      'priver',
      'perso2',
    ])
      assert.equal(isPrivate(subject, WORDS), false, subject);
  });

  test('is private also where signs that nobody sees are put into the word', () => {
    for (const subject of [
      'per\u00adso',
      'per\u200bso',
      '\u202eperso\u202c',
      'P\u200dR\u200dI\u200dV\u200dÉ',
      'ｐｅｒｓｏ',
      'prive\u0301',
    ])
      assert.equal(isPrivate(subject, WORDS), true, JSON.stringify(subject));
  });

  test('goes by the tenant’s own words, also by several that belong together', () => {
    assert.equal(isPrivate('STRENG VERTRAULICH: Angebot', ['streng vertraulich']), true);
    assert.equal(isPrivate('Vertraulich, streng', ['streng vertraulich']), false);
    assert.equal(isPrivate('perso', []), false);
    assert.equal(isPrivate('cœur', ['coeur']), true);
    assert.equal(isPrivate('İSTANBUL', ['istanbul']), true);
    assert.equal(isPrivate('Straße', ['strasse']), true);
  });

  test('never throws, and a word that has no letter is in no subject', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary' })), (subject, phrases) => {
        isPrivate(subject, phrases);
        assert.equal(isPrivate(subject, ['…', ' ']), false);
      }),
    );
  });
});
