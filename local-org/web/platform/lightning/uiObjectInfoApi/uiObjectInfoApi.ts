import { request } from 'org/client';

interface ObjectInfoConfig {
  objectApiName?: string | { objectApiName: string };
}
interface WireResult {
  data: unknown;
  error: unknown;
}

/** Wire adapter: `@wire(getObjectInfo, { objectApiName })` gives `{ data, error }`. */
export class getObjectInfo {
  private readonly emit: (result: WireResult) => void;
  private name: string | undefined;
  private connected = false;

  constructor(emit: (result: WireResult) => void) {
    this.emit = emit;
    this.emit({ data: undefined, error: undefined });
  }

  connect(): void {
    this.connected = true;
    void this.fetch();
  }

  disconnect(): void {
    this.connected = false;
  }

  update({ objectApiName }: ObjectInfoConfig): void {
    this.name = typeof objectApiName === 'object' ? objectApiName.objectApiName : objectApiName;
    if (this.connected) void this.fetch();
  }

  private async fetch(): Promise<void> {
    const { name } = this;
    if (!name) return;
    let result: WireResult;
    try {
      result = { data: await request('GET', `/services/data/v67.0/ui-api/object-info/${name}`), error: undefined };
    } catch (error) {
      result = { data: undefined, error };
    }
    if (name === this.name && this.connected) this.emit(result);
  }
}
