import { fill, viewer } from 'c/conversationModel';
import { changedSettings, faultOf, saveFeed, usersOf, VISITOR_OBJECTS } from 'c/setupModel';
import type { Call, People, Segment, SyncFault, VisitorMapping, VisitorObject, VisitorSettings } from 'c/setupModel';
import { words as shared } from 'c/setupWords';
import { api, LightningElement } from 'lwc';
import { NAMES, words } from './words';

const OPERATIONS = { get: 'getVisitorSettings', put: 'putVisitorSettings' };
const DEFAULT_OWNER = 'integration';
const OBJECTS: Record<VisitorObject, string> = {
  Account: words.account,
  Lead: words.lead,
  Contact: words.contact,
  Event: words.event,
  ContentNote: words.contentNote,
};

/** What visits may write, what new records get, and who is told of them. Tells `feedchange` once it is saved. */
export default class SetupVisitors extends LightningElement {
  @api call?: Call;
  words = words;
  shared = shared;
  mine?: VisitorSettings;
  fault?: SyncFault;
  refusal = '';
  told = '';
  note = '';
  isBusy = false;
  private read?: VisitorSettings;
  private people?: People;

  connectedCallback(): void {
    void this.load();
    void this.loadPeople();
  }

  get isLoading(): boolean {
    return !this.mine;
  }

  get objects(): { object: string; label: string; on: boolean }[] {
    return VISITOR_OBJECTS.map((object) => ({
      object,
      label: OBJECTS[object],
      on: this.mine?.writing[object] === 'on',
    }));
  }

  get owner(): string {
    return this.mine?.ownerId ?? DEFAULT_OWNER;
  }

  get ownerOptions(): { value: string; label: string }[] {
    const users = this.people ? usersOf(this.people, viewer.locale) : [];
    const options = users.map(({ id, name }) => ({ value: id, label: name }));
    const chosen = this.mine?.ownerId;
    // before the users are there, and where one is no longer active
    if (chosen && !options.some(({ value }) => value === chosen)) options.push({ value: chosen, label: chosen });
    return [{ value: DEFAULT_OWNER, label: words.ownerDefault }, ...options];
  }

  get isChanged(): boolean {
    return Boolean(this.read && this.mine && changedSettings(this.read, this.mine).length > 0);
  }

  handleCheck(event: CustomEvent<{ checked: boolean }>): void {
    this.set({ [nameOf(event)]: event.detail.checked });
  }

  handleWriting(event: CustomEvent<{ checked: boolean }>): void {
    const { object = '' } = (event.currentTarget as HTMLElement).dataset;
    if (!this.mine) return;
    this.set({ writing: { ...this.mine.writing, [object]: event.detail.checked ? 'on' : 'off' } });
  }

  handleText(event: CustomEvent<{ value: string }>): void {
    this.set({ [nameOf(event)]: event.detail.value.trim() || null });
  }

  handleOwner(event: CustomEvent<{ value: string }>): void {
    this.set({ ownerId: event.detail.value === DEFAULT_OWNER ? null : event.detail.value });
  }

  handleMapping(event: CustomEvent<{ mapping: VisitorMapping[] }>): void {
    this.set({ fieldMapping: event.detail.mapping });
  }

  handleSegments(event: CustomEvent<{ segments: Segment[] }>): void {
    this.set({ segments: event.detail.segments });
  }

  handleDiscard(): void {
    this.mine = this.read;
    this.forget();
  }

  async handleSave(): Promise<void> {
    if (!this.call || !this.read || !this.mine) return;
    this.isBusy = true;
    this.forget();
    const answer = await saveFeed(this.call, OPERATIONS, this.read, this.mine);
    this.isBusy = false;
    if (answer.kind === 'refused') {
      this.refusal = answer.fault.message;
      return;
    }
    this.read = answer.settings;
    if (answer.kind === 'changed') {
      this.mine = answer.merged;
      const both = answer.both.map((name) => NAMES[name] ?? name).join(', ');
      this.told = [words.changed, both ? fill(words.changedBoth, both) : ''].filter(Boolean).join(' ');
    } else {
      this.mine = answer.settings;
      this.note = words.saved;
      this.tell();
    }
  }

  private set(change: Partial<VisitorSettings>): void {
    this.mine = this.mine && { ...this.mine, ...change };
    this.note = '';
  }

  private forget(): void {
    this.refusal = '';
    this.told = '';
    this.note = '';
  }

  private tell(): void {
    const detail = { feed: 'visitors', on: this.read?.on === true };
    this.dispatchEvent(new CustomEvent('feedchange', { detail, bubbles: true }));
  }

  private async load(): Promise<void> {
    try {
      this.read = (await this.call?.(OPERATIONS.get)) as VisitorSettings;
      this.mine = this.read;
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
  }

  /** Without them the owner can still be left as it is. */
  private async loadPeople(): Promise<void> {
    try {
      this.people = (await this.call?.('listUsers')) as People;
    } catch {
      this.people = undefined;
    }
  }
}

function nameOf(event: Event): string {
  return (event.currentTarget as HTMLElement).dataset.name ?? '';
}
