import type { Store } from './store/store.ts';

const minutesKept = 24 * 60;
const flushEvery = 1_000;

/**
 * API requests over the last 24 hours, as the platform counts them (a rolling day). Counted in memory and written at most
 * once a second: a kill may lose the last second's count, never a record.
 */
export class Usage {
  readonly #store: Store;
  readonly #usualMax: number;
  #max: number;
  #pending = 0;
  #used: number;
  #minute: number;
  #flushedAt = 0;

  constructor(store: Store, max: number) {
    this.#store = store;
    this.#usualMax = max;
    this.#max = max;
    this.#minute = currentMinute();
    this.#used = this.#stored();
  }

  /** From now on, until the org ends; null puts back what it began with. */
  limit(most: number | null): void {
    this.#max = most ?? this.#usualMax;
  }

  read(): { used: number; max: number } {
    if (currentMinute() !== this.#minute) this.flush();
    return { used: this.#used, max: this.#max };
  }

  count(): void {
    if (currentMinute() !== this.#minute) this.flush();
    this.#pending++;
    this.#used++;
    if (Date.now() - this.#flushedAt >= flushEvery) this.flush();
  }

  flush(): void {
    this.#flushedAt = Date.now();
    if (this.#pending > 0) {
      this.#store
        .statement(
          'INSERT INTO "_usage" VALUES (?, ?) ON CONFLICT (minute) DO UPDATE SET requests = requests + excluded.requests',
        )
        .run(this.#minute, this.#pending);
      this.#pending = 0;
    }
    const minute = currentMinute();
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#store.statement('DELETE FROM "_usage" WHERE minute <= ?').run(minute - minutesKept);
      this.#used = this.#stored();
    }
  }

  #stored(): number {
    const row = this.#store
      .statement('SELECT coalesce(sum(requests), 0) AS used FROM "_usage" WHERE minute > ?')
      .get(currentMinute() - minutesKept);
    return row?.['used'] as number;
  }
}

const currentMinute = (): number => Math.floor(Date.now() / 60_000);
