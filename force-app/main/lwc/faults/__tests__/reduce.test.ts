import { reduceErrors } from '../reduce';

describe('reduceErrors', () => {
  it('knows a hidden object from any other fault', () => {
    const hidden = [
      [
        {
          message:
            "Validation error of type FieldUndefined: Field 'Conversation__c' in type 'RecordQuery' is undefined @ 'uiapi/query/Conversation__c'",
        },
      ],
      [{ message: 'Validation error of type UnknownType: Unknown type Conversation__c_Filter' }],
      [{ message: 'Unknown type "Conversation__c_Filter".' }],
      { body: [{ errorCode: 'INSUFFICIENT_ACCESS', message: 'You do not have access to this record.' }] },
    ];
    for (const errors of hidden) expect(reduceErrors(errors).kind).toBe('noAccess');
    expect(reduceErrors([{ message: "Field 'Nmae' in type 'Account' is undefined" }]).kind).toBe('refused');
  });
  it('knows a lost connection', () => {
    expect(reduceErrors(new TypeError('Failed to fetch')).kind).toBe('offline');
    expect(reduceErrors([{ message: 'The org cannot be reached.' }]).kind).toBe('offline');
  });
  it('keeps the org’s own words, each once, the precise ones before the general', () => {
    const refusal = {
      body: {
        message: 'An error occurred while trying to update the record.',
        output: {
          errors: [{ message: 'Locked by approval.' }],
          fieldErrors: { Done__c: [{ message: 'Locked by approval.' }, { message: 'Not now.' }] },
        },
      },
    };
    expect(reduceErrors(refusal)).toEqual({ kind: 'refused', messages: ['Locked by approval.', 'Not now.'] });
    expect(reduceErrors({ body: { message: 'Only this.' } }).messages).toEqual(['Only this.']);
  });
  it('says that it knows nothing', () => {
    expect(reduceErrors(undefined)).toEqual({ kind: 'unknown', messages: [] });
  });
});
