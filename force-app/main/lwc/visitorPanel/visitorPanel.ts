import CHATS from '@salesforce/label/c.Visitor_Chats';
import CHATS_MORE from '@salesforce/label/c.Visitor_Chats_More';
import CREATED from '@salesforce/label/c.Visitor_Created';
import DOMAIN_FIELD from '@salesforce/schema/Account.Website_Domain__c';
import FAILED from '@salesforce/label/c.State_Unreadable_Title';
import HELP from '@salesforce/label/c.State_No_Access_Help';
import LAST_SEEN from '@salesforce/label/c.Visitor_Last_Seen';
import LEAD from '@salesforce/label/c.Visitor_Lead';
import LOADING from '@salesforce/label/c.State_Loading';
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
import TITLE from '@salesforce/label/c.Visitor_Title';
import UNTITLED from '@salesforce/label/c.Insights_Untitled';
import WEBSITE_FIELD from '@salesforce/schema/Account.Website';
import { agoOf, dateTimeOf, fill, numberOf, plural, to18, viewer } from 'c/conversationModel';
import { reduceErrors } from 'c/faults';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { getRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';
import { ACCOUNT_QUERY, CONTACT_QUERY, LEAD_QUERY } from './query';
import { domainOf, toVisits, variablesOf } from './visits';
import type { Visitor, VisitorAnswer, Visits } from './visits';
import { campaignWords } from './words';

const QUERIES: Readonly<Record<string, object>> = { Account: ACCOUNT_QUERY, Contact: CONTACT_QUERY, Lead: LEAD_QUERY };

/** What the website knows of a contact, a lead, or the people of an account. */
export default class VisitorPanel extends LightningElement {
  @api recordId?: string;
  @api objectApiName?: string;
  /** Set in App Builder, as all below; what is left out of a page is shown. */
  @api cardTitle?: string;
  @api showPeople?: boolean;
  @api showChats?: boolean;

  labels = {
    ...{ chats: CHATS, created: CREATED, help: HELP, lastSeen: LAST_SEEN, loading: LOADING, newTab: NEW_TAB },
    ...{ noRights: NO_RIGHTS, people: PEOPLE, retry: RETRY, sessions: SESSIONS, source: SOURCE, failed: FAILED },
  };
  visits: Partial<Visits> = {};
  isLoaded = false;
  fault?: 'hidden' | 'failed';
  domainFields = [DOMAIN_FIELD, WEBSITE_FIELD];
  /** An account's leads are found by its domain: what that is has to be known first. */
  domain?: { name?: string };

  private refreshAnswer?: () => Promise<void>;

  @wire(getRecord, { recordId: '$accountId', optionalFields: '$domainFields' })
  handleAccount({ data, error }: { data?: RecordRepresentation; error?: unknown }): void {
    if (!data && !error) return;
    const of = (field: string) => data?.fields[field]?.value as string | undefined;
    this.domain = { name: domainOf(of(DOMAIN_FIELD.fieldApiName)) ?? domainOf(of(WEBSITE_FIELD.fieldApiName)) };
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  handleAnswer({ data, errors, refresh }: GraphQLResult): void {
    this.refreshAnswer = refresh ?? this.refreshAnswer;
    const query = (data as VisitorAnswer | undefined)?.uiapi?.query;
    if (query?.record) {
      this.visits = toVisits(query);
      this.isLoaded = true;
      this.fault = this.visits.isHidden ? 'hidden' : undefined;
    } else if (errors && !this.isLoaded) {
      // a field that the viewer may not see is missing from the schema
      const { kind, messages } = reduceErrors(errors);
      this.fault = kind === 'noAccess' || /Visitor_\w+__c/.test(messages.join()) ? 'hidden' : 'failed';
    }
  }

  get accountId(): string | undefined {
    return this.isAccount ? this.recordId : undefined;
  }

  get query(): object | undefined {
    return this.variables && QUERIES[this.objectApiName ?? ''];
  }

  get variables(): object | undefined {
    const { recordId, objectApiName = '', domain, isAccount } = this;
    if (!recordId || !QUERIES[objectApiName] || (isAccount && !domain)) return undefined;
    return variablesOf(objectApiName, to18(recordId), domain?.name);
  }

  get title(): string {
    return this.cardTitle || TITLE;
  }

  get isLoading(): boolean {
    return !this.isLoaded && !this.fault;
  }

  get isHidden(): boolean {
    return this.fault === 'hidden';
  }

  get isEmpty(): boolean {
    const { created, lastSeen, sessions, people = [], chats = [] } = this.visits;
    return !created && !lastSeen && !sessions && people.length + chats.length === 0;
  }

  get emptyText(): string {
    return this.isAccount ? NONE_ACCOUNT : NONE_PERSON;
  }

  get lastSeen(): { ago: string; at: string } | undefined {
    const { lastSeen, people = [] } = this.visits;
    const instant = lastSeen ?? people[0]?.lastSeen;
    const now = Date.now();
    return instant ? { ago: agoOf(instant, viewer, now), at: dateTimeOf(instant, viewer, now) } : undefined;
  }

  get sessions(): string | undefined {
    const { sessions } = this.visits;
    return sessions === undefined ? undefined : numberOf(sessions, viewer);
  }

  get sources(): { key: number; text: string }[] {
    const { campaign, lastSeen } = this.visits;
    if (this.isAccount || !campaign || !lastSeen) return [];
    return campaignWords(campaign).map((text, key) => ({ key, text }));
  }

  get openLabel(): string {
    return this.isAccount ? OPEN_COMPANY : OPEN_PERSON;
  }

  get people(): (Visitor & { facts: string })[] {
    if (this.showPeople === false) return [];
    const now = Date.now();
    return (this.visits.people ?? []).map((person) => ({
      ...person,
      facts: [
        person.objectApiName === 'Lead' && LEAD,
        person.lastSeen && agoOf(person.lastSeen, viewer, now),
        person.sessions && plural(person.sessions, { one: SESSIONS_ONE, other: SESSIONS_OTHER }, viewer),
      ]
        .filter(Boolean)
        .join(' · '),
    }));
  }

  get peopleMore(): string | undefined {
    return moreOf(PEOPLE_MORE, this.people.length, this.visits.peopleTotal);
  }

  get chats(): { id: string; title: string; when?: string }[] {
    if (this.showChats === false) return [];
    const now = Date.now();
    return (this.visits.chats ?? []).map(({ id, title, at }) => ({
      id,
      title: title ?? UNTITLED,
      when: at && dateTimeOf(at, viewer, now),
    }));
  }

  get chatsMore(): string | undefined {
    return moreOf(CHATS_MORE, this.chats.length, this.visits.chatsTotal);
  }

  async handleRetry(): Promise<void> {
    this.fault = undefined;
    await Promise.allSettled([this.refreshAnswer?.()]);
  }

  private get isAccount(): boolean {
    return this.objectApiName === 'Account';
  }
}

function moreOf(words: string, shown: number, total = 0): string | undefined {
  return total > shown && shown > 0 ? fill(words, numberOf(shown, viewer), numberOf(total, viewer)) : undefined;
}
