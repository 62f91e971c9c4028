import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentenceAround, spanOf } from './quote.ts';

const PASSAGE =
  'Thanks for joining. The price of 48 000 euros is “fine” for us, so send the contract. We could sign in May. Bye.';
const around = (quote: string, passage = PASSAGE) => sentenceAround(passage, spanOf(quote, passage));

test('a quote is shown as the sentences that it stands in, and no more of its passage', () => {
  const price = 'The price of 48 000 euros is “fine” for us, so send the contract.';
  assert.equal(around('price of 48 000 Euros is "fine"'), price);
  assert.equal(around('send the contract. We could sign'), `${price} We could sign in May.`);
  assert.equal(around('of no such thing'), 'Thanks for joining.');
});

test('a sentence without end is cut to what was quoted', () => {
  const endless = `${'and then '.repeat(5000)}we agreed on twelve hulls ${'and so on '.repeat(5000)}`;
  const shown = around('we agreed on twelve hulls', endless);
  assert.match(shown, /^…we agreed on twelve hulls and so on.*…$/);
  assert.ok(shown.length <= 200);
});
