import FORM_FACTOR from '@salesforce/client/formFactor';
import COMMITMENTS from '@salesforce/label/c.Deal_Commitments';
import PEOPLE from '@salesforce/label/c.Insights_Tab_People';
import SINCE from '@salesforce/label/c.Deal_Since';
import TREND from '@salesforce/label/c.Trend_Title';
import type { DealChoices } from 'c/choiceModel';
import CommitmentList from 'c/commitmentList';
import { fill } from 'c/conversationModel';
import DealChanges from 'c/dealChanges';
import type { DealStory as Story } from 'c/listModel';
import { loadPeople } from 'c/loadPeople';
import { loadSuggestions } from 'c/loadSuggestions';
import { loadTrend } from 'c/loadTrend';
import { Places } from 'c/nearby';
import { api, LightningElement } from 'lwc';

const COMMITMENTS_SHOWN = 4;
const SUGGESTIONS_SHOWN = 3;
const PEOPLE_SHOWN = 6;
const PARTS = { suggestions: loadSuggestions, people: loadPeople, trend: loadTrend };
type PartName = keyof typeof PARTS;

interface Section {
  name: string;
  className?: string;
  /** Absent where the part has its own. */
  heading?: string;
  /** Loaded once it comes into view. */
  place?: PartName;
  /** Of what is on its way, so that nothing below jumps. */
  room?: string;
  view?: typeof LightningElement;
  properties: object;
}

/** What stands above a deal's conversations. Tells `storychange` once a contact role was added. */
export default class DealStory extends LightningElement {
  @api recordId?: string;
  @api story?: Story;
  @api choices?: DealChoices;
  /** Which of the parts stand there. */
  @api shows: Readonly<Record<string, boolean>> = {};
  parts: Partial<Record<PartName, typeof LightningElement>> = {};

  private places = new Places((name) => {
    void this.loadPart(name as PartName);
  });

  connectedCallback(): void {
    this.places.watch(this.template);
  }

  renderedCallback(): void {
    this.places.watch(this.template);
    if (this.shows.suggestions) void this.loadPart('suggestions');
  }

  disconnectedCallback(): void {
    this.places.stop();
  }

  get sections(): Section[] {
    const { story, choices, recordId, parts } = this;
    if (!story) return [];
    const { changes, commitments, suggestions, heads, trend } = story;
    const promised = commitments.filter(({ done }) => !done).length;
    const undecided = suggestions.filter(({ Decided_At__c: decided }) => !decided?.value).length;
    const sections: Section[] = [
      { name: 'changes', heading: SINCE, view: DealChanges, properties: { changes } },
      {
        ...{ name: 'commitments', heading: fill(COMMITMENTS, String(promised)), view: CommitmentList },
        properties: { items: commitments, limit: COMMITMENTS_SHOWN },
      },
      {
        ...{ name: 'suggestions', view: parts.suggestions, properties: { recordId, items: suggestions } },
        room: parts.suggestions ? undefined : roomFor(Math.min(undecided, SUGGESTIONS_SHOWN) * 7.5),
      },
      {
        ...{ name: 'people', heading: PEOPLE, place: 'people', view: parts.people },
        properties: { opportunityId: recordId, people: choices?.people, silentRoles: choices?.silentRoles },
        room: parts.people ? undefined : roomFor(Math.min(heads, PEOPLE_SHOWN) * 2.25),
      },
      { name: 'trend', heading: TREND, place: 'trend', view: parts.trend, properties: { conversations: trend } },
    ];
    return sections
      .filter(({ name }) => this.shows[name])
      .map((section) => ({ ...section, className: section.heading && 'split' }));
  }

  handleRoleChange(): void {
    this.dispatchEvent(new CustomEvent('storychange'));
  }

  private async loadPart(name: PartName): Promise<void> {
    if (this.parts[name]) return;
    try {
      const { default: part } = await PARTS[name]();
      this.parts = { ...this.parts, [name]: part };
    } catch {
      // The heading stands; the part is asked for again when the page is shown anew.
    }
  }
}

/** In rem; on a phone the same takes nearly twice as much. */
function roomFor(rem: number): string {
  return `min-height: ${rem * (FORM_FACTOR === 'Small' ? 1.7 : 1)}rem`;
}
