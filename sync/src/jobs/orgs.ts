/** One connection and one circuit for each tenant's org. */
import type { Org } from '../org/types.ts';
import { Circuit } from './budget/circuit.ts';
import type { Connect, Tenant } from './context.ts';

interface Entry {
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
    const entry = this.#entries.get(tenant) ?? { circuit: new Circuit() };
    this.#entries.set(tenant, entry);
    return entry;
  }

  circuit(tenant: string): Circuit {
    return this.#entry(tenant).circuit;
  }

  /** Connects at the first call; a connection that could not be made is tried anew at the next. */
  async open(tenant: Tenant): Promise<Org> {
    const entry = this.#entry(tenant.name);
    entry.connecting ??= Promise.resolve(this.#connect(tenant.credentials));
    try {
      entry.org = await entry.connecting;
      return entry.org;
    } catch (error) {
      entry.connecting = undefined;
      throw error;
    }
  }

  /** Connections made so far. */
  connected(): { tenant: string; org: Org }[] {
    return [...this.#entries].flatMap(([tenant, { org }]) => (org ? [{ tenant, org }] : []));
  }
}
