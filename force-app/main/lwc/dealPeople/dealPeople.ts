import COUNT_ONE from '@salesforce/label/c.Deal_Person_One';
import COUNT_OTHER from '@salesforce/label/c.Deal_Person_Other';
import NO_ROLE from '@salesforce/label/c.Deal_No_Role';
import SHOW_ALL from '@salesforce/label/c.Commitments_Show_All';
import { fill, plural, viewer } from 'c/conversationModel';
import type { DealPerson } from 'c/conversationModel';
import { api, LightningElement } from 'lwc';

const SHOWN = 6;

interface PersonRow {
  id: string;
  name: string;
  count: string;
  record?: { id: string; objectApiName: string };
  role?: string;
  lacksRole: boolean;
}

/** Their people who took part in the deal's conversations, and who of them holds no contact role. */
export default class DealPeople extends LightningElement {
  @api people: readonly DealPerson[] = [];
  labels = { noRole: NO_ROLE };
  showAll = false;

  get rows(): PersonRow[] {
    const people = this.isCut ? this.people.slice(0, SHOWN) : this.people;
    return people.map(({ id, name, conversations, contactId, leadId, role }) => ({
      id,
      name,
      count: plural(conversations, { one: COUNT_ONE, other: COUNT_OTHER }, viewer),
      record: contactId
        ? { id: contactId, objectApiName: 'Contact' }
        : leadId
          ? { id: leadId, objectApiName: 'Lead' }
          : undefined,
      role: role?.words,
      lacksRole: role !== undefined && !role.words,
    }));
  }

  get isCut(): boolean {
    return !this.showAll && this.people.length > SHOWN;
  }

  get showAllLabel(): string {
    return fill(SHOW_ALL, String(this.people.length));
  }

  handleShowAll(): void {
    this.showAll = true;
  }
}
