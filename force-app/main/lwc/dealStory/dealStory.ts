import FORM_FACTOR from '@salesforce/client/formFactor';
import COMMITMENTS from '@salesforce/label/c.Deal_Commitments';
import PEOPLE from '@salesforce/label/c.Insights_Tab_People';
import SINCE from '@salesforce/label/c.Deal_Since';
import TREND from '@salesforce/label/c.Trend_Title';
import type { DealChoices } from 'c/choiceModel';
import { fill } from 'c/conversationModel';
import type { DealStory as Story } from 'c/listModel';
import { loadPeople } from 'c/loadPeople';
import { loadSuggestions } from 'c/loadSuggestions';
import { loadTrend } from 'c/loadTrend';
import { Places } from 'c/nearby';
import { api, LightningElement } from 'lwc';

const COMMITMENTS_SHOWN = 4;
const SUGGESTIONS_SHOWN = 3;
const PEOPLE_SHOWN = 6;

/** What stands above a deal's conversations. Tells `storychange` once a contact role was added. */
export default class DealStory extends LightningElement {
  @api recordId?: string;
  @api story?: Story;
  @api choices?: DealChoices;
  /** Which of the parts stand there. */
  @api shows: Readonly<Record<string, boolean>> = {};
  labels = { people: PEOPLE, since: SINCE, trend: TREND };
  commitmentsShown = COMMITMENTS_SHOWN;
  suggestionList?: typeof LightningElement;
  /** What stands further down is loaded once it comes into view. */
  dealPeople?: typeof LightningElement;
  topicTrend?: typeof LightningElement;

  private places = new Places((name) => {
    void this.loadPlace(name);
  });

  connectedCallback(): void {
    this.places.watch(this.template);
  }

  renderedCallback(): void {
    this.places.watch(this.template);
    if (this.shows.suggestions && !this.suggestionList) void this.loadPlace('suggestions');
  }

  disconnectedCallback(): void {
    this.places.stop();
  }

  get commitmentsLabel(): string {
    return fill(COMMITMENTS, String(this.story?.commitments.filter((item) => !item.done).length ?? 0));
  }

  /** Of what is on its way, so that nothing below jumps. */
  get suggestionsRoom(): string | undefined {
    const open = this.story?.suggestions.filter(({ Decided_At__c: decided }) => !decided?.value) ?? [];
    return this.shows.suggestions && !this.suggestionList
      ? roomFor(Math.min(open.length, SUGGESTIONS_SHOWN) * 7)
      : undefined;
  }

  get peopleRoom(): string | undefined {
    return this.dealPeople ? undefined : roomFor(Math.min(this.story?.heads ?? 0, PEOPLE_SHOWN) * 2.25);
  }

  handleRoleChange(): void {
    this.dispatchEvent(new CustomEvent('storychange'));
  }

  private async loadPlace(name: string): Promise<void> {
    try {
      if (name === 'people') this.dealPeople = (await loadPeople()).default;
      else if (name === 'trend') this.topicTrend = (await loadTrend()).default;
      else this.suggestionList = (await loadSuggestions()).default;
    } catch {
      // The heading stands; the part is asked for again when the page is shown anew.
    }
  }
}

/** In rem; on a phone the same takes nearly twice as much. */
function roomFor(rem: number): string {
  return `min-height: ${rem * (FORM_FACTOR === 'Small' ? 1.7 : 1)}rem`;
}
