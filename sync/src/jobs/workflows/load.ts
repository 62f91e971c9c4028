/** Step `load`: the conversation, its links and the rep whose it is. */
import { findConversation } from '../../store/conversations.ts';
import { loaded } from '../../workflow/loaded.ts';
import { StepFailure, type Done } from '../../workflow/step.ts';
import { asStep, type StepContext } from './doing.ts';

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** The conversation as it was last synced. Throws a `StepFailure` where there is nothing to load. */
export async function conversationOf({ context, tenant, frame }: StepContext) {
  const record = await findConversation(context.db, tenant.name, frame.conversation);
  if (!record?.canonical || !record.match)
    throw new StepFailure(`The conversation ${frame.conversation} is no longer here, or was never matched.`);
  if (record.undoneAt)
    throw new StepFailure('The conversation was taken back by a person: resync it, then retry the run.');
  return { ...record, canonical: record.canonical, match: record.match };
}

export async function load(step: StepContext): Promise<Done> {
  const { org } = step;
  const { canonical, match, conversationId } = await conversationOf(step);
  const ownerId = match.assigneeId ?? match.ownerId;
  const row = await asStep(async () => {
    if (!ownerId) return undefined;
    const fields = ['Name', 'Email', 'IsActive', 'TimeZoneSidKey'];
    return (await org.rows([{ object: 'User', id: ownerId, fields }])).get(ownerId);
  });
  const timeZone = text(row?.TimeZoneSidKey) ?? (await orgTimeZone(step));
  const [name, email] = [text(row?.Name), text(row?.Email)];
  const owner =
    ownerId && row?.IsActive !== false
      ? { id: ownerId, ...(name ? { name } : {}), ...(email ? { email } : {}), ...(timeZone ? { timeZone } : {}) }
      : undefined;
  return {
    output: loaded({
      ...{ conversation: canonical, match },
      ...(owner ? { owner } : {}),
      ...(timeZone ? { timeZone } : {}),
      ...(conversationId ? { conversationId } : {}),
    }),
  };
}

async function orgTimeZone({ org }: StepContext): Promise<string | undefined> {
  const [row] = await asStep(() => org.query('SELECT TimeZoneSidKey FROM Organization LIMIT 1', 1));
  return text(row?.TimeZoneSidKey);
}
