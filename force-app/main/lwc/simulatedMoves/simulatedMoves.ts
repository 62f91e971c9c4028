import { dateTimeOf, fill, plural, viewer } from 'c/conversationModel';
import { evidenceReader, readAtOnce } from 'c/evidenceReader';
import type { Line, Read } from 'c/evidenceReader';
import { ruleWords } from 'c/matchRules';
import type { Move, Side, Simulation } from 'c/simulatorModel';
import { api, LightningElement } from 'lwc';
import { words } from './words';

interface Row {
  key: string;
  index: number;
  conversationId?: string;
  title: string;
  at: string;
  when: string;
  sides: {
    key: string;
    label: string;
    dealId?: string;
    deal: string;
    state: string;
    rule: string;
    reasons: Line[];
  }[];
}

/** The conversations that a changed rule would link otherwise, a page at a time. */
export default class SimulatedMoves extends LightningElement {
  @api pageSize = 10;
  words = words;
  shown = 0;

  private given?: Simulation;
  private focusAt?: number;
  private reader = readAtOnce;

  @api
  get simulation(): Simulation | undefined {
    return this.given;
  }
  set simulation(next: Simulation | undefined) {
    this.given = next;
    this.shown = this.pageSize;
  }

  connectedCallback(): void {
    void this.bringWords();
  }

  renderedCallback(): void {
    if (this.focusAt === undefined) return;
    this.template?.querySelector<HTMLElement>(`[data-row="${this.focusAt}"]`)?.focus();
    this.focusAt = undefined;
  }

  get hasNone(): boolean {
    return this.given?.movesTotal === 0;
  }

  get heading(): string {
    return plural(this.given?.movesTotal ?? 0, words.moves, viewer);
  }

  get listed(): string {
    const { moves = [], movesTotal = 0 } = this.given ?? {};
    if (moves.length >= movesTotal) return '';
    return fill(words.listed, new Intl.NumberFormat(viewer.locale).format(moves.length));
  }

  get rows(): Row[] {
    const now = Date.now();
    const read = this.reader ?? (() => []);
    return (this.given?.moves ?? []).slice(0, this.shown).map((move, index) => toRow(move, index, now, read));
  }

  get hasMore(): boolean {
    return this.shown < (this.given?.moves.length ?? 0);
  }

  handleMore(): void {
    this.focusAt = this.shown;
    this.shown += this.pageSize;
  }

  private async bringWords(): Promise<void> {
    this.reader = await evidenceReader();
  }
}

function toRow({ key, conversationId, title, at, today, changed }: Move, index: number, now: number, read: Read): Row {
  return {
    ...{ key, index, conversationId, title, at, when: dateTimeOf(at, viewer, now) },
    sides: [sideOf(words.today, today, read), sideOf(words.changed, changed, read)],
  };
}

function sideOf(label: string, side: Side, read: Read): Row['sides'][number] {
  const { outcome, opportunityId, opportunity, rule, evidence } = side;
  return {
    ...{ key: label, label, dealId: opportunityId },
    deal: opportunity ?? opportunityId ?? words.noDeal,
    state: outcome === 'needsReview' ? words.needsReview : '',
    rule: ruleWords(rule),
    reasons: read(evidence),
  };
}
