import { check } from '../../../../../config/jest/setupAnswers';
import { changeWords, checkWords, codeWords, objectName, rightName, writingName } from '../setupWords';

describe('a check', () => {
  it('is told in the viewer’s words with its facts', () => {
    const people = check('people', { code: 'PEOPLE_UNMATCHED', facts: { unmatched: 1200, reps: 3000 } });
    expect(checkWords(people).reason).toContain('Reps without a Salesforce user: 1,200 of 3,000.');
  });

  it('says what exactly is not selected', () => {
    const of = (facts: Record<string, boolean>) =>
      checkWords(check('changeDataCapture', { code: 'CDC_NOT_SELECTED', facts })).reason;
    expect(of({ opportunity: true, opportunityContactRole: false })).toContain('for Opportunity Contact Role.');
    expect(of({ opportunity: false, opportunityContactRole: true })).toContain('for Opportunity.');
    expect(of({ opportunity: false, opportunityContactRole: false })).toContain(
      'opportunities and their contact roles',
    );
  });

  it('of a code that is new here is told in the service’s words', () => {
    const unknown = check('notes', { code: 'NOTES_NEW', reason: 'So it is.', fix: 'Do this.' });
    expect(checkWords(unknown)).toEqual({ reason: 'So it is.', fix: 'Do this.' });
    expect(codeWords('NOTES_NEW')).toBeUndefined();
  });

  it('that has changed keeps the service’s words where they say which rights', () => {
    expect(changeWords({ code: 'NOTES_OFF', message: 'Long' })).toBe('Notes are off in this org.');
    expect(changeWords({ code: 'RIGHTS_MISSING', message: 'Now missing: Task.edit.' })).toBe('Now missing: Task.edit.');
  });
});

it('what has no name here keeps its own', () => {
  expect([objectName('Task'), objectName('Case'), objectName('Case', 'Cases')]).toEqual([
    'Activities (tasks)',
    'Case',
    'Cases',
  ]);
  expect([rightName('viewAll'), rightName('ApiEnabled')]).toEqual(['View All', 'ApiEnabled']);
  expect([writingName('on'), writingName('new')]).toEqual(['On', 'new']);
});
