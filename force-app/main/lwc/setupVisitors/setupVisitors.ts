import { viewer } from 'c/conversationModel';
import { faultOf, FEED_OPERATIONS, unsaved, usersOf, VISITOR_OBJECTS } from 'c/setupModel';
import type {
  Call,
  FeedDraft,
  People,
  Segment,
  SyncFault,
  VisitorMapping,
  VisitorObject,
  VisitorSettings,
} from 'c/setupModel';
import { words as shared } from 'c/setupWords';
import { api, LightningElement } from 'lwc';
import { NAMES, words } from './words';

const DEFAULT_OWNER = 'integration';
const OBJECTS: Record<VisitorObject, string> = {
  Account: words.account,
  Lead: words.lead,
  Contact: words.contact,
  Event: words.event,
  ContentNote: words.contentNote,
};

/** What visits may write, what new records get, and who is told of them. */
export default class SetupVisitors extends LightningElement {
  @api call?: Call;
  /** What was left unsaved when the step was last open. */
  @api kept?: FeedDraft<VisitorSettings>;
  words = words;
  shared = shared;
  names = NAMES;
  draft?: FeedDraft<VisitorSettings>;
  fault?: SyncFault;
  private people?: People;

  connectedCallback(): void {
    if (this.kept) this.draft = this.kept;
    else void this.load();
    void this.loadPeople();
  }

  get mine(): VisitorSettings | undefined {
    return this.draft?.mine;
  }

  get isLoading(): boolean {
    return !this.draft;
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

  handleDraft(event: CustomEvent<FeedDraft<VisitorSettings>>): void {
    this.draft = event.detail;
    this.keep();
  }

  private set(change: Partial<VisitorSettings>): void {
    if (this.draft) this.draft = { ...this.draft, mine: { ...this.draft.mine, ...change } };
    this.keep();
  }

  private keep(): void {
    const detail = { step: 'visitors', kept: unsaved(this.draft) };
    this.dispatchEvent(new CustomEvent('keepchoices', { detail, bubbles: true }));
  }

  private async load(): Promise<void> {
    try {
      const read = (await this.call?.(FEED_OPERATIONS.visitors.get)) as VisitorSettings;
      this.draft = { read, mine: read };
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
