/**
 * For tests: Google's log-in and the Gmail API, in the shapes that are documented.
 * https://developers.google.com/identity/protocols/oauth2/web-server
 * https://developers.google.com/workspace/gmail/api/reference/rest
 */
import { headersOf } from './emails.ts';
import type { Came, Said } from './serve.ts';
import { StandIn } from './stand-in.ts';

export const GOOGLE_CLIENT = { clientId: 'google-client', clientSecret: 'google-client-secret' };
const SCOPE = 'https://www.googleapis.com/auth/gmail.readonly';

interface Kept {
  id: string;
  source: string;
  labelIds: string[];
  at: number;
}

interface Account {
  messages: Kept[];
  /** Each change has the number that the mailbox stood at after it. */
  history: { id: number; kind: 'messagesAdded' | 'labelsRemoved'; message: Kept; labelIds?: string[] }[];
  historyId: number;
}

export class GoogleStandIn extends StandIn<Account> {
  /** How many history records or messages stand on a page, whatever is asked for. */
  pageSize = 100;
  /** From which number on the history is known. */
  #oldest = 0;

  private constructor() {
    super({
      name: 'Google',
      ...GOOGLE_CLIENT,
      needs: { access_type: 'offline', prompt: 'consent', scope: SCOPE },
      scopes: (asked) => asked,
      expiresIn: 3599,
      // a renewal gives no other refresh token
      rotates: false,
    });
  }

  static async start(): Promise<GoogleStandIn> {
    return new GoogleStandIn().listen();
  }

  override get environment(): Record<string, string> {
    return {
      GOOGLE_CLIENT_ID: GOOGLE_CLIENT.clientId,
      GOOGLE_CLIENT_SECRET: GOOGLE_CLIENT.clientSecret,
      GOOGLE_API_URL: this.url,
      GOOGLE_OAUTH_URL: this.url,
    };
  }

  account(email: string): void {
    this.#oldest = 0;
    this.accounts.set(email, { messages: [], history: [], historyId: 1000 });
  }

  /** A message comes into the mailbox, or goes out of it (label SENT). Answers its id there. */
  deliver(email: string, source: string, labelIds = ['INBOX', 'UNREAD'], at = Date.now()): string {
    const account = this.accountOf(email);
    const id = `18c${this.nextNumber().toString(16).padStart(13, '0')}`;
    const message = { id, source, labelIds, at };
    account.messages.unshift(message);
    // ids of the history grow with gaps
    account.historyId += 7;
    account.history.push({ id: account.historyId, kind: 'messagesAdded', message });
    return id;
  }

  /** What was taken for spam is moved into the inbox. */
  rescue(email: string, id: string): void {
    const account = this.accounts.get(email);
    const message = account?.messages.find((each) => each.id === id);
    if (!account || !message) throw new Error(`No message ${id}.`);
    message.labelIds = ['INBOX'];
    account.historyId += 7;
    account.history.push({ id: account.historyId, kind: 'labelsRemoved', message, labelIds: ['SPAM'] });
  }

  remove(email: string, id: string): void {
    const account = this.accounts.get(email);
    if (account) account.messages = account.messages.filter((each) => each.id !== id);
  }

  /** What has changed until now is not known any more. */
  forgetHistory(): void {
    this.#oldest = Math.max(...[...this.accounts.values()].map(({ historyId }) => historyId)) + 1;
    for (const account of this.accounts.values()) account.historyId = this.#oldest + 1;
  }

  protected override async answer(came: Came): Promise<Said> {
    const { method, path } = came;
    if (path === '/o/oauth2/v2/auth') return method === 'POST' ? this.login.decide(came) : this.login.page(came);
    if (path === '/token') return this.login.token(came);
    if (path === '/revoke') return this.login.revoke(came);
    const refusal = this.refusals.shift();
    if (refusal) return refusal;
    const whose = this.whose(came);
    if (!whose) return failed(401, 'authError', 'Invalid Credentials');
    const { email, account } = whose;
    if (path === '/batch/gmail/v1' && method === 'POST') return this.#batch(came, email, account);
    return this.#one(email, account, path, came.query);
  }

  async #one(email: string, account: Account, path: string, query: URLSearchParams): Promise<Said> {
    this.asked.push(path);
    const rest = path.replace('/gmail/v1/users/me', '');
    if (rest === '/profile') {
      const count = account.messages.length;
      const { historyId } = account;
      return ok({ emailAddress: email, messagesTotal: count, threadsTotal: count, historyId: String(historyId) });
    }
    if (rest === '/history') return this.#history(account, query);
    if (rest === '/messages') return this.#list(account, query);
    const id = /^\/messages\/([0-9a-f]+)$/.exec(rest)?.[1];
    const message = account.messages.find((each) => each.id === id);
    if (!message) return failed(404, 'notFound', 'Requested entity was not found.');
    if (query.get('format') === 'raw') {
      await this.gate;
      this.downloaded.push(message.id);
      return ok({ raw: Buffer.from(message.source).toString('base64url') });
    }
    if (query.get('format') !== 'metadata') return failed(400, 'badRequest', 'The stand-in knows metadata and raw.');
    const names = query.getAll('metadataHeaders').map((name) => name.toLowerCase());
    const whole = {
      ...{ id: message.id, threadId: message.id, labelIds: message.labelIds, internalDate: String(message.at) },
      snippet: message.source.slice(message.source.indexOf('\r\n\r\n') + 4).slice(0, 200),
      sizeEstimate: message.source.length,
      payload: {
        mimeType: 'text/plain',
        headers: headersOf(message.source).filter(({ name }) => names.includes(name.toLowerCase())),
      },
    };
    const fields = query.get('fields')?.match(/\w+(?=[,(]|$)/g) ?? Object.keys(whole);
    return ok(Object.fromEntries(Object.entries(whole).filter(([name]) => fields.includes(name))));
  }

  #history(account: Account, query: URLSearchParams): Said {
    const start = Number(query.get('startHistoryId'));
    if (!(start >= this.#oldest)) return failed(404, 'notFound', 'Requested entity was not found.');
    const types = query.getAll('historyTypes');
    const kindOf = { messagesAdded: 'messageAdded', labelsRemoved: 'labelRemoved' };
    const from = Number(query.get('pageToken') ?? 0);
    const found = account.history.filter(({ id, kind }) => id > start && types.includes(kindOf[kind]));
    const page = found.slice(from, from + this.pageSize);
    const history = page.map(({ id, kind, message, labelIds }) => {
      const told = { id: message.id, threadId: message.id, labelIds: message.labelIds };
      return { id: String(id), messages: [told], [kind]: [{ message: told, ...(labelIds ? { labelIds } : {}) }] };
    });
    return ok({
      ...(history.length > 0 ? { history } : {}),
      ...(from + page.length < found.length ? { nextPageToken: String(from + page.length) } : {}),
      historyId: String(account.historyId),
    });
  }

  #list(account: Account, query: URLSearchParams): Said {
    const after = Number(/after:(\d+)/.exec(query.get('q') ?? '')?.[1] ?? 0) * 1000;
    const hidden = ['SPAM', 'TRASH', 'DRAFT', 'CHAT'];
    const found = account.messages.filter(
      ({ at, labelIds }) => at >= after && !labelIds.some((label) => hidden.includes(label)),
    );
    const from = Number(query.get('pageToken') ?? 0);
    const page = found.slice(from, from + this.pageSize);
    return ok({
      ...(page.length > 0 ? { messages: page.map(({ id }) => ({ id, threadId: id })) } : {}),
      ...(from + page.length < found.length ? { nextPageToken: String(from + page.length) } : {}),
      resultSizeEstimate: found.length,
    });
  }

  async #batch(came: Came, email: string, account: Account): Promise<Said> {
    const boundary = /boundary=(\S+)/.exec(came.headers['content-type'] ?? '')?.[1] ?? '';
    const pieces = came.body.split(`--${boundary}`).filter((piece) => piece.includes('GET '));
    if (pieces.length > 100) return failed(400, 'badRequest', 'Too many calls in one batch.');
    const parts: string[] = [];
    for (const piece of pieces) {
      const id = /Content-ID: <(.+)>/.exec(piece)?.[1] ?? '';
      const url = new URL(/GET (\S+)/.exec(piece)?.[1] ?? '/', 'http://stand-in');
      const said = await this.#one(email, account, url.pathname, url.searchParams);
      const head = `Content-Type: application/http\r\nContent-ID: <response-${id}>\r\n\r\nHTTP/1.1 ${said.status} X\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n`;
      // in no order that anybody may count on
      parts.unshift(`--batch_answer\r\n${head}${JSON.stringify(said.body, null, 2)}\r\n`);
    }
    return {
      status: 200,
      headers: { 'content-type': 'multipart/mixed; boundary=batch_answer' },
      body: `${parts.join('')}--batch_answer--`,
    };
  }
}

const ok = (body: object): Said => ({ status: 200, body });

/** https://developers.google.com/workspace/gmail/api/guides/handle-errors */
export function failed(code: number, reason: string, message: string): Said {
  return { status: code, body: { error: { code, message, errors: [{ message, domain: 'global', reason }] } } };
}
