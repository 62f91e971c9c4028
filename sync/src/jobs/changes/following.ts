/** How a tenant's org is followed, for whoever asks for what changed. */
export interface Followed {
  changes: number;
  /** Conversations that are to be matched again. */
  again: number;
  /** Comments that were taken in. */
  comments: number;
}

export interface Following {
  /** Asks the org what has changed since it was asked last. A first poll only notes the time. */
  poll(): Promise<Followed>;
  /**
   * Tries at once to hear the topics that are not heard, because what kept them from it may be mended; resolves when each
   * has said how that went, or after three seconds.
   */
  listenAgain(): Promise<void>;
}
