import CHATS from '@salesforce/label/c.Visitor_Chats';
import CHATS_MORE from '@salesforce/label/c.Visitor_Chats_More';
import CREATED from '@salesforce/label/c.Visitor_Created';
import FAILED from '@salesforce/label/c.State_Unreadable_Title';
import HELP from '@salesforce/label/c.State_No_Access_Help';
import LAST_SEEN from '@salesforce/label/c.Visitor_Last_Seen';
import LEAD from '@salesforce/label/c.Visitor_Lead';
import NEW_TAB from '@salesforce/label/c.Insights_New_Tab';
import NO_RIGHTS from '@salesforce/label/c.Visitor_No_Rights';
import NONE_ACCOUNT from '@salesforce/label/c.Visitor_None_Account';
import NONE_PERSON from '@salesforce/label/c.Visitor_None_Person';
import OPEN_COMPANY from '@salesforce/label/c.Visitor_Open_Company';
import OPEN_PERSON from '@salesforce/label/c.Visitor_Open_Person';
import PEOPLE from '@salesforce/label/c.Visitor_People';
import PEOPLE_MORE from '@salesforce/label/c.Visitor_People_More';
import RETRY from '@salesforce/label/c.List_Retry';
import SESSIONS from '@salesforce/label/c.Visitor_Sessions';
import SESSIONS_ONE from '@salesforce/label/c.Visitor_Sessions_One';
import SESSIONS_OTHER from '@salesforce/label/c.Visitor_Sessions_Other';
import SOURCE from '@salesforce/label/c.Visitor_Source';
import UNTITLED from '@salesforce/label/c.Insights_Untitled';
import { agoOf, dateTimeOf, fill, numberOf, plural, viewer } from 'c/conversationModel';
import type { Fault } from 'c/faults';
import { api, LightningElement } from 'lwc';
import { toVisits } from './visits';
import type { VisitorAnswer, Visits } from './visits';
import { campaignWords } from './words';

interface Fact {
  label: string;
  lines: { text: string; more?: string }[];
}
/** Records that visits have to do with. */
interface List {
  heading: string;
  rows: { id: string; objectApiName: string; name: string; facts?: string }[];
  /** How many there are beyond these. */
  more?: string;
}

/** What visits have written, or why it can't be shown. */
export default class VisitorVisits extends LightningElement {
  @api objectApiName?: string;
  @api heading?: string;
  @api showPeople?: boolean;
  @api showChats?: boolean;

  labels = { created: CREATED, newTab: NEW_TAB, retry: RETRY };
  /** As the org answers the page's question. */
  @api answer?: VisitorAnswer;
  /** Why nothing could be read. */
  @api fault?: Fault;

  get visits(): Partial<Visits> {
    const query = this.answer?.uiapi?.query;
    return query ? toVisits(this.objectApiName ?? '', query) : {};
  }

  /** Why there is nothing to show; with a text where trying again gives nobody a right. */
  get trouble(): { heading: string; text?: string } | undefined {
    const { fault, visits } = this;
    if (fault ? fault.kind === 'noAccess' : visits.isHidden) return { heading: NO_RIGHTS, text: HELP };
    return fault && { heading: FAILED };
  }

  get isEmpty(): boolean {
    const { created, lastSeen, sessions, people = [], chats = [] } = this.visits;
    return !created && !lastSeen && !sessions && people.length + chats.length === 0;
  }

  get emptyText(): string {
    return this.isAccount ? NONE_ACCOUNT : NONE_PERSON;
  }

  get facts(): Fact[] {
    const { lastSeen, sessions, campaign, people = [] } = this.visits;
    const seen = lastSeen ?? people[0]?.lastSeen;
    const now = Date.now();
    const sources = this.isAccount || !campaign || !lastSeen ? [] : campaignWords(campaign);
    const facts: Fact[] = [
      {
        label: LAST_SEEN,
        lines: seen ? [{ text: agoOf(seen, viewer, now), more: dateTimeOf(seen, viewer, now) }] : [],
      },
      { label: SESSIONS, lines: sessions === undefined ? [] : [{ text: numberOf(sessions, viewer) }] },
      { label: SOURCE, lines: sources.map((text) => ({ text })) },
    ];
    return facts.filter(({ lines }) => lines.length > 0);
  }

  get openLabel(): string {
    return this.isAccount ? OPEN_COMPANY : OPEN_PERSON;
  }

  get lists(): List[] {
    return [
      ...(this.showPeople === false ? [] : [this.people]),
      ...(this.showChats === false ? [] : [this.chats]),
    ].filter(({ rows }) => rows.length > 0);
  }

  handleRetry(): void {
    this.dispatchEvent(new CustomEvent('retry'));
  }

  private get people(): List {
    const { people = [], peopleTotal } = this.visits;
    const now = Date.now();
    const rows = people.map(({ id, objectApiName, name, lastSeen, sessions }) => {
      const facts = [
        objectApiName === 'Lead' && LEAD,
        lastSeen && agoOf(lastSeen, viewer, now),
        sessions && plural(sessions, { one: SESSIONS_ONE, other: SESSIONS_OTHER }, viewer),
      ];
      return { id, objectApiName, name, facts: facts.filter(Boolean).join('\u00a0· ') };
    });
    return { heading: PEOPLE, rows, more: moreOf(PEOPLE_MORE, rows.length, peopleTotal) };
  }

  private get chats(): List {
    const { chats = [], chatsTotal } = this.visits;
    const rows = chats.map(({ id, title = UNTITLED, at }) => ({
      ...{ id, objectApiName: 'Conversation__c', name: title },
      facts: at && dateTimeOf(at, viewer, Date.now()),
    }));
    return { heading: CHATS, rows, more: moreOf(CHATS_MORE, rows.length, chatsTotal) };
  }

  private get isAccount(): boolean {
    return this.objectApiName === 'Account';
  }
}

function moreOf(words: string, shown: number, total = 0): string | undefined {
  return total > shown && shown > 0 ? fill(words, numberOf(shown, viewer), numberOf(total, viewer)) : undefined;
}
