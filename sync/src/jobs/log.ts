/** The part of pino that is used here. Objects come first, as pino has them; never payload content in either. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
