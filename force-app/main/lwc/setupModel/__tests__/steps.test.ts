import { firstOpenStep, stateOf, stepAfter } from '../steps';
import { check, connection, health, unconnected } from '../../../../../config/jest/setupAnswers';

describe('the state of a step', () => {
  it('comes from the connection first: nothing else can be looked at before', () => {
    expect(stateOf('connect', undefined, undefined)).toBe('needs');
    expect(stateOf('connect', connection({ status: 'waiting' }), undefined)).toBe('waiting');
    expect(stateOf('permissions', connection({ status: 'notConnected' }), health())).toBe('waiting');
    expect(stateOf('connect', connection(), health())).toBe('done');
  });

  it('is the worst of its checks', () => {
    const of = (state: 'attention' | 'blocked' | 'unknown') =>
      stateOf('permissions', connection(), health({ checks: [check('permissions'), check('fields', { state })] }));
    expect(of('blocked')).toBe('needs');
    expect(of('unknown')).toBe('waiting');
  });

  it('recommends what is not needed, and leaves what may be off as off', () => {
    const recommended = check('permissions', { facts: { recommended: 2 } });
    expect(stateOf('permissions', connection(), health({ checks: [recommended, check('fields')] }))).toBe('advice');
    for (const [step, id] of [
      ['notes', 'notes'],
      ['changes', 'changeDataCapture'],
      ['writing', 'writing'],
    ] as const)
      expect(stateOf(step, connection(), health({ checks: [check(id, { state: 'attention' })] }))).toBe('off');
    const people = check('people', { state: 'attention' });
    expect(stateOf('people', connection(), health({ checks: [people] }))).toBe('needs');
  });

  it('an org that does not answer is the first step’s matter', () => {
    const down = health({ checks: [check('connection', { state: 'blocked', code: 'ORG_UNREACHABLE' })] });
    expect(stateOf('connect', connection(), down)).toBe('needs');
    expect(firstOpenStep(connection(), down)).toBe('connect');
  });

  it('trying is done once a conversation went through', () => {
    expect(stateOf('try', connection({ lastSyncAt: null }), health())).toBe('needs');
    expect(stateOf('try', connection({ lastSyncAt: '2026-11-25T10:00:00Z' }), health())).toBe('done');
  });
});

it('an admin goes on at the first step that needs them, and at the end at the summary', () => {
  expect(firstOpenStep(connection({ status: 'notConnected' }), undefined)).toBe('connect');
  expect(firstOpenStep(connection({ status: 'waiting' }), undefined)).toBe('connect');
  expect(firstOpenStep(connection({ lastSyncAt: null }), health())).toBe('try');
  expect(firstOpenStep(connection(), health())).toBe('summary');
  expect(stepAfter('try')).toBe('emails');
  expect(stepAfter('visitors')).toBe('summary');
  expect(stepAfter('summary')).toBeUndefined();
});

it('a feed is on, left off, or not known yet, and never keeps an admin from the summary', () => {
  expect(stateOf('emails', connection(), health())).toBe('waiting');
  expect(stateOf('emails', connection(), health(), { emails: false })).toBe('off');
  expect(stateOf('visitors', connection(), health(), { visitors: true })).toBe('done');
  expect(stateOf('visitors', unconnected(), undefined, { visitors: true })).toBe('waiting');
  expect(firstOpenStep(connection(), health())).toBe('summary');
});
