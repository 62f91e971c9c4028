/** What a benchmark says: figures, each beside what it has to reach or what it is to be compared with. */
export interface Figure {
  what: string;
  value: number;
  /** For example `requests`, `µs`, `MB`, `share`. */
  unit: string;
  /** What the product promises of it. */
  must?: { atMost?: number; atLeast?: number };
  /** The same work done another way, in the same run. */
  yardstick?: { what: string; value: number };
}

export interface Bench {
  name: string;
  figures: Figure[];
  /** How it was measured, a sentence each. */
  notes?: string[];
}
