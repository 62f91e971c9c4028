/** Who is told of a visit, by what the org says of the account. */
import type { Crm } from './crm.ts';
import type { Segment, VisitorSettings } from './settings.ts';

export interface ToTell {
  segment: string;
  userIds: string[];
  channels: Segment['notify']['channels'];
}

export interface Telling {
  tell: ToTell[];
  /** Why others are not, in sentences. */
  left: string[];
}

const ownerOf = ({ account, person }: Crm): string | undefined => account?.owner.id ?? person?.owner.id;

/** Undefined where the segment is the visit's; else why it is not. */
function outside({ when }: Segment, crm: Crm): string | undefined {
  const { customer, stages, ownerIds } = when;
  if (customer !== undefined && crm.isCustomer !== customer)
    return crm.isCustomer === null ? 'no account is known' : `the account is ${crm.isCustomer ? 'a' : 'no'} customer`;
  if (stages && !stages.some((stage) => crm.openStages.includes(stage)))
    return 'the account has no open deal at one of its stages';
  const owner = ownerOf(crm);
  if (ownerIds && !(owner && ownerIds.includes(owner))) return 'the account belongs to somebody else';
  return undefined;
}

/** `self` is the integration user: what it owns belongs to nobody yet. */
export function whomToTell(settings: VisitorSettings, crm: Crm, self: string): Telling {
  const telling: Telling = { tell: [], left: [] };
  for (const segment of settings.segments) {
    const { name, when, notify } = segment;
    const isLeftOut = settings.leaveOutCustomers && crm.isCustomer === true && when.customer !== true;
    const why = isLeftOut ? 'current customers are left out' : outside(segment, crm);
    if (why) {
      telling.left.push(`Nobody of '${name}' was told: ${why}.`);
      continue;
    }
    const owner = notify.owner ? ownerOf(crm) : undefined;
    const isPerson = owner !== undefined && owner.startsWith('005') && owner !== self;
    const userIds = [...new Set([...(isPerson ? [owner] : []), ...notify.userIds])];
    const channels = userIds.length > 0 ? notify.channels : notify.channels.filter((channel) => channel !== 'inApp');
    if (channels.length === 0)
      telling.left.push(`Nobody of '${name}' was told: no owner is known who could be, and no other user is named.`);
    else telling.tell.push({ segment: name, userIds, channels });
  }
  return telling;
}
