/** Chats of a visitor who is known are conversations like any other. */
import type { Conversation } from '../../conversation/conversation.ts';
import { parseOwn } from '../../intake/own/own.ts';
import type { Part } from '../../intake/types.ts';
import { nameOf } from '../../visitor/names.ts';
import type { Said } from '../../visitor/said.ts';

const SOURCE = 'visitor';

/** None where neither an address nor a number says whose they are. */
export function chatParts(id: string, { person, chats, link }: Said): Part[] {
  if (!person.email && !person.phone) return [];
  const name = nameOf(person);
  const whole = name && [name.firstName, name.lastName].filter(Boolean).join(' ');
  return chats.map((chat) => {
    const conversation: Partial<Record<keyof Conversation, unknown>> = {
      ...{ source: SOURCE, sourceId: `${id}/${chat.id}`.slice(0, 200), kind: 'chat', provider: 'Website chat' },
      title: `Website chat with ${whole ?? person.email ?? person.phone ?? ''}`,
      ...{ startedAt: chat.at, direction: 'inbound' },
      ...(link ? { link } : {}),
      parties: [
        {
          role: 'theirs',
          ...(whole ? { name: whole } : {}),
          ...(person.email ? { email: person.email } : {}),
          ...(person.phone ? { phone: person.phone } : {}),
        },
      ],
      segments: [{ party: 0, startMs: 0, text: chat.text }],
    };
    return parseOwn(conversation);
  });
}
