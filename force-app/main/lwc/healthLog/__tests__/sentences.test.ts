import { sentenceOf } from '../sentences';

it.each([
  ['Took in whole.', 'It came in whole.'],
  ['The org already says all of it: nothing was written.', 'Salesforce already says all of it: nothing was written.'],
  ['Wrote 1 record (Needs review).', 'Wrote 1 record (needs review).'],
  ['Wrote 1234 records (Created).', 'Wrote 1,234 records (no activity was there: one was made).'],
  ['Writing is off: 12 records would be written.', 'Writing is off: 12 records would be written.'],
  ['To be matched again: a contact was taken off a deal.', 'Looked at again: contact roles of a deal were changed.'],
  ['Paused by an admin: conversations are kept.', 'An admin paused Debrief: what comes in is kept.'],
  ['A sample conversation was sent, says Ines Carvalho.', 'A sample conversation was sent (Ines Carvalho).'],
  ['Workflow next-step switched on by Ines Carvalho.', 'Workflow next-step switched on (Ines Carvalho).'],
  ['Workflow next-step saved as version 3.', 'Workflow next-step saved as version 3.'],
  [
    'The workflow next-step has run for it already and does not run again, though the org has changed since.',
    'The workflow next-step has run for it already, and does not run again.',
  ],
])('“%s” is told as “%s”', (message, text) => {
  expect(sentenceOf(message)).toEqual({ text });
});

it('keeps what it does not know, marked as English for a screen reader', () => {
  const message = 'Wrote 3 records (Matched). The settings hold back 2 records.';
  expect(sentenceOf(message)).toEqual({ text: message, lang: 'en' });
});
