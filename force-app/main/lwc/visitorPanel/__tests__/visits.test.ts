import { domainOf, toVisits, variablesOf } from '../visits';
import { campaignWords } from '../words';

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

it('looks for leads by the domain, and for none without one', () => {
  expect(variablesOf('Account', '001A', 'x.example')).toMatchObject({
    contacts: { and: [{ AccountId: { eq: '001A' } }, { Visitor_Last_Seen__c: { ne: null } }] },
    leads: { and: [{ Email: { like: '%@x.example' } }, { IsConverted: { eq: false } }, {}] },
    chats: { and: [{ Kind__c: { eq: 'Chat' } }, { Account__c: { eq: '001A' } }] },
  });
  expect(variablesOf('Account', '001A')).toMatchObject({ leads: { Id: { eq: null } } });
  expect(Object.keys(variablesOf('Lead', '00Q'))).toEqual(['record', 'chats']);
});

it.each([
  [{ source: 'google', medium: 'cpc', campaign: 'Sea trials' }, ['google, paid search', 'Campaign “Sea trials”']],
  [{ source: 'newsletter-5', medium: 'Email' }, ['newsletter-5, email']],
  [{ medium: 'paid_social', content: 'boat' }, ['social media', 'Content “boat”']],
  [{ source: 'fair', medium: 'qr-code' }, ['fair, qr-code']],
  [{}, ['No campaign link']],
])('says in words where a visitor came from', (campaign, words) => {
  expect(campaignWords(campaign)).toEqual(words);
});

it('lists contacts and leads together, the latest first, and never links to a script', () => {
  const seen = (Id: string, at: string) => ({ Id, Name: { value: Id }, Visitor_Last_Seen__c: { value: at } });
  const edges = (...nodes: { Id: string }[]) => ({ totalCount: 9, edges: nodes.map((node) => ({ node })) });
  const visits = toVisits({
    record: edges({ Id: '001', Visitor_Link__c: { value: 'data:text/html,x' } } as { Id: string }),
    contacts: edges(seen('c1', '2026-11-01T10:00:00Z'), seen('c2', '2026-10-01T10:00:00Z')),
    leads: edges(seen('l1', '2026-11-10T10:00:00Z')),
  });
  expect(visits.people.map(({ id, objectApiName }) => [id, objectApiName])).toEqual([
    ['l1', 'Lead'],
    ['c1', 'Contact'],
    ['c2', 'Contact'],
  ]);
  expect(visits).toMatchObject({ peopleTotal: 18, link: undefined, isHidden: false });
});
