import OPEN_AT from '@salesforce/label/c.Insights_Open_At';
import { clockOf, dayOf, fill, viewer } from 'c/conversationModel';
import { linkAtSecond } from 'c/recordingLink';
import { api, LightningElement } from 'lwc';

interface Source {
  quote?: string;
  second?: number;
  link?: string;
  title?: string;
  at?: string;
}

/** The words that support a suggestion, where in the recording they were said, in which conversation, and when. */
export default class SuggestionSource extends LightningElement {
  @api source: Source = {};

  get clock(): string {
    return clockOf(this.source.second ?? 0);
  }

  get url(): string | undefined {
    const { link, second } = this.source;
    return second === undefined ? undefined : linkAtSecond(link, second);
  }

  get openLabel(): string {
    return fill(OPEN_AT, this.clock);
  }

  get day(): string | undefined {
    return this.source.at && dayOf(this.source.at, viewer, Date.now());
  }
}
