import CC from '@salesforce/label/c.Email_Cc';
import FROM from '@salesforce/label/c.Email_From';
import HIDE_QUOTED from '@salesforce/label/c.Email_Hide_Quoted';
import NO_TEXT from '@salesforce/label/c.Email_No_Text';
import SHOW_QUOTED from '@salesforce/label/c.Email_Show_Quoted';
import TO from '@salesforce/label/c.Email_To';
import UNVERIFIED from '@salesforce/label/c.Email_Unverified';
import WITH from '@salesforce/label/c.Email_With';
import type { ConversationDetail } from 'c/conversationModel';
import { api, LightningElement } from 'lwc';
import { linesOf, paragraphsOf } from './lines';
import type { LineName } from './lines';

const LABELS: Record<LineName, string> = { from: FROM, to: TO, cc: CC, with: WITH };

interface Name {
  key: string;
  name: string;
  email?: string;
}

/** One email as its reader has it: who wrote it to whom, its text, and what it quotes behind a button. */
export default class EmailMessage extends LightningElement {
  @api conversation?: ConversationDetail;
  labels = { noText: NO_TEXT, unverified: UNVERIFIED };
  isQuotedOpen = false;

  get lines(): { name: LineName; label: string; people: Name[] }[] {
    return linesOf(this.conversation ?? { people: [] }).map(({ name, people }) => ({
      name,
      label: LABELS[name],
      people: people.map(({ id, name: who, email }) => ({
        key: id,
        name: who,
        email: email === who ? undefined : email,
      })),
    }));
  }

  /** The rule by which such an email is linked to no deal. */
  get isUnverified(): boolean {
    return /\bsenderUnverified\b/.test(this.conversation?.match.rule ?? '');
  }

  get paragraphs(): { key: number; text: string }[] {
    return paragraphsOf(this.conversation?.text);
  }

  get isSilent(): boolean {
    return this.paragraphs.length === 0;
  }

  get quoted(): { key: number; text: string }[] {
    return this.isQuotedOpen ? paragraphsOf(this.conversation?.quoted) : [];
  }

  get hasQuoted(): boolean {
    return Boolean(this.conversation?.quoted);
  }

  get quotedLabel(): string {
    return this.isQuotedOpen ? HIDE_QUOTED : SHOW_QUOTED;
  }

  get quotedExpanded(): string {
    return String(this.isQuotedOpen);
  }

  get canDelete(): boolean {
    return Boolean(this.conversation?.key);
  }

  handleQuoted(): void {
    this.isQuotedOpen = !this.isQuotedOpen;
  }
}
