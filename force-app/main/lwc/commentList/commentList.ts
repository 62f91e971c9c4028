import COMMENT_TAKEN_BACK from '@salesforce/label/c.Comment_Taken_Back';
import EDIT from '@salesforce/label/c.Comment_Edit';
import NO_RIGHT from '@salesforce/label/c.Comment_No_Right';
import NONE from '@salesforce/label/c.Comment_None';
import NOT_SAVED from '@salesforce/label/c.Comment_Not_Saved';
import OPEN_AT from '@salesforce/label/c.Insights_Open_At';
import PUT_BACK from '@salesforce/label/c.Comment_Put_Back';
import SAVED from '@salesforce/label/c.Comment_Saved';
import TAKE_BACK from '@salesforce/label/c.Comment_Take_Back';
import TEXT_FIELD from '@salesforce/schema/Conversation_Moment__c.Text__c';
import USER_ID from '@salesforce/user/Id';
import { clockOf, dateTimeOf, fill, viewer } from 'c/conversationModel';
import type { Comment, ConversationDetail } from 'c/conversationModel';
import { linkAtSecond } from 'c/recordingLink';
import { reduceErrors } from 'c/faults';
import { updateRecord } from 'lightning/uiRecordApi';
import { api, LightningElement } from 'lwc';

interface Row extends Comment {
  clock?: string;
  url?: string;
  openLabel?: string;
  when?: string;
  isMine: boolean;
  isEdited: boolean;
  isTakenBack: boolean;
}

/**
 * Comments of a conversation, the newest last, and a place to write one. A rep may not delete moments: a comment is taken
 * back by emptying it, which needs no more than the right to edit. Tells `conversationchange` once the org has changed.
 */
export default class CommentList extends LightningElement {
  /** Whether the viewer may write comments; undefined while nobody has said. */
  @api mayWrite?: boolean;
  labels = {
    edit: EDIT,
    none: NONE,
    noRight: NO_RIGHT,
    putBack: PUT_BACK,
    takeBack: TAKE_BACK,
    takenBack: COMMENT_TAKEN_BACK,
  };
  editedId?: string;
  error = '';
  said = '';
  isBusy = false;
  private detail?: ConversationDetail;
  /** What was saved here and the page has not read yet. */
  private saved: Comment[] = [];
  /** Ids in the order in which they are shown: one that is taken back keeps its place. */
  private order: string[] = [];
  private takenBack: Record<string, boolean> = {};
  private focusNext?: string;

  @api
  get conversation(): ConversationDetail | undefined {
    return this.detail;
  }
  set conversation(next: ConversationDetail | undefined) {
    const read = new Set(next?.comments.map(({ id }) => id));
    this.saved = next?.id === this.detail?.id ? this.saved.filter(({ id }) => !read.has(id)) : [];
    this.detail = next;
    this.order = [...this.order, ...[...read].filter((id) => !this.order.includes(id))];
  }

  renderedCallback(): void {
    if (!this.focusNext) return;
    this.template?.querySelector<HTMLElement>(this.focusNext)?.focus();
    this.focusNext = undefined;
  }

  get rows(): Row[] {
    const now = Date.now();
    const known = new Map([...(this.detail?.comments ?? []), ...this.saved].map((comment) => [comment.id, comment]));
    return this.order.flatMap((id) => known.get(id) ?? []).map((comment) => this.rowOf(comment, now));
  }

  get isEmpty(): boolean {
    return this.rows.length === 0;
  }

  get mayNot(): boolean {
    return this.mayWrite === false;
  }

  get seconds(): number {
    return this.detail?.durationSec ?? 0;
  }

  handleSaved(event: CustomEvent<{ comment: Comment }>): void {
    const { comment } = event.detail;
    this.focusNext = this.editedId ? `[data-edit="${comment.id}"]` : 'c-comment-writer.new';
    this.editedId = undefined;
    this.keep(comment);
    this.said = SAVED;
  }

  handleEdit(event: Event): void {
    this.editedId = idOf(event);
    this.said = '';
    this.focusNext = 'c-comment-writer.edit';
  }

  handleCancel(): void {
    this.focusNext = `[data-edit="${this.editedId}"]`;
    this.editedId = undefined;
  }

  handleTakeBack(event: Event): void {
    void this.write(idOf(event), true);
  }

  handlePutBack(event: Event): void {
    void this.write(idOf(event), false);
  }

  /** The text is kept here, so that it can be put back. */
  private async write(id: string, isTakenBack: boolean): Promise<void> {
    const comment = this.rows.find((row) => row.id === id);
    if (!comment || this.isBusy) return;
    this.isBusy = true;
    this.error = '';
    try {
      await updateRecord({ fields: { Id: id, [TEXT_FIELD.fieldApiName]: isTakenBack ? null : comment.text } });
      this.takenBack = { ...this.takenBack, [id]: isTakenBack };
      this.said = isTakenBack ? COMMENT_TAKEN_BACK : SAVED;
      this.focusNext = isTakenBack ? `[data-back="${id}"]` : `[data-edit="${id}"]`;
      this.keep(comment);
    } catch (thrown) {
      this.error = fill(NOT_SAVED, reduceErrors(thrown).messages.join(' '));
    }
    this.isBusy = false;
  }

  private keep({ id, text, start, who, at, byId }: Comment): void {
    this.saved = [...this.saved.filter((each) => each.id !== id), { id, text, start, who, at, byId }];
    if (!this.order.includes(id)) this.order = [...this.order, id];
    this.dispatchEvent(new CustomEvent('conversationchange', { bubbles: true, composed: true }));
  }

  private rowOf(comment: Comment, now: number): Row {
    const { id, start, at, byId } = comment;
    const clock = start === undefined ? undefined : clockOf(start);
    const link = this.detail?.link;
    return {
      ...comment,
      clock,
      url: link && clock && linkAtSecond(link, start),
      openLabel: clock && fill(OPEN_AT, clock),
      when: at && dateTimeOf(at, viewer, now),
      isMine: this.mayWrite === true && byId === USER_ID,
      isEdited: id === this.editedId,
      isTakenBack: this.takenBack[id] ?? false,
    };
  }
}

function idOf(event: Event): string {
  return (event.currentTarget as HTMLElement).closest<HTMLElement>('[data-id]')?.dataset.id ?? '';
}
