/** One connection and one circuit for each tenant's org. */
import type { Org } from '../org/types.ts';
import type { OrgCredentials } from '../org/credentials.ts';
import { Circuit } from './budget/circuit.ts';
import { notConnected } from './connection/keeper.ts';
import type { Tenant } from './tenant.ts';

export type Connect = (credentials: OrgCredentials) => Org | Promise<Org>;

interface Entry {
  /** That of the tenant when its credentials were these. */
  generation: number;
  credentials?: OrgCredentials | undefined;
  connecting?: Promise<Org>;
  org?: Org;
  circuit: Circuit;
}

export class OrgDirectory {
  readonly #connect: Connect;
  readonly #entries = new Map<string, Entry>();

  constructor(connect: Connect) {
    this.#connect = connect;
  }

  #entry(tenant: string): Entry {
    const entry = this.#entries.get(tenant) ?? { generation: -1, circuit: new Circuit() };
    this.#entries.set(tenant, entry);
    return entry;
  }

  circuit(tenant: string): Circuit {
    return this.#entry(tenant).circuit;
  }

  /**
   * Hears how a tenant stands in the store. Whoever asks for its org from now on is given the one that it is connected to
   * now, whichever process connected it, and the faults of the one before are forgotten.
   */
  follow({ name, generation = 0, credentials }: Tenant): void {
    const entry = this.#entry(name);
    if (generation <= entry.generation) return;
    if (entry.generation >= 0) entry.circuit.reset();
    entry.generation = generation;
    entry.credentials = credentials;
    entry.connecting = undefined;
    entry.org = undefined;
  }

  /**
   * Connects at the first call; a connection that could not be made is tried anew at the next. Throws `OrgError`
   * NOT_CONNECTED where there is none.
   */
  async open(tenant: Tenant): Promise<Org> {
    this.follow(tenant);
    const entry = this.#entry(tenant.name);
    if (!entry.credentials) throw notConnected();
    const connecting = (entry.connecting ??= Promise.resolve(this.#connect(entry.credentials)));
    try {
      const org = await connecting;
      if (entry.connecting === connecting) entry.org = org;
      return org;
    } catch (error) {
      if (entry.connecting === connecting) entry.connecting = undefined;
      throw error;
    }
  }

  /** An org that no tenant is connected to yet. */
  async connect(credentials: OrgCredentials): Promise<Org> {
    return this.#connect(credentials);
  }

  /** Connections made so far. */
  connected(): { tenant: string; org: Org }[] {
    return [...this.#entries].flatMap(([tenant, { org }]) => (org ? [{ tenant, org }] : []));
  }
}
