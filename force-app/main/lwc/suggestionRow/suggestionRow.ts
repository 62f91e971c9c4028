import { viewer } from 'c/conversationModel';
import { getPicklistValues } from 'lightning/uiObjectInfoApi';
import type { FieldInfo, ObjectInfo, PicklistValues } from 'lightning/uiObjectInfoApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';
import { accept, settle, undo } from './decision';
import type { Change, Claim, Outcome, Saved, Status } from './decision';
import { comparisonOf } from './comparison';
import type { Comparison } from './comparison';
import { sameValue } from './fieldValues';
import type { FieldValue } from './fieldValues';
import { chosenText, offered, statusOf } from './offer';
import { RecordOrg } from './org';
import { actionsOf, decidedElsewhere, decidedHere, messageOf, noteOf } from './states';
import type { Action, ActionName, Settled, Situation, SuggestionFacts } from './states';
import { words } from './words';

const UNKNOWN: FieldInfo = {
  ...{
    apiName: '',
    label: '',
    dataType: 'String',
    length: 255,
    scale: 0,
    required: false,
    createable: false,
    updateable: false,
  },
};
type Input = HTMLElement & { reportValidity(): boolean };

/** One suggestion, accepted, edited or rejected as the viewer and with their rights. Tells `suggestionchange`. */
export default class SuggestionRow extends LightningElement {
  @api info?: ObjectInfo;
  @api subject?: string;
  @api hiddenRecord = false;
  @api primary = false;
  @api mayDecide?: boolean;
  labels = words;
  isEditing = false;
  input?: typeof LightningElement;
  isBusy = false;
  message = '';
  status = '';
  draft: FieldValue = null;
  options: PicklistValues['values'] = [];
  private facts!: SuggestionFacts;
  private target?: RecordRepresentation;
  /** The last status saved from here; what the org tells later counts more. */
  private saved?: Saved;
  /** What was decided here, and the change to take back with it. */
  private mine?: { status: 'Applied' | 'Rejected'; value: FieldValue; before?: FieldValue };
  private isOvertaken = false;
  private org = new RecordOrg((a, b) => sameValue(a as FieldValue, b as FieldValue, this.field));
  private focusOn?: string;

  @api
  get suggestion(): SuggestionFacts {
    return this.facts;
  }
  set suggestion(next: SuggestionFacts) {
    this.facts = next;
    if (!this.isOvertaken || !this.isSettled) return;
    this.isOvertaken = false;
    this.isEditing = false;
    this.message = '';
    this.focusOn = '.line';
  }

  @api
  get record(): RecordRepresentation | undefined {
    return this.target;
  }
  set record(next: RecordRepresentation | undefined) {
    this.target = next;
    this.org.read(next);
  }

  @wire(getPicklistValues, { recordTypeId: '$recordTypeId', fieldApiName: '$picklist' })
  handleOptions({ data }: { data?: PicklistValues }): void {
    if (data) this.options = data.values;
  }

  renderedCallback(): void {
    if (!this.focusOn) return;
    this.template?.querySelector<HTMLElement>(this.focusOn)?.focus();
    this.focusOn = undefined;
  }

  get isHidden(): boolean {
    return this.hiddenRecord || !this.info?.fields[this.facts.field];
  }

  get field(): FieldInfo {
    return this.info?.fields[this.facts.field] ?? UNKNOWN;
  }

  get name(): string {
    return this.field.label;
  }

  get picklist(): string | undefined {
    const { info, field } = this;
    return info && field.dataType.endsWith('icklist') ? `${info.apiName}.${field.apiName}` : undefined;
  }

  get recordTypeId(): string | undefined {
    return this.target?.recordTypeInfo?.recordTypeId ?? this.info?.defaultRecordTypeId ?? undefined;
  }

  get shown(): Comparison {
    return comparisonOf(offered(this.facts, this.standing), this.field, this.target, this.options);
  }

  get settled(): Settled | undefined {
    const { mine, name, facts, situation } = this;
    if (!this.isSettled) return undefined;
    return mine && mine.status === situation.status
      ? decidedHere(mine.status, name, this.shown.wordsOf(mine.value))
      : decidedElsewhere(facts, name, this.shown.nowWords, viewer, Date.now());
  }

  get note(): string {
    return noteOf(this.facts, this.situation, this.name, viewer, Date.now());
  }

  get actions(): Action[] {
    return actionsOf(this.situation);
  }

  get busy(): string {
    return String(this.isBusy);
  }

  handleDraft(event: CustomEvent<{ value: FieldValue }>): void {
    this.draft = event.detail.value;
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.isEditing && !event.defaultPrevented) this.close();
  }

  handleAction(event: Event): void {
    if (this.isBusy) return;
    const name = (event.currentTarget as HTMLElement).dataset.action as ActionName;
    if (name === 'edit') void this.open();
    else if (name === 'cancel') this.close();
    else if (name === 'save') this.save();
    else if (name === 'accept' || name === 'finish') this.apply(this.shown.proposed);
    else this.decide(name);
  }

  handleUndo(): void {
    const { mine, target } = this;
    if (!mine || !target || this.isBusy) return;
    const { before, value } = mine;
    const change = before === undefined ? undefined : this.changeOf(before, value, target);
    void this.run(undo(this.org, this.claimOf(this.chosenFor(value)), change), words.notUndone, () => {
      this.mine = undefined;
      this.status = words.undone;
      this.focusOn = '.actions button';
    });
  }

  private get situation(): Situation {
    const { field, info } = this;
    return {
      status: this.standing,
      isNews: this.shown.isNews,
      isEditing: this.isEditing,
      isPrimary: this.primary,
      mayEdit: field.updateable && info?.updateable === true,
      mayDecide: this.mayDecide,
      dataType: field.dataType,
    };
  }

  private get standing(): Status {
    return statusOf(this.facts, this.saved);
  }

  private get isSettled(): boolean {
    return ['Applied', 'Rejected'].includes(this.standing);
  }

  private get openStatus(): Claim['openStatus'] {
    return this.facts.error ? 'Failed' : 'Proposed';
  }

  private claimOf(chosen: string | undefined): Claim {
    const { facts, saved, openStatus } = this;
    const since = saved && saved.at > facts.modifiedAt ? saved.at : facts.modifiedAt;
    return { id: facts.id, since, openStatus, chosen };
  }

  private chosenFor(value: FieldValue): string | undefined {
    return chosenText(value, this.facts.proposed, this.field);
  }

  private changeOf(value: FieldValue, expected: FieldValue, record: RecordRepresentation): Change {
    return { recordId: this.facts.recordId, field: this.facts.field, value, expected, record };
  }

  private async open(): Promise<void> {
    try {
      // loaded when somebody wants it: most accept what is proposed
      this.input ??= (await import('c/suggestionInput')).default;
    } catch {
      this.message = words.offline;
      return;
    }
    this.draft = this.shown.proposed;
    this.isEditing = true;
    this.message = '';
    this.focusOn = '.input';
  }

  private close(): void {
    this.isEditing = false;
    this.message = '';
    this.focusOn = '[data-action="edit"]';
  }

  private save(): void {
    if (this.template?.querySelector<Input>('.input')?.reportValidity()) this.apply(this.draft);
  }

  private apply(value: FieldValue): void {
    const { target } = this;
    if (!target) return;
    const before = this.shown.now;
    const work = accept(this.org, this.claimOf(this.chosenFor(value)), this.changeOf(value, before, target));
    void this.run(work, words.valueChanged, () => this.settleWith({ status: 'Applied', value, before }));
  }

  private decide(name: ActionName): void {
    const status = name === 'putBack' ? this.openStatus : name === 'reject' ? 'Rejected' : 'Applied';
    void this.run(settle(this.org, this.claimOf(this.facts.chosen), status), words.valueChanged, () => {
      if (status === 'Applied' || status === 'Rejected') this.settleWith({ status, value: this.shown.now });
      else this.focusOn = '.actions button';
    });
  }

  private settleWith(mine: SuggestionRow['mine']): void {
    this.mine = mine;
    this.isEditing = false;
    this.focusOn = '.line button';
  }

  /** Nothing that was typed is lost where it fails: the input stays open. */
  private async run(work: Promise<Outcome>, changedWords: string, done: () => void): Promise<void> {
    const { nowWords: seen } = this.shown;
    this.isBusy = true;
    this.message = '';
    this.status = words.saving;
    const outcome = await work;
    this.isBusy = false;
    this.status = '';
    this.saved = outcome.saved ?? this.saved;
    this.isOvertaken = outcome.kind === 'overtaken';
    if (this.isOvertaken) this.org.renew(this.facts.recordId);
    if (outcome.kind === 'done') {
      this.learn(outcome.record);
      done();
    }
    this.message = messageOf(outcome, changedWords, this.name, seen, this.shown.wordsOf);
    this.dispatchEvent(new CustomEvent('suggestionchange', { bubbles: true, composed: true }));
  }

  /** What was just written is known before the record is told again: an undo at once meets no conflict. */
  private learn(written: RecordRepresentation | undefined): void {
    const { target } = this;
    if (!written || !target) return;
    this.target = { ...target, ...written, fields: { ...target.fields, ...written.fields } };
    this.org.read(this.target);
  }
}
