import { request } from 'org/client';

const OBJECT_INFO = '/services/data/v67.0/ui-api/object-info';

interface ObjectInfoConfig {
  objectApiName?: string | { objectApiName: string };
}
interface PicklistConfig {
  recordTypeId?: string;
  fieldApiName?: string | { objectApiName: string; fieldApiName: string };
}
interface WireResult {
  data: unknown;
  error: unknown;
}

/** Asks once its config is whole, and again when it changes; object info does not change while a page is open. */
abstract class InfoWire<Config extends object> {
  private readonly emit: (result: WireResult) => void;
  private path: string | undefined;
  private connected = false;

  constructor(emit: (result: WireResult) => void) {
    this.emit = emit;
    this.emit({ data: undefined, error: undefined });
  }

  /** Where the answer stands; undefined while a part of the config is missing. */
  protected abstract pathOf(config: Config): string | undefined;

  connect(): void {
    this.connected = true;
    void this.fetch();
  }

  disconnect(): void {
    this.connected = false;
  }

  update(config: Config): void {
    this.path = this.pathOf(config);
    if (this.connected) void this.fetch();
  }

  private async fetch(): Promise<void> {
    const { path } = this;
    if (!path) return;
    let result: WireResult;
    try {
      result = { data: await request('GET', `${OBJECT_INFO}/${path}`), error: undefined };
    } catch (error) {
      result = { data: undefined, error };
    }
    if (path === this.path && this.connected) this.emit(result);
  }
}

/** Wire adapter: `@wire(getObjectInfo, { objectApiName })` gives `{ data, error }`. */
export class getObjectInfo extends InfoWire<ObjectInfoConfig> {
  protected pathOf({ objectApiName }: ObjectInfoConfig): string | undefined {
    return typeof objectApiName === 'object' ? objectApiName.objectApiName : objectApiName;
  }
}

/** Wire adapter: `@wire(getPicklistValues, { recordTypeId, fieldApiName: 'Account.Industry' })` gives `{ data, error }`. */
export class getPicklistValues extends InfoWire<PicklistConfig> {
  protected pathOf({ recordTypeId, fieldApiName }: PicklistConfig): string | undefined {
    const name =
      typeof fieldApiName === 'object' ? `${fieldApiName.objectApiName}.${fieldApiName.fieldApiName}` : fieldApiName;
    const [object, field] = name?.split('.') ?? [];
    return recordTypeId && object && field ? `${object}/picklist-values/${recordTypeId}/${field}` : undefined;
  }
}
