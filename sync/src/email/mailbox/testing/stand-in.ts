/** For tests: what the stand-ins of all providers have, whatever their API. */
import { LogIn, serve, type Came, type LoginOptions, type Said } from './serve.ts';

export abstract class StandIn<Account> {
  url = '';
  readonly login: LogIn;
  /** Paths of requests to the API, those within batches too, in the order in which they came. */
  asked: string[] = [];
  /** Ids whose source was given out. */
  downloaded: string[] = [];
  /** Answers of the next requests to the API instead of the usual. */
  refusals: Said[] = [];
  /** Requests for sources wait until it resolves. */
  gate: Promise<void> | undefined;
  protected readonly accounts = new Map<string, Account>();
  #count = 0;
  #stop: () => Promise<void> = () => Promise.resolve();

  protected constructor(login: Omit<LoginOptions, 'knows'>) {
    this.login = new LogIn({ ...login, knows: (email) => this.accounts.has(email) });
  }

  /** What the service is started with. */
  abstract get environment(): Record<string, string>;

  protected abstract answer(came: Came): Promise<Said>;

  protected async listen(): Promise<this> {
    const served = await serve((came) => this.answer(came));
    this.url = served.url;
    this.#stop = () => served.stop();
    return this;
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  protected accountOf(email: string): Account {
    const account = this.accounts.get(email);
    if (!account) throw new Error(`No account ${email}.`);
    return account;
  }

  /** Whose access a request shows; undefined where it is nobody's. */
  protected whose({ headers }: Came): { email: string; account: Account } | undefined {
    const email = this.login.whose(headers);
    const account = this.accounts.get(email ?? '');
    return email !== undefined && account ? { email, account } : undefined;
  }

  protected nextNumber(): number {
    return (this.#count += 1);
  }
}
