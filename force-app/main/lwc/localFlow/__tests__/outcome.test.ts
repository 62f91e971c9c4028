import { failure, inputsOf, orgWords, outputsOf, refusal } from '../outcome';

describe('inputs', () => {
  it('have the type that the Flow declares', () => {
    expect(inputsOf({ key: 'zoom:1', limit: 50, dryRun: false, due: { type: 'Date', value: '2026-11-21' } })).toEqual([
      { name: 'key', type: 'String', value: 'zoom:1' },
      { name: 'limit', type: 'Number', value: 50 },
      { name: 'dryRun', type: 'Boolean', value: false },
      { name: 'due', type: 'Date', value: '2026-11-21' },
    ]);
  });
  it('that are empty are left out', () => {
    const due = { type: 'Date' as const, value: '' };
    expect(inputsOf({ key: '', before: undefined, code: null, limit: Number.NaN, due })).toEqual([]);
  });
});

describe('outputs', () => {
  it('come whole or in parts, and null keeps what is known', () => {
    const first = outputsOf({}, [{ name: 'taskId', value: '00T' }]);
    expect(outputsOf(first, [{ name: 'taskId', value: null }, { name: 'message' }])).toEqual({ taskId: '00T' });
    expect(outputsOf(first, null)).toEqual(first);
  });
  it('say yes and no as values or as text', () => {
    const isNew = (value: unknown) => outputsOf({}, [{ name: 'isNew', dataType: 'BOOLEAN', value }]).isNew;
    expect([isNew(true), isNew('true'), isNew('false'), isNew(false)]).toEqual([true, true, false, false]);
  });
});

describe('the org’s own words', () => {
  it.each([
    [
      'This error occurred when the flow tried to create records: FIELD_CUSTOM_VALIDATION_EXCEPTION: A call needs a due date.. You can look up ExceptionCode values in the SOAP API Developer Guide.',
      'A call needs a due date.',
    ],
    [
      'This error occurred when the flow tried to create records: REQUIRED_FIELD_MISSING: Required fields are missing: [Subject]. You can look up ExceptionCode values in the SOAP API Developer Guide.',
      'Required fields are missing: [Subject]',
    ],
    ['FIELD_INTEGRITY_EXCEPTION: Related To ID: of another kind', 'Related To ID: of another kind'],
    ['There is no such step.', 'There is no such step.'],
    ['STRANGE_CODE: ', 'STRANGE_CODE:'],
  ])('of “%s” are “%s”', (message, words) => expect(orgWords(message)).toBe(words));

  it('are what a refusal says, and there are some where it said none', () => {
    expect(refusal('REQUIRED_FIELD_MISSING: Required fields are missing: [Subject]')).toMatchObject({
      reason: 'refused',
      message: 'Required fields are missing: [Subject]',
    });
    expect(failure('Debrief_Create_Task', true).message).toBe('Salesforce gave no reason.');
  });
  it('follow the name of a Flow that never began', () => {
    expect(failure('Debrief_Create_Task', false, 'Flow not found')).toMatchObject({ reason: 'missing' });
    expect(failure('Debrief_Create_Task', false, 'Flow not found').message).toMatch(
      /^The Flow Debrief_Create_Task could not be started: .* Flow not found$/,
    );
  });
});
