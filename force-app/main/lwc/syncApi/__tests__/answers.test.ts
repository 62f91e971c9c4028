import fc from 'fast-check';
import { answerOf, faultOf, flowOf, outputsOf, SyncFault } from '../answers';
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

describe('outputs', () => {
  it('come as values or as text', () => {
    expect(answerOf(outputsOf({ ok: 'true', status: '200', json: '{"a":1}' }))).toEqual({ a: 1 });
    expect(answerOf(outputsOf({ ok: true, status: 200, json: '{"a":1}' }))).toEqual({ a: 1 });
  });
  it('that are not set are empty', () => {
    expect(outputsOf({ ticket: 'x' })).toEqual({ ok: false, status: 0, message: '', json: '' });
  });
  it('whatever the answer, it comes back as it was sent', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (answer, asText) => {
        const json = JSON.stringify(answer);
        const outputs = { ok: asText ? 'true' : true, status: asText ? '200' : 200, json };
        expect(answerOf(outputsOf(outputs))).toEqual(JSON.parse(json));
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
  it('of a Flow that never began keeps what is said of it', () => {
    expect(faultOf({ reason: 'missing', message: 'The Flow is missing.' }, 0)).toMatchObject({
      kind: 'noFlow',
      message: 'The Flow is missing.',
    });
  });
  it('of a Flow that began is told by its words', () => {
    const failed_ = { reason: 'failed', words: 'Read timed out', message: 'x' };
    expect(faultOf(failed_, 0)).toMatchObject({ kind: 'timeout', message: 'Read timed out' });
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
