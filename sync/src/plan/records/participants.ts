import type { Conversation } from '../../conversation/conversation.ts';
import { normaliseEmail, toE164 } from '../../match/address.ts';
import type { Match, MatchSettings } from '../../match/types.ts';
import { talkSeconds } from '../text/body.ts';
import { wanted } from '../difference.ts';
import { childKey, distinct, stableHash } from '../keys.ts';
import type { Child } from './moments.ts';
import type { Remark } from '../shapes.ts';
import { oneLine } from '../text/text.ts';

const EMAIL_ROLE = { from: 'From', to: 'To', cc: 'Cc' } as const;
/** A webinar's audience is not a list of people in a conversation. */
const MOST_PARTICIPANTS = 500;

export function participants(
  conversation: Conversation,
  conversationKey: string,
  match: Match,
  settings: MatchSettings,
  remark: Remark,
): Child[] {
  const number = distinct();
  const spoken = talkSeconds(conversation);
  const byParty = new Map(match.people.map((person) => [person.party, person]));
  if (conversation.parties.length > MOST_PARTICIPANTS)
    remark(`${conversation.parties.length} people took part; the first ${MOST_PARTICIPANTS} are kept.`);
  return conversation.parties.slice(0, MOST_PARTICIPANTS).map((party, position) => {
    const person = byParty.get(position);
    const email = normaliseEmail(party.email);
    const phone = toE164(party.phone, settings.defaultCountry);
    const name = oneLine(party.name);
    const id = email ?? phone ?? (name ? stableHash(name) : `${position}`);
    const isOurs = person ? person.rule === 'colleague' : party.role === 'ours';
    return {
      key: childKey(conversationKey, 'party', number(id)),
      fields: {
        ...wanted(
          {
            Name: name || email || phone || oneLine(party.phone) || `Speaker ${position + 1}`,
            Email__c: email,
            Phone__c: phone,
            Talk_Seconds__c: spoken.get(position),
            Email_Role__c: party.emailRole && EMAIL_ROLE[party.emailRole],
          },
          'content',
        ),
        ...wanted(
          {
            Side__c: isOurs ? 'Ours' : 'Theirs',
            Contact__c: person?.contactId,
            Lead__c: person?.leadId,
            User__c: person?.userId,
          },
          person?.rule ?? 'none',
          person?.evidence,
        ),
      },
    };
  });
}
