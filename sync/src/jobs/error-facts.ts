/** What may be said of an error that nobody foresaw. */

interface Thrown {
  name?: unknown;
  message?: unknown;
  code?: unknown;
  cause?: { code?: unknown };
  stack?: unknown;
  params?: unknown;
}

function codeOf({ code, cause }: Thrown): string | undefined {
  return [code, cause?.code].find((value) => typeof value === 'string');
}

/** A sentence without content. What the store's driver throws holds the statement with all its values. */
export function messageOf(error: unknown): string {
  const thrown = (typeof error === 'object' && error !== null ? error : {}) as Thrown;
  if ('params' in thrown) return `The store refused a statement (${codeOf(thrown) ?? 'no code'}).`;
  return typeof thrown.message === 'string' && thrown.message ? thrown.message : 'The service failed without a reason.';
}

/** For the log: what kind of error it was and where, never what it says. */
export function errorFacts(error: unknown): { error: string; code?: string; at: string[] } {
  const thrown = (typeof error === 'object' && error !== null ? error : {}) as Thrown;
  const code = codeOf(thrown);
  const frames = typeof thrown.stack === 'string' ? thrown.stack.split('\n') : [];
  return {
    error: 'params' in thrown ? 'StoreError' : typeof thrown.name === 'string' ? thrown.name : typeof error,
    ...(code === undefined ? {} : { code }),
    at: frames.filter((line) => /^\s+at /.test(line)).map((line) => line.trim()),
  };
}
