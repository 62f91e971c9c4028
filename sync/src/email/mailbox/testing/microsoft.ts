/**
 * For tests: Microsoft's log-in and the mail of Microsoft Graph, in the shapes that are documented.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 * https://learn.microsoft.com/graph/api/message-delta
 */
import { headerOf } from './emails.ts';
import type { Came, Said } from './serve.ts';
import { StandIn } from './stand-in.ts';

export const MICROSOFT_CLIENT = { clientId: 'microsoft-client', clientSecret: 'microsoft-client-secret' };

interface Kept {
  id: string;
  folder: string;
  source: string;
  at: number;
  isDraft: boolean;
  isMeeting: boolean;
}

interface Account {
  mail: string;
  proxyAddresses: string[];
  messages: Kept[];
}

export class MicrosoftStandIn extends StandIn<Account> {
  #generation = 1;

  private constructor() {
    super({
      name: 'Microsoft',
      ...MICROSOFT_CLIENT,
      needs: { response_mode: 'query' },
      // resources are left out, and offline_access is never among what was given
      scopes: (asked) =>
        asked
          .split(' ')
          .filter((scope) => scope !== 'offline_access')
          .map((scope) => scope.replace('https://graph.microsoft.com/', ''))
          .join(' '),
      expiresIn: 3600,
      rotates: true,
    });
  }

  static async start(): Promise<MicrosoftStandIn> {
    return new MicrosoftStandIn().listen();
  }

  override get environment(): Record<string, string> {
    return {
      MICROSOFT_CLIENT_ID: MICROSOFT_CLIENT.clientId,
      MICROSOFT_CLIENT_SECRET: MICROSOFT_CLIENT.clientSecret,
      MICROSOFT_GRAPH_URL: this.url,
      MICROSOFT_LOGIN_URL: this.url,
    };
  }

  account(email: string, others: string[] = []): void {
    const proxyAddresses = [`SMTP:${email}`, ...others.map((other) => `smtp:${other}`)];
    this.accounts.set(email, { mail: email, proxyAddresses, messages: [] });
  }

  deliver(
    email: string,
    source: string,
    { folder = 'inbox', isDraft = false, isMeeting = false, at = Date.now() } = {},
  ): string {
    const account = this.accountOf(email);
    const id = `AAkALgAAAA-${this.nextNumber()}`;
    account.messages.push({ id, folder, source, at, isDraft, isMeeting });
    return id;
  }

  /** Delta tokens that were given out until now are not good any more. */
  forgetTokens(): void {
    this.#generation += 1;
  }

  protected override async answer(came: Came): Promise<Said> {
    const { method, path, query, headers } = came;
    if (/^\/[\w.-]+\/oauth2\/v2\.0\/authorize$/.test(path))
      return method === 'POST' ? this.login.decide(came) : this.login.page(came);
    if (/^\/[\w.-]+\/oauth2\/v2\.0\/token$/.test(path)) return this.login.token(came);
    this.asked.push(path);
    const refusal = this.refusals.shift();
    if (refusal) return refusal;
    const account = this.whose(came)?.account;
    if (!account) return failed(401, 'InvalidAuthenticationToken', 'Access token is empty or has expired.');
    const isImmutable = /IdType="ImmutableId"/.test(String(headers.prefer ?? ''));
    if (path === '/v1.0/me') {
      const { mail, proxyAddresses } = account;
      return {
        status: 200,
        body: { '@odata.context': `${this.url}/v1.0/$metadata#users`, mail, userPrincipalName: mail, proxyAddresses },
      };
    }
    const folder = /^\/v1\.0\/me\/mailFolders\/(\w+)\/messages\/delta$/.exec(path)?.[1];
    if (folder) return this.#delta(account, folder, query, String(headers.prefer ?? ''), isImmutable);
    const [, id, isSource] = /^\/v1\.0\/me\/messages\/([^/]+)(\/\$value)?$/.exec(decodeURIComponent(path)) ?? [];
    const message = account.messages.find((each) => idOf(each, isImmutable) === id);
    if (!message) return failed(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
    if (!isSource) return { status: 200, body: resourceOf(message, isImmutable) };
    await this.gate;
    this.downloaded.push(message.id);
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: message.source };
  }

  #delta(account: Account, folder: string, query: URLSearchParams, prefer: string, isImmutable: boolean): Said {
    const token = query.get('$skiptoken') ?? query.get('$deltatoken');
    const begun = token
      ? (JSON.parse(Buffer.from(token, 'base64url').toString()) as { at: number; since: number; generation: number })
      : undefined;
    if (begun && begun.generation !== this.#generation)
      return failed(410, 'SyncStateNotFound', 'The sync state generation is not found.');
    if (!begun && query.get('changeType') !== 'created')
      return failed(400, 'BadRequest', 'The stand-in knows changeType=created.');
    const since =
      begun?.since ?? Date.parse(/^receivedDateTime ge (\S+)$/.exec(query.get('$filter') ?? '')?.[1] ?? '1970-01-01');
    const size = Number(/odata\.maxpagesize=(\d+)/.exec(prefer)?.[1] ?? 10);
    const all = account.messages;
    const from = begun?.at ?? 0;
    const found = all
      .map((message, index) => ({ message, index }))
      .filter(({ message, index }) => index >= from && message.folder === folder && message.at >= since);
    const page = found.slice(0, size);
    const isEnd = page.length === found.length;
    const at = isEnd ? all.length : (page.at(-1)?.index ?? 0) + 1;
    const next = Buffer.from(JSON.stringify({ at, since, generation: this.#generation })).toString('base64url');
    const link = `${this.url}/v1.0/me/mailFolders/${folder}/messages/delta?${isEnd ? '$deltatoken' : '$skiptoken'}=${next}`;
    return {
      status: 200,
      body: {
        '@odata.context': `${this.url}/v1.0/$metadata#Collection(message)`,
        [isEnd ? '@odata.deltaLink' : '@odata.nextLink']: link,
        value: page.map(({ message }) => resourceOf(message, isImmutable)),
      },
    };
  }
}

/** Without immutable ids, an id says in which folder a message is, and changes with it. */
const idOf = ({ id, folder }: Kept, isImmutable: boolean): string => (isImmutable ? id : `AAMk-${folder}-${id}`);

function resourceOf(message: Kept, isImmutable: boolean): object {
  const { source, at, isDraft, isMeeting } = message;
  const people = (name: string) =>
    headerOf(source, name)
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean)
      .map((each) => {
        const [, title = '', address = each] = /^(.*?)\s*<(.+)>$/.exec(each) ?? [];
        return { emailAddress: { name: title || address, address } };
      });
  return {
    ...(isMeeting ? { '@odata.type': '#microsoft.graph.eventMessageRequest' } : {}),
    id: idOf(message, isImmutable),
    internetMessageId: headerOf(source, 'Message-ID'),
    subject: headerOf(source, 'Subject').replace(/=\?UTF-8\?B\?(.+?)\?=/g, (_all, text: string) =>
      Buffer.from(text, 'base64').toString(),
    ),
    from: people('From')[0] ?? null,
    ...{ toRecipients: people('To'), ccRecipients: people('Cc'), bccRecipients: [] },
    ...{ sentDateTime: new Date(at).toISOString(), receivedDateTime: new Date(at).toISOString(), isDraft },
    webLink: `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(message.id)}`,
  };
}

/** https://learn.microsoft.com/graph/errors */
export function failed(status: number, code: string, message: string, headers: Record<string, string> = {}): Said {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ error: { code, message } }),
  };
}
