/** What the Gmail API says when it does not do something. https://developers.google.com/workspace/gmail/api/guides/handle-errors */
import { refusalIn, waitIn } from '../refusal.ts';
import { MailboxError, type Answered } from '../types.ts';

interface ErrorBody {
  error?: { code?: number; message?: string; status?: string; errors?: { reason?: string }[] };
}

const LIMITS = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'dailyLimitExceeded', 'quotaExceeded']);

export function gmailFault({
  status,
  headers,
  body,
}: Pick<Answered, 'status' | 'headers'> & { body: string }): MailboxError {
  const { error } = refusalIn<ErrorBody>(body);
  const reason = error?.errors?.[0]?.reason ?? error?.status ?? '';
  const message = (error?.message ?? '').slice(0, 300) || `The Gmail API answered with HTTP status ${status}.`;
  const code = reason || String(status);
  if (status === 401) return new MailboxError('auth', code, message);
  if (status === 429 || status >= 500 || (status === 403 && LIMITS.has(reason)))
    return new MailboxError('later', code, message, waitIn({ headers }));
  if (status === 403) return new MailboxError('refused', code, message);
  return new MailboxError('strange', code, message);
}
