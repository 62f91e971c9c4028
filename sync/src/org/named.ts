/** What conversations themselves name of the org. */
import type { Conversation } from '../conversation/conversation.ts';
import { isIdOf, toId18 } from '../match/ids.ts';
import type { MatchSettings } from '../match/types.ts';

/** Fields of an object that conversations, or the settings, say something about. */
export function factsOf(
  object: string,
  { conversations, settings }: { conversations: Conversation[]; settings: MatchSettings },
): string[] {
  const named = [...conversations.flatMap(({ fields }) => fields), ...(settings.alsoRead ?? [])];
  return named.filter((fact) => fact.object === object).map(({ field }) => field);
}

/** Ids of records of an object, in their 18 characters. */
export function referencesOf(object: string, conversations: Conversation[]): string[] {
  return conversations.flatMap(({ crmRefs }) =>
    crmRefs.filter((ref) => ref.object === object && isIdOf(object, ref.id)).map(({ id }) => toId18(id)),
  );
}
