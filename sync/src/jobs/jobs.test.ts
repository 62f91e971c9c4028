import assert from 'node:assert/strict';
import test from 'node:test';
import { OrgError } from '../org/error.ts';
import type { Receipt } from '../plan/types.ts';
import { Circuit } from './budget/circuit.ts';
import { faultOf, refusalOf } from './faults.ts';
import { Metrics, renderMetrics } from './metrics.ts';

test('faults of the org keep everything; faults of a request are one conversation’s', () => {
  const scope = (code: string, status: number) => faultOf(new OrgError(code, 'words', status)).scope;
  assert.equal(scope('INVALID_SESSION_ID', 401), 'org');
  assert.equal(scope('ECONNREFUSED', 0), 'org');
  assert.equal(scope('HTTP_503', 503), 'org');
  assert.equal(scope('REQUEST_LIMIT_EXCEEDED', 403), 'org');
  assert.equal(scope('INVALID_TYPE', 400), 'org');
  assert.equal(scope('MALFORMED_QUERY', 400), 'item');
  assert.equal(faultOf(new TypeError('a slip of ours')).scope, 'item');
});

test('a refusal is told in the org’s words, with the field, and echoes of it are not', () => {
  const entry = (object: string, code: string) => ({
    object,
    operation: 'upsert' as const,
    fields: [],
    outcome: 'failed' as const,
    error: { code, message: `words of ${code}`, fields: ['Amount__c'] },
  });
  const receipt = (...entries: Receipt['entries']) => ({ entries }) as unknown as Receipt;
  assert.equal(refusalOf(receipt()), undefined);
  const final = refusalOf(
    receipt(entry('Task', 'PROCESSING_HALTED'), entry('Conversation__c', 'FIELD_CUSTOM_VALIDATION_EXCEPTION')),
  );
  assert.equal(final?.message, 'Conversation__c (Amount__c): words of FIELD_CUSTOM_VALIDATION_EXCEPTION');
  assert.equal(final.passing, false);
  assert.equal(refusalOf(receipt(entry('Task', 'UNABLE_TO_LOCK_ROW')))?.passing, true);
});

test('a circuit waits longer each time, never more than a minute, and forgets when the org answers', () => {
  const circuit = new Circuit(() => 1);
  const reason = { code: 'HTTP_503', message: 'words' };
  let now = 0;
  const waits = Array.from({ length: 9 }, () => {
    circuit.fail(now, reason);
    const from = now;
    while (circuit.blocked(now)) now += 500;
    return now - from;
  });
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  assert.equal(circuit.succeed(), true);
  assert.equal(circuit.succeed(), false);
  circuit.fail(now, reason);
  assert.equal(circuit.blocked(now), reason);
  assert.equal(circuit.blocked(now + 1000), undefined);
});

test('metrics are text that Prometheus reads, whatever stands in a label', () => {
  const metrics = new Metrics();
  metrics.add('debrief_parts_accepted_total', { tenant: 'a"b\\c\n' });
  metrics.add('debrief_parts_accepted_total', { tenant: 'a"b\\c\n' }, 2);
  const lines = renderMetrics(metrics.samples()).split('\n');
  assert.ok(lines.includes('debrief_parts_accepted_total{tenant="a\\"b\\\\c\\n"} 3'));
  assert.ok(lines.includes('# TYPE debrief_parts_accepted_total counter'));
});
