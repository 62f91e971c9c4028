import COUNT from '@salesforce/label/c.Review_Count';
import OFFLINE from '@salesforce/label/c.State_Offline_Help';
import TITLE from '@salesforce/label/c.Review_Title';
import LOCALE from '@salesforce/i18n/locale';
import USER_ID from '@salesforce/user/Id';
import { homeVariables } from 'c/homeQuery';
import { after } from 'c/timer';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import {
  EnclosingUtilityId,
  getInfo,
  onUtilityClick,
  updatePanel,
  updateUtility,
} from 'lightning/platformUtilityBarApi';
import { api, LightningElement, wire } from 'lwc';
import { COUNT_QUERY, countOf } from './count';

/** The page that the app opens with comes first. */
const CALM_MS = 5_000;

/**
 * What needs review, at hand on every page. The bar takes one label for all languages, so this starts with the app,
 * writes the label in the viewer's, and how many wait; the list itself is loaded when it is opened.
 */
export default class ReviewUtility extends LightningElement {
  /** Set in App Manager, as for `c-needs-review`. */
  @api cardTitle?: string;
  @api pageSize?: number;
  @api scope: 'mine' | 'all' = 'mine';

  labels = { offline: OFFLINE };
  list?: typeof LightningElement;
  isMissing = false;
  /** What is counted; undefined while it is too early, and once the list counts for itself. */
  counted?: object;
  private utilityId?: string;
  private cancelCount?: () => void;

  @wire(EnclosingUtilityId)
  handleUtility(id: string | undefined): void {
    if (!id || id === this.utilityId) return;
    this.utilityId = id;
    void this.start(id);
  }

  @wire(graphql, { query: COUNT_QUERY, variables: '$counted' })
  handleCount({ data }: GraphQLResult): void {
    const count = data ? countOf(data) : undefined;
    if (!count || this.list || !this.utilityId) return;
    const { found, hasMore } = count;
    const figure = `${new Intl.NumberFormat(LOCALE).format(found)}${hasMore ? '+' : ''}`;
    const label = found > 0 ? COUNT.replace('{0}', this.title).replace('{1}', figure) : this.title;
    void settled(updateUtility(this.utilityId, { label, highlighted: found > 0 }));
  }

  disconnectedCallback(): void {
    this.cancelCount?.();
  }

  get title(): string {
    return this.cardTitle || TITLE;
  }

  get properties(): object {
    const { cardTitle, pageSize, scope } = this;
    return { cardTitle, scope, ...(pageSize === undefined ? {} : { pageSize }) };
  }

  private async start(id: string): Promise<void> {
    const label = this.title;
    // a label that is not there is no reason to fail
    await settled(updateUtility(id, { label }), updatePanel(id, { label }));
    await settled(
      onUtilityClick(id, ({ panelVisible }) => {
        if (panelVisible) void this.open();
      }),
    );
    const [info] = await Promise.allSettled([getInfo(id)]);
    if (info.status === 'fulfilled' && info.value.utilityVisible) await this.open();
    else this.cancelCount = after(CALM_MS, () => this.count());
  }

  private count(): void {
    if (!this.list) this.counted = homeVariables(this.scope === 'all' ? 'all' : 'mine', USER_ID);
  }

  private async open(): Promise<void> {
    this.cancelCount?.();
    try {
      this.list ??= (await import('c/needsReview')).default;
      this.isMissing = false;
    } catch {
      this.isMissing = true;
    }
  }
}

const settled = (...work: Promise<unknown>[]): Promise<unknown> => Promise.allSettled(work);
