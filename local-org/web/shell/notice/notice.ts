import { api, LightningElement } from 'lwc';

/** What a page says when it has nothing to show. */
export default class Notice extends LightningElement {
  @api icon = 'utility:info';
  @api heading = '';
  @api hint = '';
  /** Nothing else is on the page: the heading is the page's own. */
  @api wholePage = false;
}
