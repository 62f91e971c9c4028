import { fill } from 'c/conversationModel';
import { faultOf } from 'c/setupModel';
import type { Call, SyncFault } from 'c/setupModel';
import { jsonFault, placesOf, workflowOf } from 'c/workflowModel';
import type { Definition, Draft, Place, Step, WorkflowRow } from 'c/workflowModel';
import { api, LightningElement } from 'lwc';
import { words } from './words';

const jsonOf = (definition: Definition): string => JSON.stringify(definition, null, 2);

/** The text is JSON, of whatever kind. */
function nameIn(text: string): string {
  const name = (JSON.parse(text) as { name?: unknown } | null)?.name;
  return typeof name === 'string' ? name : '';
}

/** What a new one begins with: it loads the conversation, and does nothing yet. */
const FRESH: Definition = {
  name: 'my-workflow',
  title: words.newTitle,
  description: '',
  trigger: 'MEETING_ENDED',
  steps: [
    { id: 'load', type: 'load' },
    { id: 'end', type: 'sink' },
  ],
};

/**
 * One workflow: what it does in words, a dry run, its runs, and its definition to change. Tells `saved` with its name
 * once a new one is kept, and `draft` with what is not saved yet, or without it where nothing is.
 */
export default class WorkflowDetail extends LightningElement {
  @api call?: Call;
  /** What was left unsaved when it was last open. */
  @api draft?: Draft;
  words = words;
  row?: WorkflowRow;
  definition?: Definition;
  text = '';
  places: readonly Place[] = [];
  fault?: SyncFault;
  refusal?: SyncFault;
  note = '';
  isBusy = false;
  private workflowName = '';
  private saved = '';
  private basedOn = 0;

  /** Empty for a new one. */
  @api
  get name(): string {
    return this.workflowName;
  }
  set name(next: string) {
    if (next === this.workflowName && this.definition) return;
    this.workflowName = next;
    if (this.isConnected) void this.load();
  }

  connectedCallback(): void {
    void this.load();
  }

  get isLoading(): boolean {
    return !this.definition && !this.fault;
  }

  get isKept(): boolean {
    return this.workflowName !== '';
  }

  get title(): string {
    return this.row?.title ?? this.definition?.title ?? '';
  }

  get description(): string {
    return this.row?.description ?? this.definition?.description ?? '';
  }

  get steps(): readonly Step[] {
    return this.definition?.steps ?? [];
  }

  get version(): string {
    return this.row?.version ? fill(words.version, String(this.row.version)) : '';
  }

  get isSame(): boolean {
    return this.isBusy || (this.isKept && this.text === this.saved);
  }

  get isChanged(): boolean {
    return this.text !== this.saved;
  }

  get cannotDiscard(): boolean {
    return this.isBusy || !this.isChanged;
  }

  get hasPlaces(): boolean {
    return this.places.length > 0;
  }

  get faults(): { key: string; text: string }[] {
    return this.places.map(({ line, pointer, text }, index) => ({
      key: `${index} ${pointer}`,
      text: line > 0 ? fill(words.faultLine, String(line), text) : text,
    }));
  }

  handleText(event: CustomEvent<{ value: string }>): void {
    this.text = event.detail.value;
    this.note = '';
    this.tellDraft();
  }

  handleDiscard(): void {
    this.text = this.saved;
    this.places = [];
    this.refusal = undefined;
    this.basedOn = this.row?.version ?? 0;
    this.tellDraft();
  }

  async handleSave(): Promise<void> {
    this.note = '';
    this.refusal = undefined;
    this.places = [];
    const wrong = jsonFault(this.text);
    if (wrong) {
      this.places = [{ ...wrong, text: fill(words.notJson, wrong.text) }];
      return;
    }
    this.isBusy = true;
    const { text } = this;
    const name = this.workflowName || nameIn(text);
    try {
      const body = JSON.stringify({ ...(JSON.parse(text) as object), version: this.basedOn });
      this.take(await this.call?.('putWorkflow', { name, body }), name);
      this.tellDraft();
      this.note = fill(words.saved, String(this.row?.version ?? ''));
      if (!this.workflowName) this.dispatchEvent(new CustomEvent('saved', { detail: name }));
      this.workflowName = name;
    } catch (thrown) {
      const fault = faultOf(thrown);
      this.places = placesOf(fault.message, text);
      this.refusal = this.places.length === 0 ? fault : undefined;
    }
    this.isBusy = false;
  }

  private async load(): Promise<void> {
    const name = this.workflowName;
    this.fault = undefined;
    if (name === '') {
      this.definition = FRESH;
      this.text = this.saved = jsonOf(FRESH);
      this.takeDraft();
      return;
    }
    try {
      this.take(await this.call?.('getWorkflow', { name }), name);
      this.takeDraft();
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
  }

  private take(answer: unknown, name: string): void {
    const { row, definition } = workflowOf(answer);
    this.row = { ...row, name };
    this.definition = definition;
    this.text = this.saved = jsonOf(definition);
    this.basedOn = row.version;
  }

  /** Where somebody has saved meanwhile, the service refuses what is based on the version before. */
  private takeDraft(): void {
    if (!this.draft) return;
    this.text = this.draft.text;
    this.basedOn = this.draft.version;
  }

  private tellDraft(): void {
    const detail: Draft | undefined = this.isChanged ? { text: this.text, version: this.basedOn } : undefined;
    this.dispatchEvent(new CustomEvent('draft', { detail }));
  }
}
