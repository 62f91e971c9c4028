/** The tenant's Slack incoming webhook: its address is a secret, sealed as the org's tokens are. */
import type { Db } from '../../store/schema.ts';
import { dropSlack, readSlack, saveSlack } from '../../store/notices.ts';
import { Refusal } from '../by-hand/refusal.ts';
import type { Context } from '../context.ts';
import { fetchOf } from '../fetch-of.ts';
import type { Tenant } from '../tenant.ts';
import { openUnder, sealUnder } from '../seal.ts';

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks: where every webhook of Slack's is. */
export const SLACK_HOSTS = ['hooks.slack.com'];
const TIMEOUT_MS = 10_000;
/** A text may have 40,000 characters; nobody reads so many in a channel. */
const MOST_CHARACTERS = 3000;

type Slack = Pick<Context, 'db' | 'connecting' | 'slackHosts'>;

const about = (tenant: string) => `slack webhook of ${tenant}`;

/** Throws a `Refusal` that says what is wrong with the address, without repeating it. */
export async function setSlack(context: Slack, tenant: Tenant, url: string, now: Date, by?: string): Promise<void> {
  const fault = faultOfUrl(url, context.slackHosts ?? SLACK_HOSTS);
  if (fault)
    throw new Refusal('invalid', 'This is not the address of a Slack webhook.', [{ pointer: '/url', detail: fault }]);
  const keys = context.connecting?.keys;
  if (!keys)
    throw new Refusal(
      'conflict',
      'The service has no key to seal the address with: start every process with the same DEBRIEF_SECRET_KEYS.',
    );
  await saveSlack(context.db, tenant.name, sealUnder(url, keys, about(tenant.name)), now, by);
}

export const removeSlack = (db: Db, tenant: Tenant): Promise<boolean> => dropSlack(db, tenant.name);

function faultOfUrl(text: string, hosts: readonly string[]): string | undefined {
  const example = 'https://hooks.slack.com/services/T…/B…/…, as Slack shows it under Incoming Webhooks';
  if (!URL.canParse(text)) return `is no address: paste ${example}`;
  const { protocol, host, hostname, pathname, username, search, hash } = new URL(text);
  if (!hosts.includes(host)) return `leads elsewhere: paste ${example}`;
  // plain HTTP is for a stand-in on this machine only
  if (protocol !== 'https:' && !/^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname))
    return `has to begin with https://`;
  if (username || search || hash || !/^\/services\/[\w-]+\/[\w-]+\/[\w-]+$/.test(pathname))
    return `is not whole: paste ${example}`;
  return undefined;
}

/** `isUncertain`: it may have gone although no answer came. */
export type Posted = { sent: true } | { sent: false; isUncertain: boolean; isUnset: boolean; note: string };

const not = (note: string, more: { isUncertain?: boolean; isUnset?: boolean } = {}): Posted => ({
  ...{ sent: false, isUncertain: false, isUnset: false, note },
  ...more,
});

/** Slack's own answers, with the mend. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
const ANSWERS: Record<string, string> = {
  no_service: 'the webhook has been taken away: make a new one in Slack and set its address',
  no_active_hooks: 'the webhook is switched off: switch it on in Slack, or set the address of another one',
  no_team: 'the workspace is not there any more: set the address of another webhook',
  team_disabled: 'the workspace is switched off',
  channel_not_found: 'its channel has been deleted: make a new webhook in Slack and set its address',
  channel_is_archived: 'its channel has been archived: unarchive it, or set the address of another webhook',
  action_prohibited: 'an admin of the workspace does not allow it',
  posting_to_general_channel_denied: 'an admin of the workspace does not allow it in that channel',
  invalid_token: 'the address is not right: copy it again from Slack',
};

/** The address and the words of Slack are in no error and in no log; what came of it is in words. */
export async function postToSlack(
  context: Slack & Pick<Context, 'fetch'>,
  tenant: Tenant,
  text: string,
): Promise<Posted> {
  const kept = await readSlack(context.db, tenant.name);
  if (!kept) return not('No Slack webhook is set: set one on the Debrief set-up page.', { isUnset: true });
  const url = openUnder(kept.sealedUrl, context.connecting?.keys ?? [], about(tenant.name));
  if (url === undefined)
    return not(
      'The Slack webhook was sealed with a key that is not there any more (DEBRIEF_SECRET_KEYS): set its address again.',
    );
  let answer: Response;
  let said: string;
  try {
    answer = await fetchOf(context)(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ text: text.slice(0, MOST_CHARACTERS), unfurl_links: false, unfurl_media: false }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'manual',
    });
    said = (await answer.text()).trim().slice(0, 60);
  } catch (error) {
    const code = (error as { cause?: { code?: unknown } }).cause?.code;
    if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
      return not('Slack cannot be reached from here.');
    return not('Slack did not answer: whether it has the message is not known.', { isUncertain: true });
  }
  if (answer.status === 200) return { sent: true };
  if (answer.status === 429) return not('Slack takes no more messages for now.');
  const why = Object.hasOwn(ANSWERS, said) ? ANSWERS[said] : undefined;
  return not(`Slack refused it (${answer.status}): ${why ?? 'set the address of the webhook again'}.`);
}

/** Slack's three control characters: https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeForSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
