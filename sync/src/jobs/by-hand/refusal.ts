/** A person's wish that cannot be met as it is put: which part of it, and what would mend it. */
export class Refusal extends Error {
  /** `invalid`: put it otherwise. `conflict`: not now. `unavailable`: the org does not answer. */
  readonly kind: 'invalid' | 'conflict' | 'unavailable';
  /** JSON pointers into the request. */
  readonly errors: { pointer: string; detail: string }[];

  constructor(kind: Refusal['kind'], message: string, errors: Refusal['errors'] = []) {
    super(message);
    this.name = 'Refusal';
    this.kind = kind;
    this.errors = errors;
  }
}
