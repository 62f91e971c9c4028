/** Which candidates the viewer may see, as far as the answers so far tell. */
import { candidatesFilter } from 'c/candidateModel';
import type { SeenRecord } from 'c/candidateModel';
import type { ReviewItem } from './review';

type Items = readonly Pick<ReviewItem, 'candidates'>[];

export class Sight {
  private readonly seen: ReadonlyMap<string, SeenRecord>;
  /** Candidates that have been asked for beside those of the list. */
  private readonly asked: ReadonlySet<string>;

  constructor(seen: ReadonlyMap<string, SeenRecord> = new Map(), asked: ReadonlySet<string> = new Set()) {
    this.seen = seen;
    this.asked = asked;
  }

  with(more: ReadonlyMap<string, SeenRecord>): Sight {
    return new Sight(new Map([...this.seen, ...more]), this.asked);
  }

  /** Whatever the answer told of them: nothing more will be told. */
  askedFor(items: Items): Sight {
    return new Sight(this.seen, new Set(items.flatMap(({ candidates }) => candidates.map(({ id }) => id))));
  }

  /** Candidates that the list's own request did not tell of: deals of other accounts, closed ones, activities. */
  filterFor(items: Items): object | undefined {
    return candidatesFilter(items.flatMap(({ candidates }) => candidates.filter(({ id }) => !this.seen.has(id))));
  }

  /** Undefined while it is asked which of its candidates may be seen. */
  of({ candidates }: Items[number]): ReadonlyMap<string, SeenRecord> | undefined {
    return candidates.every(({ id }) => this.seen.has(id) || this.asked.has(id)) ? this.seen : undefined;
  }
}
