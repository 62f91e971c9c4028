import FAILED from '@salesforce/label/c.State_Unreadable_Title';
import LOADING from '@salesforce/label/c.State_Loading';
import TITLE from '@salesforce/label/c.Visitor_Title';
import { DOMAIN_FIELDS, domainIn, plainFor, RECORD_QUERY, recordVariables } from 'c/recordQuery';
import { graphql } from 'lightning/graphql';
import type { GraphQLError, GraphQLResult } from 'lightning/graphql';
import { getRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';

/** What the website knows of a contact, a lead, or the people of an account: asked together with their conversations. */
export default class VisitorPanel extends LightningElement {
  @api recordId?: string;
  @api objectApiName?: string;
  /** Set in App Builder, as all below; what is left out of a page is shown. */
  @api cardTitle?: string;
  @api showPeople?: boolean;
  @api showChats?: boolean;

  document: object = RECORD_QUERY;
  domain?: string;
  domainFields = DOMAIN_FIELDS;
  answer?: unknown;
  /** As the org tells it. */
  thrown?: unknown;
  view?: typeof LightningElement;
  isMissing = false;

  private refreshAnswer?: () => Promise<void>;

  @wire(getRecord, { recordId: '$accountId', optionalFields: '$domainFields' })
  handleAccount(answer: { data?: RecordRepresentation; error?: unknown }): void {
    this.domain = domainIn(answer) ?? this.domain;
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  handleAnswer({ data, errors, refresh }: GraphQLResult): void {
    this.refreshAnswer = refresh ?? this.refreshAnswer;
    if (errors) void this.fail(errors);
    else if (data) {
      this.answer = data;
      this.thrown = undefined;
    }
  }

  connectedCallback(): void {
    void this.loadView();
  }

  get accountId(): string | undefined {
    return this.objectApiName === 'Account' ? this.recordId : undefined;
  }

  /** A wire without variables might ask for everything: it waits without a query. */
  get query(): object | undefined {
    return this.variables && this.document;
  }

  get variables(): object | undefined {
    return recordVariables(this);
  }

  get title(): string {
    return this.cardTitle || TITLE;
  }

  get isReady(): boolean {
    return Boolean(this.view && (this.answer ?? this.thrown));
  }

  get isLoading(): boolean {
    return !this.isMissing;
  }

  get status(): string {
    return this.isMissing ? FAILED : LOADING;
  }

  async handleRetry(): Promise<void> {
    this.thrown = undefined;
    await Promise.allSettled([this.refreshAnswer?.()]);
  }

  private async loadView(): Promise<void> {
    try {
      this.view = (await import('c/visitorVisits')).default;
    } catch {
      this.isMissing = true;
    }
  }

  private async fail(errors: readonly GraphQLError[]): Promise<void> {
    const plain = this.document === RECORD_QUERY && (await plainFor(errors));
    if (plain) this.document = plain;
    else if (!this.answer) this.thrown = errors;
  }
}
