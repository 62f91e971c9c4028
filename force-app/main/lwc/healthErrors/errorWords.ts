import type { ErrorType } from 'c/healthModel';

export interface ErrorWords {
  title: string;
  fix: string;
}

/** A type of error in the viewer's words; the service's own where this version has none for its code. */
export function errorWords({ title, fix }: ErrorType): ErrorWords {
  return { title, fix };
}
