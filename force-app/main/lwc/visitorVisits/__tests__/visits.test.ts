import { toVisits } from '../visits';
import { campaignWords } from '../words';

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
  const visits = toVisits('Account', {
    account: edges({ Id: '001', Visitor_Link__c: { value: 'data:text/html,x' } } as { Id: string }),
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
