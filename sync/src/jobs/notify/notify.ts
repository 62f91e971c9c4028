/** Tells people what concerns them: in Salesforce by its bell, and in Slack by the tenant's webhook. */
import { objectOfId, toId18 } from '../../match/ids.ts';
import { claimNotice, releaseNotice, settleNotice, type Channel, type NoticeRef } from '../../store/notices.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { errorFacts } from '../error-facts.ts';
import { faultOf } from '../faults.ts';
import { escapeForSlack, postToSlack } from './slack.ts';

export interface Notice {
  /** It goes at most once for a key and channel. */
  key: string;
  /** Salesforce users, for the bell. Slack's message goes to the channel of the webhook. */
  userIds: string[];
  title: string;
  body: string;
  /** The record that it is about. */
  targetId?: string;
  channels: Channel[];
}

export interface Noted {
  channel: Channel;
  /** `failed`: it did not go, or nobody knows whether it did; `note` says which, and what would mend it. */
  outcome: 'sent' | 'skipped' | 'failed';
  note: string;
}

interface Outcome {
  outcome: Noted['outcome'];
  note: string;
  /** It may have gone: it is not tried again for the same key. */
  isUncertain?: boolean;
}

/** One outcome for each channel. Never throws: whoever tells has more to do than to tell. */
export async function notify(context: Context, tenant: Tenant, notice: Notice): Promise<Noted[]> {
  const noted: Noted[] = [];
  for (const channel of new Set(notice.channels))
    noted.push({ channel, ...(await once(context, tenant, notice, channel)) });
  return noted;
}

async function once(
  context: Context,
  tenant: Tenant,
  notice: Notice,
  channel: Channel,
): Promise<Pick<Noted, 'outcome' | 'note'>> {
  const ref: NoticeRef = { tenant: tenant.name, key: notice.key.slice(0, 500), channel };
  try {
    const before = await claimNotice(context.db, ref, new Date(context.now()));
    if (before) return { outcome: 'skipped', note: BEFORE[before.outcome] };
    const { isUncertain = false, ...answer } = await SEND[channel](context, tenant, notice);
    if (answer.outcome === 'sent') await settleNotice(context.db, ref, 'sent', answer.note);
    else if (isUncertain) await settleNotice(context.db, ref, 'failed', answer.note);
    // nothing went: with the mend made, the same key may go
    else await releaseNotice(context.db, ref);
    return answer;
  } catch (error) {
    context.log.error({ tenant: tenant.name, channel, ...errorFacts(error) }, 'a notice did not go');
    return { outcome: 'failed', note: 'The service failed to send it.' };
  }
}

const BEFORE = {
  sent: 'It was told before.',
  sending: 'It was begun before, and whether it went is not known: it is not told twice.',
  failed: 'It was tried before, and whether it went is not known: it is not told twice.',
};

const SEND: Record<Channel, (context: Context, tenant: Tenant, notice: Notice) => Promise<Outcome>> = {
  async inApp(context, tenant, { userIds, title, body, targetId }) {
    if (userIds.length === 0) return { outcome: 'skipped', note: 'There is nobody to tell.' };
    try {
      const org = await context.orgs.open(tenant);
      const ids = userIds.map(toId18);
      const told = await org.notifyUsers({ userIds: ids, title, body, ...(targetId ? { targetId } : {}) });
      if ('skipped' in told) return { outcome: 'failed', note: told.skipped };
      return {
        outcome: 'sent',
        note: `${told.told === 1 ? '1 user was' : `${told.told} users were`} told in Salesforce.`,
      };
    } catch (error) {
      const { code, message } = faultOf(error);
      // an answer that was lost: the bell may have rung
      const isUncertain = /^(ETIMEDOUT|ECONNRESET|ENETWORK|UND_ERR\w*|HTTP_50\d)$/.test(code);
      return { outcome: 'failed', note: message, isUncertain };
    }
  },
  async slack(context, tenant, { title, body, targetId }) {
    const link = linkOf(tenant, targetId);
    const lines = [`*${escapeForSlack(title)}*`, escapeForSlack(body), ...(link ? [`<${link}|Salesforce>`] : [])];
    const posted = await postToSlack(context, tenant, lines.join('\n'));
    if (posted.sent) return { outcome: 'sent', note: 'Slack took it.' };
    const { isUncertain, isUnset, note } = posted;
    return { outcome: isUnset ? 'skipped' : 'failed', note, isUncertain };
  },
};

function linkOf({ credentials }: Tenant, targetId: string | undefined): string | undefined {
  const object = objectOfId(targetId);
  if (!credentials || !targetId || !object) return undefined;
  return `${credentials.instanceUrl.replace(/\/+$/, '')}/lightning/r/${object}/${toId18(targetId)}/view`;
}
