import ASK from '@salesforce/label/c.Match_Ask';
import CONSENT from '@salesforce/label/c.Insights_Consent';
import FAILED from '@salesforce/label/c.Status_Failed';
import LINKED from '@salesforce/label/c.Match_Linked';
import LINKED_BY from '@salesforce/label/c.Match_Linked_By';
import LINKED_BY_PERSON from '@salesforce/label/c.Match_Linked_By_Person';
import LOGGED from '@salesforce/label/c.Match_Created';
import NEEDS_REVIEW from '@salesforce/label/c.Match_Needs_Review';
import NEW_TAB from '@salesforce/label/c.Insights_New_Tab';
import NOT_RECORDED from '@salesforce/label/c.Status_Not_Recorded';
import OFFLINE from '@salesforce/label/c.State_Offline_Help';
import OPEN_CHAT from '@salesforce/label/c.Insights_Open_Chat';
import OPEN_EMAIL from '@salesforce/label/c.Email_Open';
import OPEN_RECORDING from '@salesforce/label/c.Insights_Open_Recording';
import PROCESSING from '@salesforce/label/c.Status_Processing';
import SYNCED from '@salesforce/label/c.Status_Synced';
import UNTITLED from '@salesforce/label/c.Insights_Untitled';
import { chosenBy } from 'c/candidates';
import { dateTimeOf, durationOf, fill, viewer } from 'c/conversationModel';
import type { ConversationDetail, Kind, MatchStatus, Status } from 'c/conversationModel';
import { languageOf } from 'c/detailModel';
import { api, LightningElement } from 'lwc';

const KIND_ICONS: Record<Kind, string> = {
  Call: 'standard:call',
  Meeting: 'standard:event',
  Email: 'standard:email',
  Chat: 'standard:live_chat',
};
/** What the conversation's own address opens; a recording where it is not named here. */
const OPENED: Partial<Record<Kind, { label: string; icon: string }>> = {
  Chat: { label: OPEN_CHAT, icon: 'utility:chat' },
  Email: { label: OPEN_EMAIL, icon: 'utility:email' },
};
interface Chip {
  label: string;
  icon: string;
  variant?: string;
}
const STATUS_CHIPS: Record<Status, Chip> = {
  Ready: { label: SYNCED, icon: 'utility:success', variant: 'success' },
  Processing: { label: PROCESSING, icon: 'utility:sync' },
  'Not recorded': { label: NOT_RECORDED, icon: 'utility:ban' },
  Failed: { label: FAILED, icon: 'utility:error', variant: 'error' },
};
const MATCH_CHIPS: Record<MatchStatus, Chip> = {
  Matched: { label: LINKED, icon: 'utility:link' },
  Created: { label: LOGGED, icon: 'utility:link' },
  Locked: { label: LINKED_BY_PERSON, icon: 'utility:lock' },
  'Needs review': { label: NEEDS_REVIEW, icon: 'utility:warning', variant: 'warning' },
};

/** Title, recording, facts and chips of one conversation; *Why?* opens the reason for its links. */
export default class ConversationHeader extends LightningElement {
  @api conversation?: ConversationDetail;
  /** A row that already says the title shows the facts alone. */
  @api hideTitle = false;
  /** Inside what already says when. */
  @api hideFacts = false;
  labels = { consent: CONSENT, newTab: NEW_TAB, offline: OFFLINE };
  isWhyOpen = false;
  whyLinked?: typeof LightningElement;
  isMissing = false;

  get title(): string {
    return this.conversation?.title ?? UNTITLED;
  }

  get showsTitle(): boolean {
    return !this.hideTitle;
  }

  get frameClass(): string {
    return this.hideTitle ? 'bare' : '';
  }

  get icon(): string {
    const kind = this.conversation?.kind;
    return (kind && KIND_ICONS[kind]) ?? 'standard:call_history';
  }

  get opened(): { label: string; icon: string } {
    const kind = this.conversation?.kind;
    return (kind && OPENED[kind]) ?? { label: OPEN_RECORDING, icon: 'utility:play' };
  }

  get facts(): string {
    const { kind, kindWords, startedAt, durationSec, provider, language } = this.conversation ?? {};
    if (this.hideFacts) return '';
    return [
      kindWords,
      startedAt && dateTimeOf(startedAt, viewer, Date.now()),
      durationSec && durationOf(durationSec, viewer),
      // without a mailbox of a name, an email's provider says no more than its kind
      provider?.toLowerCase() === kind?.toLowerCase() ? '' : provider,
      language && languageOf(language, viewer),
    ]
      .filter(Boolean)
      .join('\u00a0· ');
  }

  get status(): Chip | undefined {
    return this.conversation && STATUS_CHIPS[this.conversation.status];
  }

  get match(): (Chip & { className: string }) | undefined {
    const { status, evidence } = this.conversation?.match ?? {};
    const chip = status && MATCH_CHIPS[status];
    const who = status === 'Locked' ? chosenBy(evidence) : undefined;
    return (
      chip && {
        ...chip,
        label: fill(ASK, who ? fill(LINKED_BY, who) : chip.label),
        className: status === 'Needs review' ? 'chip why review' : 'chip why',
      }
    );
  }

  get whyExpanded(): string {
    return String(this.isWhyOpen);
  }

  async handleWhy(): Promise<void> {
    this.isWhyOpen = !this.isWhyOpen;
    this.isMissing = false;
    try {
      this.whyLinked ??= (await import('c/whyLinked')).default;
    } catch {
      this.isMissing = true;
    }
  }
}
