/** Tells owners that their account visits, by the segments of the settings: each session once. */
import type { Org } from '../../org/types.ts';
import { noticeOf } from '../../visitor/words.ts';
import { whomToTell } from '../../visitor/segments.ts';
import { sessionsOf } from '../../visitor/sessions.ts';
import type { VisitorSettings } from '../../visitor/settings.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { faultOf } from '../faults.ts';
import { notify } from '../notify/notify.ts';
import type { WrittenVisit } from './types.ts';

/** Who hears of a visit of last week can do nothing with it. */
const NEWS_MS = 24 * 3_600_000;

const selves = new WeakMap<Org, Promise<string>>();

function selfOf(org: Org): Promise<string> {
  const known = selves.get(org) ?? org.identity().then(({ userId }) => userId);
  selves.set(org, known);
  known.catch(() => selves.delete(org));
  return known;
}

/** Sentences for the receipt, and until when sessions have been told of. */
export async function tellOfVisit(
  context: Context,
  tenant: Tenant,
  settings: VisitorSettings,
  org: Org,
  { visit }: WrittenVisit,
): Promise<{ remarks: string[]; until: Date | null }> {
  const { record, said, crm, person } = visit;
  const before = record.toldUntil?.getTime() ?? -Infinity;
  const news = sessionsOf(said.pieces).filter(
    ({ start, end }) => start > before && end > Date.parse(context.now()) - NEWS_MS,
  );
  const last = news.at(-1);
  if (!last || settings.segments.length === 0 || person.isColleague) return { remarks: [], until: record.toldUntil };
  let self: string;
  try {
    self = await selfOf(org);
  } catch (error) {
    return { remarks: [`Nobody was told of the visit: ${faultOf(error).message}`], until: record.toldUntil };
  }
  const { tell, left } = whomToTell(settings, crm, self);
  const remarks = [...left];
  const targetId = crm.account?.id ?? crm.person?.id;
  for (const { segment, userIds, channels } of tell) {
    const key = `visit/${segment}/${record.id}/${new Date(last.start).toISOString()}`;
    const noted = await notify(context, tenant, {
      ...{ key, userIds, channels, ...noticeOf(said, crm) },
      ...(targetId ? { targetId } : {}),
    });
    remarks.push(...noted.map(({ channel, outcome, note }) => `'${segment}' ${WORDS[channel]}: ${outcome}. ${note}`));
  }
  return { remarks, until: new Date(last.start) };
}

const WORDS = { inApp: 'in Salesforce', slack: 'in Slack' } as const;
