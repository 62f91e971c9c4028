import { suggestion } from '../../../../../config/jest/answers';
import { groupsOf, suggestionsOf } from '../suggestions';

const DEAL = '006000000000001AAA';
const NONE = new Set<string>();

it('open ones stand here, the newest conversation first; what was decided only where it stood before', () => {
  const nodes = [
    suggestion('Amount', '1', { Id: 'older', at: '2026-11-12T10:00:00.000Z' }),
    suggestion('CloseDate', '2026-12-24', { Id: 'newer' }),
    suggestion('NextStep', 'Sign', { Id: 'half', Status__c: 'Accepted' }),
    suggestion('Type', 'New', { Id: 'failed', Status__c: 'Failed', Error__c: 'No.' }),
    suggestion('Description', 'x', { Id: 'rejected', Status__c: 'Rejected' }),
    suggestion('LeadSource', 'x', { Id: 'applied', Status__c: 'Applied' }),
  ];
  const ids = (shown: Set<string>) => suggestionsOf(nodes, DEAL, shown).map(({ id }) => id);
  expect(ids(NONE)).toEqual(['newer', 'half', 'failed', 'older']);
  expect(ids(new Set(['applied']))).toContain('applied');
});

it('leaves out another deal’s, other objects’, and what names no record or field', () => {
  const nodes = [
    suggestion('Amount', '1', { Record_Id__c: '006000000000002AAA' }),
    suggestion('Subject', 'x', { Object__c: 'Task' }),
    suggestion('Amount', '1', { Record_Id__c: null }),
    suggestion('', '1'),
    suggestion('Title', 'CTO', { Object__c: 'Contact', Record_Id__c: '003A', Id: 'kept' }),
  ];
  expect(suggestionsOf(nodes, DEAL, NONE).map(({ id }) => id)).toEqual(['kept']);
});

it('carries the quote, its second, the conversation and who decided', () => {
  const [row] = suggestionsOf([suggestion('Amount', '1', { Status__c: 'Accepted', by: 'Tom Okafor' })], DEAL, NONE);
  expect(row).toMatchObject({
    ...{ quote: 'I will sign before Christmas.', second: 1091.75, link: 'https://recordings.example/r/10' },
    ...{ title: 'Weekly sync', at: '2026-11-19T10:01:00.000Z', decidedBy: 'Tom Okafor' },
  });
});

it('bears fields that the viewer may not see', () => {
  const bare = { ...suggestion('Amount', '1'), Moment__r: null, Conversation__r: null, Quote__c: undefined };
  expect(suggestionsOf([bare], DEAL, NONE)).toMatchObject([{ quote: undefined, second: undefined, at: undefined }]);
});

it('groups by record, the deal first, each field once', () => {
  const nodes = [
    suggestion('Title', 'CTO', { Object__c: 'Contact', Record_Id__c: '003A' }),
    suggestion('Amount', '1'),
    suggestion('Amount', '2'),
    suggestion('NextStep', 'Sign'),
  ];
  const groups = groupsOf(suggestionsOf(nodes, DEAL, NONE));
  expect(groups.map(({ object, fields }) => [object, fields])).toEqual([
    ['Opportunity', ['Amount', 'NextStep']],
    ['Contact', ['Title']],
  ]);
});
