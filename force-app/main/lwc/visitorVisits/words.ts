import AFFILIATE from '@salesforce/label/c.Visitor_Medium_Affiliate';
import CAMPAIGN from '@salesforce/label/c.Visitor_Campaign';
import CONTENT from '@salesforce/label/c.Visitor_Content';
import DISPLAY from '@salesforce/label/c.Visitor_Medium_Display';
import EMAIL from '@salesforce/label/c.Visitor_Medium_Email';
import NO_SOURCE from '@salesforce/label/c.Visitor_No_Source';
import PAID from '@salesforce/label/c.Visitor_Medium_Paid';
import REFERRAL from '@salesforce/label/c.Visitor_Medium_Referral';
import SEARCH from '@salesforce/label/c.Visitor_Medium_Search';
import SOCIAL from '@salesforce/label/c.Visitor_Medium_Social';
import { fill } from 'c/conversationModel';
import type { Campaign } from './visits';

/** utm_medium as it is mostly written: https://support.google.com/analytics/answer/9756891 */
const MEDIA: readonly [RegExp, string][] = [
  [/^(?:cpc|cpm|cpv|ppc|sem|retargeting|paid.?search)$/i, PAID],
  [/^e.?mail$|^newsletter$/i, EMAIL],
  [/^(?:paid.?)?social(?:.?(?:media|network))?$|^sm$/i, SOCIAL],
  [/^organic$|^seo$/i, SEARCH],
  [/^referral$|^link$|^app$/i, REFERRAL],
  [/^(?:display|banner|interstitial|expandable)$/i, DISPLAY],
  [/^affiliates?$|^partner$/i, AFFILIATE],
];

/** Where a visitor came from, one line a fact; what is not a usual medium stands as it was written. */
export function campaignWords({ source, medium, campaign, content }: Campaign): string[] {
  const by = medium && (MEDIA.find(([pattern]) => pattern.test(medium))?.[1] ?? medium);
  const from = [source, by].filter(Boolean).join(', ');
  const lines = [from, campaign ? fill(CAMPAIGN, campaign) : '', content ? fill(CONTENT, content) : ''];
  const said = lines.filter(Boolean);
  return said.length > 0 ? said : [NO_SOURCE];
}
