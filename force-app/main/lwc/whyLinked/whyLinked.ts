import ALSO_WEIGHED from '@salesforce/label/c.Link_Also_Weighed';
import CHANGE from '@salesforce/label/c.Link_Change';
import CHOOSE from '@salesforce/label/c.Link_Choose';
import FITS from '@salesforce/label/c.Link_Fits';
import HIDDEN_ONE from '@salesforce/label/c.Link_Hidden_One';
import HIDDEN_OTHER from '@salesforce/label/c.Link_Hidden_Other';
import HIDDEN_RECORD from '@salesforce/label/c.Link_Hidden_Record';
import LINKED_TO from '@salesforce/label/c.Match_Linked_To';
import LOADING from '@salesforce/label/c.Link_Reading';
import NO_REASON from '@salesforce/label/c.Match_No_Reason';
import RULE from '@salesforce/label/c.Match_Rule';
import { fill, plural, viewer } from 'c/conversationModel';
import type { Candidate, ConversationDetail, RecordRef } from 'c/conversationModel';
import type { Fault } from 'c/faults';
import { CANDIDATES_QUERY, candidatesFilter, optionsOf, reasonWords, seenRecords } from 'c/candidateModel';
import type { CandidatesAnswer, LinkOption, SeenRecord } from 'c/candidateModel';
import { evidenceReader, readAtOnce } from 'c/evidenceReader';
import type { Line } from 'c/evidenceReader';
import { ruleWords } from 'c/matchRules';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { api, LightningElement, wire } from 'lwc';

/** Why a conversation is linked as it is: the reason, the records, the rule, what else was weighed, and the change of it. */
export default class WhyLinked extends LightningElement {
  @api conversation?: ConversationDetail;
  labels = { linkedTo: LINKED_TO, loading: LOADING };
  isChanging = false;
  changeLink?: typeof LightningElement;
  fault?: Fault;
  private seen?: ReadonlyMap<string, SeenRecord>;
  private reader = readAtOnce;
  private focusNext?: string;

  @wire(graphql, { query: CANDIDATES_QUERY, variables: '$variables' })
  handleCandidates({ data, errors }: GraphQLResult): void {
    if (data) this.seen = seenRecords(data as CandidatesAnswer);
    // What can't be asked about is not shown by name.
    else if (errors) this.seen ??= new Map();
  }

  connectedCallback(): void {
    void this.bringWords();
  }

  renderedCallback(): void {
    if (!this.focusNext) return;
    this.template?.querySelector<HTMLElement>(this.focusNext)?.focus();
    this.focusNext = undefined;
  }

  get variables(): object | undefined {
    return candidatesFilter(this.candidates);
  }

  get isReading(): boolean {
    return this.isUnknown && !this.isChanging;
  }

  get reasons(): Line[] {
    const { evidence } = this.conversation?.match ?? {};
    if (!evidence) return [{ key: 0, text: NO_REASON }];
    if (!this.reader || this.isUnknown) return [];
    const hidden = this.unseen.map(({ name }) => name);
    return this.reader(reasonWords(evidence, this.candidates, hidden, HIDDEN_RECORD));
  }

  get rule(): string | undefined {
    const rule = this.conversation?.match.rule;
    return rule && fill(RULE, ruleWords(rule));
  }

  get records(): readonly RecordRef[] {
    return this.conversation?.match.records ?? [];
  }

  get hasRecords(): boolean {
    return this.records.length > 0;
  }

  /** Everything that was weighed beside what is linked. */
  get weighed(): (LinkOption & { objectApiName: string })[] {
    const linked = this.linkedIds;
    const objects = new Map(this.candidates.map(({ id, object }) => [id, object]));
    return this.options(this.candidates)
      .filter(({ value }) => !linked.has(value))
      .map((option) => ({ ...option, objectApiName: objects.get(option.value) ?? '' }));
  }

  get hasWeighed(): boolean {
    return this.weighed.length > 0 && !this.isChanging;
  }

  get hiddenWords(): string | undefined {
    const count = this.unseen.length;
    return count > 0 ? plural(count, { one: HIDDEN_ONE, other: HIDDEN_OTHER }, viewer) : undefined;
  }

  get deals(): LinkOption[] {
    return this.options(this.candidates.filter(({ object }) => object === 'Opportunity'));
  }

  get activities(): LinkOption[] {
    return this.options(this.candidates.filter(({ object }) => object !== 'Opportunity'));
  }

  get weighedLabel(): string {
    return this.conversation?.match.status === 'Needs review' ? FITS : ALSO_WEIGHED;
  }

  get canChange(): boolean {
    return Boolean(this.conversation?.key) && !this.isChanging;
  }

  get changeLabel(): string {
    return this.conversation?.match.status === 'Needs review' ? CHOOSE : CHANGE;
  }

  async handleChange(): Promise<void> {
    this.fault = undefined;
    try {
      this.changeLink ??= (await import('c/changeLink')).default;
      this.isChanging = true;
    } catch {
      this.fault = { kind: 'offline', messages: [] };
    }
  }

  handleClose(): void {
    this.isChanging = false;
    this.focusNext = '.change';
  }

  private async bringWords(): Promise<void> {
    this.reader = await evidenceReader();
  }

  /** What the viewer may see of what was weighed is still asked. */
  private get isUnknown(): boolean {
    return this.candidates.length > 0 && this.seen === undefined;
  }

  private get candidates(): readonly Candidate[] {
    return this.conversation?.match.candidates ?? [];
  }

  private get linkedIds(): Set<string | undefined> {
    return new Set([...this.records.map(({ id }) => id), this.conversation?.match.activityId]);
  }

  /** Those that the viewer may not see. */
  private get unseen(): Candidate[] {
    const { seen } = this;
    return seen ? this.candidates.filter(({ id }) => !seen.has(id)) : [];
  }

  private options(candidates: readonly Candidate[]): LinkOption[] {
    return this.seen && this.reader ? optionsOf(candidates, this.seen, this.reader) : [];
  }
}
