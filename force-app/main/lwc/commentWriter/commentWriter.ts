import AUTHOR_FIELD from '@salesforce/schema/Conversation_Moment__c.Author__c';
import CANCEL from '@salesforce/label/c.Comment_Cancel';
import CLOCK from '@salesforce/label/c.Comment_Clock';
import CLOCK_HELP from '@salesforce/label/c.Comment_Clock_Help';
import CLOCK_LATE from '@salesforce/label/c.Comment_Clock_Late';
import CLOCK_WRONG from '@salesforce/label/c.Comment_Clock_Wrong';
import CONVERSATION_FIELD from '@salesforce/schema/Conversation_Moment__c.Conversation__c';
import EDIT from '@salesforce/label/c.Comment_Edit_Text';
import MOMENT_OBJECT from '@salesforce/schema/Conversation_Moment__c';
import NAME_FIELD from '@salesforce/schema/User.Name';
import NOT_SAVED from '@salesforce/label/c.Comment_Not_Saved';
import SAVE from '@salesforce/label/c.Comment_Save';
import SAVING from '@salesforce/label/c.Comment_Saving';
import SEND from '@salesforce/label/c.Comment_Send';
import START_FIELD from '@salesforce/schema/Conversation_Moment__c.Start__c';
import TEXT_FIELD from '@salesforce/schema/Conversation_Moment__c.Text__c';
import TOO_LONG from '@salesforce/label/c.Comment_Too_Long';
import TYPE_FIELD from '@salesforce/schema/Conversation_Moment__c.Type__c';
import USER_ID from '@salesforce/user/Id';
import WRITE from '@salesforce/label/c.Comment_Write';
import { clockOf, fill, viewer } from 'c/conversationModel';
import type { Comment } from 'c/conversationModel';
import { secondsOf } from 'c/recordingLink';
import { reduceErrors } from 'c/faults';
import { createRecord, getRecord, updateRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';

/** As much as the service takes from the org. */
const LONGEST = 32_000;

type Field = HTMLElement & { setCustomValidity(message: string): void; reportValidity(): boolean };

/**
 * Writes a comment as the viewer, or changes one. Tells `saved` {comment} once the org has it, and `cancel`. What the org
 * refuses stays written here.
 */
export default class CommentWriter extends LightningElement {
  @api conversationId?: string;
  /** Length of the recording in seconds; without one there is no second to name. */
  @api seconds = 0;
  labels = { cancel: CANCEL, clock: CLOCK, clockHelp: CLOCK_HELP };
  text = '';
  clock = '';
  isSaving = false;
  error = '';
  private edited?: Comment;
  private author?: string;
  private isClockWrong = false;

  /** The comment to change; a new one is written where none is given. */
  @api
  get comment(): Comment | undefined {
    return this.edited;
  }
  set comment(next: Comment | undefined) {
    // a page that is read again takes nothing from who is writing
    if (next?.id !== this.edited?.id) this.show(next);
    this.edited = next;
  }

  @wire(getRecord, { recordId: USER_ID, fields: [NAME_FIELD] })
  handleUser({ data }: { data?: RecordRepresentation }): void {
    this.author = (data?.fields.Name?.value as string | undefined) ?? this.author;
  }

  @api
  focus(): void {
    this.template?.querySelector<HTMLElement>('lightning-textarea')?.focus();
  }

  get textLabel(): string {
    return this.edited ? EDIT : WRITE;
  }

  get sendLabel(): string {
    if (this.isSaving) return SAVING;
    return this.edited ? SAVE : SEND;
  }

  get hasClock(): boolean {
    return this.seconds > 0;
  }

  get tooLong(): string | undefined {
    const over = this.text.length - LONGEST;
    const number = new Intl.NumberFormat(viewer.locale);
    return over > 0 ? fill(TOO_LONG, number.format(LONGEST), number.format(over)) : undefined;
  }

  get cannotSend(): boolean {
    return this.isSaving || !this.text.trim() || this.tooLong !== undefined;
  }

  handleText(event: CustomEvent<{ value: string }>): void {
    this.text = event.detail.value;
  }

  handleClock(event: CustomEvent<{ value: string }>): void {
    this.clock = event.detail.value;
    if (!this.isClockWrong) return;
    const field = event.currentTarget as Field;
    field.setCustomValidity('');
    // now, not as the field is left: the button would move away under that click
    field.reportValidity();
    this.isClockWrong = false;
  }

  handleKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.save();
    } else if (event.key === 'Escape' && this.edited) this.handleCancel();
  }

  handleCancel(): void {
    this.dispatchEvent(new CustomEvent('cancel'));
  }

  handleSend(): void {
    void this.save();
  }

  private show(comment: Comment | undefined): void {
    this.text = comment?.text ?? '';
    this.clock = comment?.start === undefined ? '' : clockOf(comment.start);
  }

  private async save(): Promise<void> {
    if (this.cannotSend || !this.isClockRight()) return;
    this.isSaving = true;
    this.error = '';
    const text = this.text.trim();
    const start = secondsOf(this.clock);
    const content = { [TEXT_FIELD.fieldApiName]: text, [START_FIELD.fieldApiName]: start ?? null };
    try {
      const { id } = this.edited
        ? await updateRecord({ fields: { Id: this.edited.id, ...content } })
        : await createRecord({ apiName: MOMENT_OBJECT.objectApiName, fields: { ...content, ...this.whose() } });
      const comment = {
        who: this.author,
        at: new Date().toISOString(),
        byId: USER_ID,
        ...this.edited,
        id,
        text,
        start,
      };
      if (!this.edited) this.show(undefined);
      this.dispatchEvent(new CustomEvent('saved', { detail: { comment } }));
    } catch (thrown) {
      this.error = fill(NOT_SAVED, reduceErrors(thrown).messages.join(' '));
    }
    this.isSaving = false;
  }

  private whose(): Record<string, unknown> {
    return {
      [CONVERSATION_FIELD.fieldApiName]: this.conversationId,
      [TYPE_FIELD.fieldApiName]: 'Comment',
      ...(this.author ? { [AUTHOR_FIELD.fieldApiName]: this.author } : {}),
    };
  }

  private isClockRight(): boolean {
    const field = this.template?.querySelector<Field>('.clock');
    if (!field || !this.clock.trim()) return true;
    const second = secondsOf(this.clock);
    const isWithin = second !== undefined && second <= this.seconds;
    field.setCustomValidity(
      isWithin ? '' : second === undefined ? CLOCK_WRONG : fill(CLOCK_LATE, clockOf(this.seconds)),
    );
    field.reportValidity();
    this.isClockWrong = !isWithin;
    if (!isWithin) field.focus();
    return isWithin;
  }
}
