import { viewer } from 'c/conversationModel';
import { loadSuggestionDecision } from 'c/loadSuggestionDecision';
import type {
  Choice,
  Decided,
  Ground,
  Mine,
  RecordOrg,
  Saved,
  Settled,
  Status,
  SuggestionFacts,
} from 'c/suggestionDecision';
import { getPicklistValues } from 'lightning/uiObjectInfoApi';
import type { FieldInfo, ObjectInfo, PicklistValues } from 'lightning/uiObjectInfoApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';
import { comparisonOf } from './comparison';
import type { Comparison } from './comparison';
import { afterWrite, fieldOf, picklistOf, recordTypeOf } from './field';
import { sameValue } from './fieldValues';
import type { FieldValue } from './fieldValues';
import { chosenText, offered, statusOf } from './offer';
import { actionsOf, decidedElsewhere, noteOf } from './states';
import type { Action, ActionName, Situation } from './states';
import { words } from './words';

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
  private mine?: Mine;
  private isOvertaken = false;
  private org?: RecordOrg;
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
    this.org?.read(next);
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
    return fieldOf(this.info, this.facts.field);
  }

  get name(): string {
    return this.field.label;
  }

  get picklist(): string | undefined {
    return picklistOf(this.info, this.field);
  }

  get recordTypeId(): string | undefined {
    return recordTypeOf(this.target, this.info);
  }

  get shown(): Comparison {
    return comparisonOf(offered(this.facts, this.standing), this.field, this.target, this.options);
  }

  get settled(): Settled | undefined {
    const { mine, name, facts, standing } = this;
    if (!this.isSettled) return undefined;
    return mine?.status === standing
      ? mine.settled
      : decidedElsewhere(facts, name, this.shown.nowWords, viewer, Date.now());
  }

  get note(): string {
    return noteOf(this.facts, this.situation, this.name, viewer, Date.now());
  }

  get actions(): Action[] {
    return actionsOf(this.situation);
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
    else if (name === 'accept' || name === 'finish') void this.decide({ name: 'apply', value: this.shown.proposed });
    else void this.decide({ name });
  }

  handleEnter(): void {
    if (!this.isBusy) this.save();
  }

  handleUndo(): void {
    if (!this.isBusy) void this.decide({ name: 'undo' });
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
    const isValid = this.template?.querySelector<Input>('.input')?.reportValidity();
    if (isValid) void this.decide({ name: 'apply', value: this.draft });
  }

  /** Nothing that was typed is lost where it fails: the input stays open. */
  private async decide(choice: Choice): Promise<void> {
    const { target } = this;
    if (!target) return;
    const ground = this.groundOn(target);
    this.isBusy = true;
    this.message = '';
    this.status = words.saving;
    // loaded when somebody decides: most only read
    const decision = await loadSuggestionDecision().catch(() => undefined);
    if (decision) {
      this.org ??= new decision.RecordOrg(this.target, (a, b) =>
        sameValue(a as FieldValue, b as FieldValue, this.field),
      );
      this.settle(choice, await decision.decide(this.org, choice, ground));
    } else {
      this.message = words.offline;
      this.status = '';
    }
    this.isBusy = false;
  }

  private groundOn(record: RecordRepresentation): Ground {
    const { facts, saved, mine, name, field, shown } = this;
    const { now, nowWords, wordsOf } = shown;
    return {
      ...{ facts, saved, mine, record, name, now, nowWords, wordsOf },
      chosenText: (value) => chosenText(value as FieldValue, facts.proposed, field),
    };
  }

  private settle({ name }: Choice, { isDone, isOvertaken, saved, record, mine, message }: Decided): void {
    this.saved = saved ?? this.saved;
    this.isOvertaken = isOvertaken;
    if (isOvertaken) this.org?.renew(this.facts.recordId);
    this.status = '';
    if (isDone) {
      this.learn(record);
      this.mine = mine;
      if (mine) this.isEditing = false;
      if (name === 'undo') this.status = words.undone;
      this.focusOn = mine ? '.line button' : '.actions button';
    }
    this.message = message;
    this.dispatchEvent(new CustomEvent('suggestionchange', { bubbles: true, composed: true }));
  }

  /** What was just written is known before the record is told again: an undo at once meets no conflict. */
  private learn(written: RecordRepresentation | undefined): void {
    if (!written || !this.target) return;
    this.target = afterWrite(this.target, written);
    this.org?.read(this.target);
  }
}
