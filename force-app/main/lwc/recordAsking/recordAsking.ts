import { DOMAIN_FIELDS, domainIn, plainFor, RECORD_QUERY, recordVariables } from 'c/recordQuery';
import type { RecordVariables } from 'c/recordQuery';
import { graphql } from 'lightning/graphql';
import type { GraphQLError, GraphQLResult } from 'lightning/graphql';
import { getRecord } from 'lightning/uiRecordApi';
import type { RecordRepresentation } from 'lightning/uiRecordApi';
import { api, LightningElement, wire } from 'lwc';

/** What the cards of an account, a contact or a lead have in common: they ask the page's one question. */
export default class RecordAsking extends LightningElement {
  @api recordId?: string;
  @api objectApiName?: string;

  document: object = RECORD_QUERY;
  domain?: string;
  domainFields = DOMAIN_FIELDS;

  private refreshAnswer?: () => Promise<void>;

  @wire(getRecord, { recordId: '$accountId', optionalFields: '$domainFields' })
  handleAccount(answer: { data?: RecordRepresentation; error?: unknown }): void {
    this.domain = domainIn(answer) ?? this.domain;
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  handleAnswer({ data, errors, refresh }: GraphQLResult): void {
    this.refreshAnswer = refresh ?? this.refreshAnswer;
    if (!this.take(data, errors) && errors) void this.fail(errors);
  }

  /** A wire without variables might ask for everything: it waits without a query. */
  get query(): object | undefined {
    return this.variables && this.document;
  }

  get variables(): RecordVariables | undefined {
    return recordVariables(this);
  }

  get isAccount(): boolean {
    return this.objectApiName === 'Account';
  }

  get accountId(): string | undefined {
    return this.isAccount ? this.recordId : undefined;
  }

  /** A refresh that fails is told through the wire. */
  async askAgain(): Promise<void> {
    await Promise.allSettled([this.refreshAnswer?.()]);
  }

  /** Whether the answer tells what the card shows. */
  take(_data: unknown, _errors?: readonly GraphQLError[]): boolean {
    return false;
  }

  /** Nothing else could be asked instead. */
  refuse(_errors: readonly GraphQLError[]): void {}

  private async fail(errors: readonly GraphQLError[]): Promise<void> {
    const plain = await plainFor(this.document, errors);
    if (plain) this.document = plain;
    else this.refuse(errors);
  }
}
