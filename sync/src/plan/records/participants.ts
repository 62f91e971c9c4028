import type { Conversation } from '../../conversation/conversation.ts';
import { normaliseEmail, toE164 } from '../../match/address.ts';
import type { SnapshotIndex } from '../../match/snapshot-index.ts';
import type { Match, MatchSettings, PersonMatch } from '../../match/types.ts';
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
  index: SnapshotIndex,
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
    const said = oneLine(party.name);
    const name = said || (person && nameInOrg(person, index));
    const id = email ?? phone ?? (said ? stableHash(said) : `${position}`);
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

/** Where only an address is known, the org may know whose it is. */
function nameInOrg(
  { userId = '', contactId = '', leadId = '' }: PersonMatch,
  index: SnapshotIndex,
): string | undefined {
  const record = index.users.get(userId) ?? index.contacts.get(contactId) ?? index.leads.get(leadId);
  return record && oneLine(record.Name);
}
