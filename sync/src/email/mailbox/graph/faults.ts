/** What Microsoft Graph says when it does not do something. https://learn.microsoft.com/graph/errors */
import { refusalIn, waitIn } from '../refusal.ts';
import { MailboxError, type Answered } from '../types.ts';

interface ErrorBody {
  error?: { code?: string; message?: string };
}

/** Names that a delta token which is too old has had. https://learn.microsoft.com/graph/delta-query-overview#synchronization-reset */
const EXPIRED = /^(syncStateNotFound|syncStateInvalid|resyncRequired|resyncChanges\w+)$/i;
/** The user has no mailbox that Graph reaches: on premises, inactive, or without a licence. */
const NO_MAILBOX = /^(MailboxNotEnabledForRESTAPI|MailboxNotSupportedForRESTAPI|ErrorNonExistentMailbox)$/i;

export function graphFault({ status, headers, body }: Answered): MailboxError {
  const { error } = refusalIn<ErrorBody>(body.toString('utf8'));
  const code = error?.code ?? String(status);
  const message = (error?.message ?? '').slice(0, 300) || `Microsoft Graph answered with HTTP status ${status}.`;
  if (status === 401) return new MailboxError('auth', code, message);
  if (status === 410 || EXPIRED.test(code)) return new MailboxError('expired', code, message);
  if (status === 429 || status >= 500) return new MailboxError('later', code, message, waitIn({ headers }));
  if (status === 403 || NO_MAILBOX.test(code)) return new MailboxError('refused', code, message);
  return new MailboxError('strange', code, message);
}
