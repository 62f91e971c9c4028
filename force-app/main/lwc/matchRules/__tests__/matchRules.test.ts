import { ruleWords } from '../matchRules';

it.each([
  'accountOnly',
  'activityLinked',
  'activityLinkHidden',
  'activityUnlinked',
  'belowThreshold',
  'callObject',
  'chosen',
  'conferenceUrl',
  'contactRole',
  'contactRoleAndOwner',
  'create',
  'crmRef',
  'dealInTitle',
  'eventScore',
  'iCalUid',
  'internal',
  'knownKey',
  'lead',
  'noStep',
  'none',
  'onlyOpenDeal',
  'owner',
  'severalClose',
  'severalDeals',
  'taskCall',
  'tieLastModified',
  'tieMostRoles',
  'tieNewest',
  'tieOldest',
])('the rule %s has words', (rule) => {
  expect(ruleWords(rule)).toMatch(/\w \w/);
});

it('joins the rule of the activity and that of the deal, and keeps the name of one it does not know', () => {
  expect(ruleWords('iCalUid, ofLater')).toBe('same calendar entry; ofLater');
});
