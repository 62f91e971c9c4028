/** Short ways for the providers' tests. */
import assert from 'node:assert/strict';
import { composeConversation } from '../../conversation/compose.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import { SourceError, type SourceFault } from '../source.ts';
import { IntakeError, type Part, type WebhookRequest } from '../types.ts';

export function composed(parts: Part[]): Conversation {
  const result = composeConversation(parts);
  assert.ok('conversation' in result, JSON.stringify(result));
  return result.conversation;
}

/** Without the lists that nobody said anything in. */
export function spoken(conversation: Conversation): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(conversation).filter(([, value]) => !Array.isArray(value) || value.length > 0),
  );
}

export function refusalOf(act: () => unknown): IntakeError {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof IntakeError, String(error));
    return error;
  }
  return assert.fail('it was taken');
}

export const isFault = (fault: SourceFault) => (error: unknown) => {
  assert.ok(error instanceof SourceError, String(error));
  assert.equal(error.fault, fault, error.message);
  return true;
};

export function request(body: unknown, headers: Record<string, string> = {}): WebhookRequest {
  return { headers, query: {}, rawBody: Buffer.from(JSON.stringify(body)), body };
}
