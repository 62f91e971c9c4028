/** Who the org's own people are, kept for an hour: a batch of known reps asks for no user at all. */
import { companyDomain, normaliseEmail } from '../match/address.ts';
import type { OrgShapes, UserRow } from '../match/types.ts';
import type { Query, Row } from './query.ts';
import { USER_FIELDS } from './snapshot-rows.ts';
import { chunked, isIn } from './soql.ts';

const KEPT_MS = 60 * 60_000;
/** An address of ours that nobody had may have been given to somebody since. */
const ASKED_AGAIN_MS = 10 * 60_000;
/** One page of an answer. Orgs with more users are asked for the addresses that are not among these. */
const MOST_ROWS = 2000;

export interface UsersWanted {
  /** Of owners and of those whom the provider calls ours. */
  ours: string[];
  /** Of everybody: one of ours may stand among the guests. */
  all: string[];
  ids: string[];
}

export class UserDirectory {
  readonly #now: () => number;
  readonly #byId = new Map<string, UserRow>();
  /** Address or Id → when nobody had it. */
  readonly #missed = new Map<string, number>();
  #readAt: number | undefined;
  #isWhole = false;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** To be called where the org says otherwise than the directory. */
  forget(): void {
    this.#byId.clear();
    this.#missed.clear();
    this.#readAt = undefined;
    this.#isWhole = false;
  }

  /** What has to be asked before `find` can answer; nothing, most of the time. To be asked until it is empty. */
  queries(wanted: UsersWanted, shapes: OrgShapes): Query<'users'>[] {
    const select = USER_FIELDS.filter((field) => Object.hasOwn(shapes.User ?? {}, field)).join(', ');
    // customers and partners may be users of a portal: they are still customers
    const internal = Object.hasOwn(shapes.User ?? {}, 'UserType') ? "UserType = 'Standard'" : undefined;
    const head = `SELECT ${select} FROM User`;
    if (this.#readAt === undefined || this.#now() - this.#readAt >= KEPT_MS) {
      this.forget();
      // the active come first: should there be too many, they are what matters
      const soql = `${head}${internal ? ` WHERE ${internal}` : ''} ORDER BY IsActive DESC, Id LIMIT ${MOST_ROWS}`;
      return [{ name: 'users', object: 'User', soql }];
    }
    const unknown = (values: string[], field: 'Email' | 'Id') => {
      const known = new Set(
        [...this.#byId.values()].map((user) => (field === 'Id' ? user.Id : normaliseEmail(user.Email))),
      );
      return values.filter((value) => !known.has(value) && !this.#isMissed(value));
    };
    const where = (condition: string | undefined) => [condition, internal].filter(Boolean).join(' AND ');
    const ask = (field: 'Email' | 'Id', values: string[]) =>
      chunked(unknown(values, field), head.length + 200).map((chunk): Query<'users'> => ({
        ...{ name: 'users', object: 'User' },
        soql: `${head} WHERE ${where(isIn(field, chunk))}`,
      }));
    return [...ask('Email', this.#isWhole ? wanted.ours : wanted.all), ...ask('Id', wanted.ids)];
  }

  /** Takes in what the queries answered. */
  take(rows: Row[], wanted: UsersWanted): void {
    const isFirst = this.#readAt === undefined;
    if (isFirst) {
      this.#readAt = this.#now();
      this.#isWhole = rows.length < MOST_ROWS;
    }
    for (const row of rows as unknown as UserRow[]) this.#byId.set(row.Id, row);
    // a directory of which only a part was read says nothing of those who are not in it
    if (isFirst && !this.#isWhole) return;
    const known = new Set([...this.#byId.values()].flatMap(({ Id, Email }) => [Id, normaliseEmail(Email)]));
    for (const value of [...(this.#isWhole ? wanted.ours : wanted.all), ...wanted.ids])
      if (!known.has(value)) this.#missed.set(value, this.#now());
  }

  find({ all, ids }: UsersWanted): UserRow[] {
    const emails = new Set<string | null | undefined>(all);
    const wantedIds = new Set(ids);
    return [...this.#byId.values()].filter(({ Id, Email }) => wantedIds.has(Id) || emails.has(normaliseEmail(Email)));
  }

  /** The companies' own domains of everybody in it. */
  domains(): Set<string> {
    return new Set([...this.#byId.values()].flatMap(({ Email }) => companyDomain(Email) ?? []));
  }

  #isMissed(value: string): boolean {
    const at = this.#missed.get(value);
    return at !== undefined && this.#now() - at < ASKED_AGAIN_MS;
  }
}
