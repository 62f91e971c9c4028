import SHOW_ALL from '@salesforce/label/c.Commitments_Show_All';
import STATUS_FIELD from '@salesforce/schema/Conversation_Suggestion__c.Status__c';
import SUGGESTION_OBJECT from '@salesforce/schema/Conversation_Suggestion__c';
import TITLE from '@salesforce/label/c.Suggestions_Title';
import { fill, to18 } from 'c/conversationModel';
import type { SuggestionNode } from 'c/conversationModel';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import type { ObjectInfo } from 'lightning/uiObjectInfoApi';
import { api, LightningElement, wire } from 'lwc';
import { groupsOf, isOpen, suggestionsOf } from './suggestions';
import type { Suggestion, SuggestionGroup } from './suggestions';

const SHOWN = 3;

/** What the deal's conversations suggest for its fields and those of its people. Tells `suggestionchange` once decided. */
export default class SuggestionList extends LightningElement {
  @api recordId?: string;
  showAll = false;
  mayDecide?: boolean;
  private rows: readonly Suggestion[] = [];
  private nodes: readonly SuggestionNode[] = [];

  /** As the org answers them. */
  @api
  get items(): readonly SuggestionNode[] {
    return this.nodes;
  }
  set items(next: readonly SuggestionNode[] | undefined) {
    this.nodes = next ?? [];
    // What was decided here stays in its place: it tells what became of it, and can be undone.
    this.rows = suggestionsOf(this.nodes, to18(this.recordId ?? ''), new Set(this.rows.map(({ id }) => id)));
  }

  @wire(getObjectInfo, { objectApiName: SUGGESTION_OBJECT })
  handleObjectInfo({ data }: { data?: ObjectInfo }): void {
    if (data) this.mayDecide = data.updateable && data.fields[STATUS_FIELD.fieldApiName]?.updateable === true;
  }

  get hasRows(): boolean {
    return this.rows.length > 0;
  }

  get groups(): SuggestionGroup[] {
    return groupsOf(this.isCut ? this.rows.slice(0, SHOWN) : this.rows);
  }

  get heading(): string {
    return fill(TITLE, String(this.rows.filter(isOpen).length));
  }

  /** One primary action at a time: the first that is still to be decided. */
  get primaryId(): string | undefined {
    return this.groups.flatMap(({ suggestions }) => suggestions).find(isOpen)?.id;
  }

  get isCut(): boolean {
    return !this.showAll && this.rows.length > SHOWN;
  }

  get showAllLabel(): string {
    return fill(SHOW_ALL, String(this.rows.length));
  }

  handleShowAll(): void {
    this.showAll = true;
  }
}
