import fc from 'fast-check';
import { answerOf, flowFault, flowOf, inputsOf, isAnswer, outputsOf, SyncFault } from '../answers';
import type { Outputs } from '../answers';

function thrownBy(outputs: Outputs): SyncFault {
  try {
    answerOf(outputs);
  } catch (fault) {
    return fault as SyncFault;
  }
  throw new Error('nothing was thrown');
}
const failed = (status: number, message = '') => thrownBy({ ok: false, status, message, json: '' });

describe('the Flow of an operation', () => {
  it.each([
    ['getSettings', 'Debrief_Get_Settings'],
    ['relinkConversation', 'Debrief_Relink_Conversation'],
    ['checkHealth', 'Debrief_Check_Health'],
    ['retry', 'Debrief_Retry'],
  ])('of %s is %s', (operation, flow) => expect(flowOf(operation)).toBe(flow));

  it('is a name that Salesforce takes, and no two operations share one', () => {
    const operation = fc.stringMatching(/^[a-z]{1,8}([A-Z][a-z]{1,8}){0,3}$/);
    fc.assert(
      fc.property(operation, operation, (one, other) => {
        expect(flowOf(one)).toMatch(/^[A-Za-z](?:_?[A-Za-z0-9])*$/);
        expect(flowOf(one) === flowOf(other)).toBe(one === other);
      }),
    );
  });
});

describe('inputs', () => {
  it('have the type that the Flow declares', () => {
    expect(inputsOf({ key: 'zoom:1', limit: 50, dryRun: false })).toEqual([
      { name: 'key', type: 'String', value: 'zoom:1' },
      { name: 'limit', type: 'Number', value: 50 },
      { name: 'dryRun', type: 'Boolean', value: false },
    ]);
  });
  it('that are empty are left out', () => {
    expect(inputsOf({ key: '', before: undefined, code: null, limit: Number.NaN })).toEqual([]);
  });
});

describe('outputs', () => {
  it('come whole or in parts, as values or as text', () => {
    const first = outputsOf({}, [
      { name: 'status', value: '200' },
      { name: 'json', value: '{"a":1}' },
    ]);
    expect(isAnswer(first)).toBe(false);
    const whole = outputsOf(first, [{ name: 'ok', value: 'true' }]);
    expect(isAnswer(whole)).toBe(true);
    expect(answerOf(whole)).toEqual({ a: 1 });
  });
  it('that are null keep what is known', () => {
    const known = { ok: true, status: 200, message: '', json: '1' };
    expect(outputsOf(known, [{ name: 'ok', value: null }, { name: 'json' }])).toEqual(known);
    expect(outputsOf(known, null)).toEqual(known);
  });
  it('of another Flow are passed over', () => {
    expect(outputsOf({}, [{ name: 'ticket', value: 'x' }])).toEqual({});
  });
  it('whatever the answer, it comes back as it was sent', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (answer, asText) => {
        const json = JSON.stringify(answer);
        const variables = [
          { name: 'ok', value: asText ? 'true' : true },
          { name: 'status', value: asText ? '200' : 200 },
          { name: 'json', value: json },
        ];
        expect(answerOf(outputsOf({}, variables))).toEqual(JSON.parse(json));
      }),
    );
  });
});

describe('an answer', () => {
  it('may have no content', () => {
    expect(answerOf({ ok: true, status: 204, json: '' })).toBeUndefined();
  });
  it('that is not JSON is told in words', () => {
    expect(thrownBy({ ok: true, status: 200, json: '<html>' })).toMatchObject({ kind: 'unknown', status: 200 });
  });
});

describe('a fault', () => {
  it.each([
    [401, 'key'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [400, 'refused'],
    [409, 'refused'],
    [422, 'refused'],
    [502, 'refused'],
  ])('with status %i is of the kind %s and keeps the service’s words', (status, kind) => {
    expect(failed(status, 'writing must be off, suggest or on.')).toMatchObject({
      kind,
      status,
      message: 'writing must be off, suggest or on.',
    });
  });

  it.each([
    ['An error occurred: HTTP 401 Unauthorized', 'key'],
    ['We couldn’t access the credential(s). You might not have the required permissions.', 'key'],
    ['The callout was answered 403 Forbidden', 'forbidden'],
    ['System.CalloutException: Read timed out', 'timeout'],
    ['The request timeout was reached', 'timeout'],
    ['java.net.UnknownHostException: service.example', 'offline'],
    ['Connection refused', 'offline'],
    ['connect ECONNREFUSED', 'offline'],
    ['The service answered with HTTP status 503', 'offline'],
    ['Debrief_Sync answered getBudget with 404: Not Found', 'offline'],
    ['Callouts are disabled for the named credential Debrief_Sync.', 'offline'],
    ['Something else went wrong', 'unknown'],
    ['The list holds 4010 rows', 'unknown'],
  ])('from a callout that failed with “%s” is of the kind %s', (message, kind) => {
    expect(failed(0, message)).toMatchObject({ kind, status: 0, message });
  });

  it('has words where the service gave none', () => {
    expect(failed(500).message).toBe('The service gave no reason.');
  });
  it('of a Flow that never began names the Flow and says that it may be missing', () => {
    const fault = flowFault('Debrief_Get_Budget', false, 'Flow not found');
    expect(fault.kind).toBe('noFlow');
    expect(fault.message).toMatch(/^The Flow Debrief_Get_Budget could not be started: .* Flow not found$/);
  });
  it('of a Flow that began is told by its words', () => {
    expect(flowFault('Debrief_Get_Budget', true, 'Read timed out')).toMatchObject({ kind: 'timeout' });
  });

  it('is always of a known kind, with words, whatever the Flow says', () => {
    const kinds = ['refused', 'forbidden', 'notFound', 'key', 'offline', 'timeout', 'noFlow', 'unknown'];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 599 }), fc.string(), (status, message) => {
        const fault = failed(status, message);
        expect(fault).toBeInstanceOf(SyncFault);
        expect(kinds).toContain(fault.kind);
        expect(fault.message).not.toBe('');
      }),
    );
  });
});
