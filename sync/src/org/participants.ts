/** Who some addresses are, by what the org says now: colleagues, customers, or nobody that it knows. */
import { companyDomain, normaliseEmail } from '../match/address.ts';
import type { OrgShapes } from '../match/types.ts';
import type { OrgHttp } from './http.ts';
import { runQueries, type Query } from './query.ts';
import { chunked, isIn } from './soql.ts';
import type { UserDirectory, UsersWanted } from './user-directory.ts';

export interface Participants {
  /** Addresses of active and former users of the org, lower case. */
  users: Set<string>;
  /** The companies' own domains of those users. */
  domains: Set<string>;
  /** Addresses that a contact or a lead has, a converted lead among them: it is its contact. */
  customers: Set<string>;
}

/** One composite request for the people; none for the users, most of the time. */
export async function readParticipants(
  http: OrgHttp,
  shapes: OrgShapes,
  directory: UserDirectory,
  addresses: string[],
): Promise<Participants> {
  const emails = [...new Set(addresses.flatMap((address) => normaliseEmail(address) ?? []))];
  const wanted: UsersWanted = { ours: [], all: emails, ids: [] };
  for (
    let queries = directory.queries(wanted, shapes);
    queries.length > 0;
    queries = directory.queries(wanted, shapes)
  ) {
    const rows = await runQueries(http, queries, shapes);
    directory.take(rows.get('users') ?? [], wanted);
  }
  const users = new Set(directory.find(wanted).flatMap(({ Email }) => normaliseEmail(Email) ?? []));
  const domains = directory.domains();
  const isOurs = (email: string) => users.has(email) || domains.has(companyDomain(email) ?? '');
  const asked = emails.filter((email) => !isOurs(email));
  const rows = await runQueries(
    http,
    ['Contact', 'Lead'].flatMap((object) => peopleQueries(object, asked, shapes)),
    shapes,
  );
  const customers = new Set((rows.get('people') ?? []).flatMap(({ Email }) => normaliseEmail(String(Email)) ?? []));
  return { users, domains, customers };
}

function peopleQueries(object: string, emails: string[], shapes: OrgShapes): Query<'people'>[] {
  if (!Object.hasOwn(shapes[object] ?? {}, 'Email')) return [];
  const head = `SELECT Id, Email FROM ${object} WHERE `;
  return chunked(emails, head.length).flatMap((chunk) => {
    const where = isIn('Email', chunk);
    return where ? [{ name: 'people' as const, object, soql: `${head}${where}` }] : [];
  });
}
