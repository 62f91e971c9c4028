import { fill } from 'c/conversationModel';
import { changedSettings, FEED_OPERATIONS, refusalOf, saveFeed } from 'c/setupModel';
import type { Call, FeedDraft } from 'c/setupModel';
import { api, LightningElement } from 'lwc';
import { words } from './words';

/**
 * The end of a feed's form: saves its draft, and says what became of that. Tells `draft` (what was saved, brought
 * together or thrown away) and, once it is saved, `feedchange` for the whole page.
 */
export default class SetupFeedSave extends LightningElement {
  @api call?: Call;
  @api feed: keyof typeof FEED_OPERATIONS = 'emails';
  @api draft?: FeedDraft;
  /** What each setting is called, for what is refused and for what two admins have both changed. */
  @api names: Readonly<Record<string, string>> = {};
  words = words;
  refusal = '';
  told = '';
  isBusy = false;
  private hasSaved = false;

  get isChanged(): boolean {
    return this.draft !== undefined && changedSettings(this.draft.read, this.draft.mine).length > 0;
  }

  get note(): string {
    return this.hasSaved && !this.isChanged ? words.saved : '';
  }

  get className(): string {
    return this.isChanged ? 'save open' : 'save';
  }

  async handleSave(): Promise<void> {
    const { call, draft, feed } = this;
    if (!call || !draft) return;
    this.forget();
    this.isBusy = true;
    const answer = await saveFeed(call, FEED_OPERATIONS[feed], draft.read, draft.mine);
    this.isBusy = false;
    if (answer.kind === 'refused') this.refusal = refusalOf(answer.fault.message, this.names);
    else if (answer.kind === 'changed') {
      const both = answer.both.map((name) => this.names[name] ?? name).join(', ');
      this.told = [words.changed, both ? fill(words.changedBoth, both) : ''].filter(Boolean).join(' ');
      this.tell({ read: answer.settings, mine: answer.merged });
    } else {
      this.hasSaved = true;
      this.tell({ read: answer.settings, mine: answer.settings });
      const detail = { feed, on: answer.settings.on };
      this.dispatchEvent(new CustomEvent('feedchange', { detail, bubbles: true, composed: true }));
    }
  }

  handleDiscard(): void {
    this.forget();
    if (this.draft) this.tell({ read: this.draft.read, mine: this.draft.read });
  }

  private tell(draft: FeedDraft): void {
    this.dispatchEvent(new CustomEvent('draft', { detail: draft }));
  }

  private forget(): void {
    this.refusal = '';
    this.told = '';
    this.hasSaved = false;
  }
}
