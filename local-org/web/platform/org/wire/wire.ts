import { onRecordsChanged } from 'org/client';

/**
 * What every wire adapter that reads records does: asks once its config is whole, asks again when records change, and
 * drops an answer that a newer question has overtaken.
 */
export abstract class RecordWire<Config extends object, Result> {
  private readonly emit: (result: Result) => void;
  private config = {} as Config;
  private sent = 0;
  private asked: string | undefined;
  private connected = false;
  private stopListening: (() => void) | undefined;

  constructor(emit: (result: Result) => void) {
    this.emit = emit;
    this.emit(this.empty());
  }

  /** What stands there before the first answer. */
  protected abstract empty(): Result;
  /** Tells one question from another; undefined while a reactive value of the config is missing. */
  protected abstract keyOf(config: Config): string | undefined;
  protected abstract ask(config: Config): Promise<Result>;

  connect(): void {
    this.connected = true;
    this.stopListening = onRecordsChanged(() => {
      void this.fetch();
    });
    void this.fetch();
  }

  disconnect(): void {
    this.connected = false;
    this.asked = undefined;
    this.stopListening?.();
  }

  update(config: Config): void {
    this.config = config;
    if (this.connected && this.keyOf(config) !== this.asked) void this.fetch();
  }

  /** Whether this question is new to the adapter: nobody has asked for news. */
  protected isFirst = true;

  protected async fetch(): Promise<void> {
    const key = this.keyOf(this.config);
    if (key === undefined) return;
    this.isFirst = key !== this.asked;
    this.asked = key;
    this.sent += 1;
    const turn = this.sent;
    const result = await this.ask(this.config);
    if (turn === this.sent && this.connected) this.emit(result);
  }
}
