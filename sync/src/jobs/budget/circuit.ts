/** Keeps the service from asking an org that has just said no, and says when to ask again. */

const FIRST_MS = 1000;
const LONGEST_MS = 60_000;

interface Reason {
  code: string;
  message: string;
  /** How long the org is not to be asked, where it is known; the wait then does not grow. */
  retryAfterMs?: number;
  isDisconnected?: true;
}

export class Circuit {
  #failures = 0;
  #closedUntil = 0;
  #reason: Reason | undefined;
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Why not to ask now; undefined when asking is fine. Times are milliseconds. */
  blocked(now: number): { code: string; message: string } | undefined {
    return now < this.#closedUntil ? this.#reason : undefined;
  }

  /** Why the org failed when it was last asked; undefined when it did not. */
  get reason(): Reason | undefined {
    return this.#reason;
  }

  /** Milliseconds until asking is fine. */
  opensInMs(now: number): number {
    return Math.max(0, this.#closedUntil - now);
  }

  /** Doubles the wait, with half of it at random, so that many tenants don't come back at once. */
  fail(now: number, reason: Reason): void {
    const usual = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(this.#failures, 16));
    this.#failures += 1;
    this.#reason = reason;
    this.#closedUntil = now + Math.max(reason.retryAfterMs ?? 0, usual / 2 + (usual / 2) * this.#random());
  }

  /** True when the org had failed before: what was parked can go on at once. */
  succeed(): boolean {
    const recovered = this.#failures > 0;
    this.reset();
    return recovered;
  }

  /** The org may be asked at once; what was parked meanwhile goes on when it answers. */
  askNow(): void {
    this.#closedUntil = 0;
  }

  reset(): void {
    this.#failures = 0;
    this.#closedUntil = 0;
    this.#reason = undefined;
  }
}
