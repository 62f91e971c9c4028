import { plainFor } from '../../recordPlain/recordPlain';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { domainIn, domainOf, recordVariables } from '../recordQuery';

const ACCOUNT = '001000000000001AAA';
const CONTACT = '003000000000001AAA';
const NONE = { Id: { eq: null } };

it.each([
  ['https://www.Halvorsen.example/en?x=1', 'halvorsen.example'],
  ['halvorsen.example', 'halvorsen.example'],
  ['HTTP://shop.halvorsen.example:8080', 'shop.halvorsen.example'],
  ['https://me@halvorsen.example/', 'halvorsen.example'],
  ['www2.halvorsen.example', 'halvorsen.example'],
  ['bücher.example', 'bücher.example'],
  ['intranet', undefined],
  ['100%.example', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads the domain of %s', (address, domain) => {
  expect(domainOf(address)).toBe(domain);
});

it('an account has the domain that visits wrote, else that of its website, and none where it can\u2019t be read', () => {
  const account = (domain: string | null, website: string) => ({
    data: {
      fields: { Website_Domain__c: { value: domain }, Website: { value: website } },
    } as unknown as RecordRepresentation,
  });
  expect(domainIn(account('a.example', 'https://b.example'))).toBe('a.example');
  expect(domainIn(account(null, 'https://b.example'))).toBe('b.example');
  expect(domainIn({ error: new Error('no access') })).toBe('');
  expect(domainIn({})).toBeUndefined();
});

it('an account waits for its domain, looks for leads by it, and for none without one', () => {
  const of = (domain?: string) => recordVariables({ recordId: ACCOUNT, objectApiName: 'Account', domain });
  expect(of()).toBeUndefined();
  expect(of('x.example')).toMatchObject({
    contacts: { and: [{ AccountId: { eq: ACCOUNT } }, { Visitor_Last_Seen__c: { ne: null } }] },
    leads: { and: [{ Email: { like: '%@x.example' } }, { IsConverted: { eq: false } }, {}] },
    chats: { and: [{ Kind__c: { eq: 'Chat' } }, { Account__c: { eq: ACCOUNT } }] },
    also: NONE,
  });
  expect(of('')).toMatchObject({ leads: { Id: { eq: ACCOUNT } } });
});

it('cards of one page ask the same, whichever way each knows the record, up to the rows that a list shows by default', () => {
  const asked = { recordId: CONTACT.slice(0, 15), objectApiName: 'Contact' };
  expect(recordVariables({ ...asked, recordId: CONTACT, rows: 3 })).toEqual(recordVariables(asked));
  expect(recordVariables({ ...asked, rows: 20 })).toMatchObject({ rows: 40, contacts: { Id: { eq: CONTACT } } });
});

it.each([
  [['Field "Visitor_Last_Seen__c" is not defined by type "Contact_OrderBy".'], true],
  [['Unknown type "Lead_Filter".'], true],
  [['Variable "$chats" got invalid value: Field "Kind__c" is not defined'], true],
  [['Unknown type "Conversation__c_Filter".', 'Unknown type "Lead_Filter".'], false],
  [['REQUEST_LIMIT_EXCEEDED'], false],
])('asks without visits where they were what was refused: %s', (messages, isPlain) => {
  expect(plainFor(messages.map((message) => ({ message }))) !== undefined).toBe(isPlain);
});
