import * as fc from 'fast-check';
import { markFound } from '../foundText';

describe('markFound', () => {
  it('finds whatever the case and keeps the text whole', () => {
    expect(markFound('Hulls and hulls', 'HULLS').map((part) => [part.text, part.found])).toEqual([
      ['Hulls', true],
      [' and ', false],
      ['hulls', true],
    ]);
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 3 }), (text, term) => {
        expect(
          markFound(text, term)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
