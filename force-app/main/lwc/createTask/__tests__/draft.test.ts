import { conversation, participant } from '../../../../../config/jest/answers';
import { toDetail } from 'c/detailModel';
import type { Viewer } from 'c/conversationModel';
import { choicesOf, descriptionOf, draftOf, fieldIn, withUser } from '../draft';

const ME = '005000000000001AAA';
const CAMILLE = '005000000000002AAA';
const paul: Viewer = { language: 'en-US', locale: 'en-GB', timeZone: 'Europe/Paris', currency: 'EUR' };
const now = Date.parse('2026-11-20T18:00:00Z');
const step = (more: object = {}) => ({ id: 'a01', recordId: 'a01', text: 'Send the quote', done: false, ...more });

const user = (name: string, id: string) => ({ ...participant(name, { side: 'Ours' }), User__c: { value: id } });
const detail = () =>
  toDetail({
    ...conversation({
      people: [
        participant('Astrid Halvorsen', { contact: '003A' }),
        participant('Jonas Lie', { contact: '003J' }),
        participant('Guest'),
        user('Paul Marchand', ME),
        user('Camille Roux', CAMILLE),
      ],
    }),
    Opportunity__r: { Id: '006A', Name: { value: 'Fleet telemetry' } },
    Account__r: { Id: '001A', Name: { value: 'Halvorsen Marine' } },
    Contact__r: { Id: '003A', Name: { value: 'Astrid Halvorsen' } },
  });
const draft = (more: object = {}) => draftOf(step(more), detail(), choicesOf(detail(), ME), 'Task');

it('offers the deal, then the account; those who took part, each once; me, then colleagues', () => {
  expect(choicesOf(detail(), ME)).toEqual({
    owner: [
      { value: ME, label: 'Me' },
      { value: CAMILLE, label: 'Camille Roux' },
    ],
    related: [
      { value: '006A', label: 'Fleet telemetry (opportunity)' },
      { value: '001A', label: 'Halvorsen Marine (account)' },
      { value: '', label: 'Nothing' },
    ],
    person: [
      { value: '003A', label: 'Astrid Halvorsen' },
      { value: '003J', label: 'Jonas Lie' },
      { value: '', label: 'No one' },
    ],
  });
});

it('starts with what the step says', () => {
  expect(draft({ owner: 'Camille', due: '2026-11-21' })).toEqual({
    subject: 'Send the quote',
    due: '2026-11-21',
    owner: CAMILLE,
    subtype: 'Task',
    related: '006A',
    person: '003A',
  });
});

it('is mine, and with the customer who promised it', () => {
  expect(draft({ owner: 'Jonas Lie' })).toMatchObject({ owner: ME, person: '003J', due: '' });
  expect(draft({ owner: 'Somebody else' })).toMatchObject({ owner: ME, person: '003A' });
});

it('belongs to the colleague who promised it, though they took no part, unless two have that name', () => {
  const maya = { Id: '005000000000003AAA', Name: { value: 'Maya Lindqvist' } };
  const ownerAmong = (...users: (typeof maya)[]) => {
    const conversation_ = withUser(detail(), users);
    return draftOf(step({ owner: maya.Name.value }), conversation_, choicesOf(conversation_, ME), 'Task').owner;
  };
  expect(ownerAmong(maya)).toBe(maya.Id);
  expect(ownerAmong(maya, { ...maya, Id: '005000000000004AAA' })).toBe(ME);
  const known = detail();
  expect(withUser(known, [{ Id: CAMILLE, Name: { value: 'Camille Roux' } }])).toBe(known);
});

it('has a subject of one line, and keeps all of a longer step in the comments', () => {
  const text = `Send\n${'x'.repeat(300)}`;
  expect(draft({ text }).subject).toMatch(/^Send x{250}$/);
  expect(descriptionOf(step({ text }), detail(), paul, now)).toBe(
    `${text}\nFrom the conversation Telemetry demo, 17 Nov, 14:01\nhttps://recordings.example/r/1?key=s%2Bs`,
  );
});

it.each([
  ['Required fields are missing: [ActivityDate]', 'due'],
  ['Required fields are missing: [Reason__c, Subject].', 'subject'],
  ['A call needs a due date.', undefined],
  ['[Subject] is at the start', undefined],
])('“%s” names the field %s', (words, field) => expect(fieldIn(words)).toBe(field));
