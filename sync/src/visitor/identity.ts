/** By what a visitor is told from others, in the service itself. */
import type { Person } from './said.ts';

/** `email:…`, `phone:…`, `id:…` (the sender's own), `company:…`. */
export interface Names {
  email?: string;
  phone?: string;
  id?: string;
  company?: string;
}

/** A number stands for a person only where nothing better does: two people may answer one telephone. */
export function namesOfVisitor(id: string | undefined, person: Person, domain: string | undefined): Names {
  const email = person.email === undefined ? undefined : `email:${person.email}`;
  const own = id === undefined ? undefined : `id:${id}`;
  const phone = person.phone === undefined || email || own ? undefined : `phone:${person.phone}`;
  const company = email || own || phone || !domain ? undefined : `company:${domain}`;
  return {
    ...(email ? { email } : {}),
    ...(own ? { id: own } : {}),
    ...(phone ? { phone } : {}),
    ...(company ? { company } : {}),
  };
}

export interface Known {
  /** Visitor by name. */
  byName: ReadonlyMap<string, string>;
  /** Addresses by visitor. */
  emailsOf: ReadonlyMap<string, string[]>;
}

/** Which visitor it is: `into` is that one, `also` becomes one with it. Undefined: a new one. */
export function whichVisitor(names: Names, { byName, emailsOf }: Known): { into?: string; also?: string } {
  const byEmail = names.email && byName.get(names.email);
  const byId = names.id && byName.get(names.id);
  // a browser that nobody had said anything of is now somebody's
  if (byEmail && byId && byEmail !== byId)
    return (emailsOf.get(byId) ?? []).length === 0 ? { into: byEmail, also: byId } : { into: byEmail };
  const into = byEmail ?? byId ?? byName.get(names.phone ?? '') ?? byName.get(names.company ?? '');
  return into ? { into } : {};
}
