import OURS from '@salesforce/label/c.People_Ours';
import TALKED from '@salesforce/label/c.People_Talked';
import THEIRS from '@salesforce/label/c.People_Theirs';
import { durationOf, fill, viewer } from 'c/conversationModel';
import type { Person } from 'c/conversationModel';
import { api, LightningElement } from 'lwc';

interface PersonRow extends Person {
  talked?: string;
}

/** Who took part, theirs first, with their records. */
export default class ConversationPeople extends LightningElement {
  @api people: readonly Person[] = [];

  get sides(): { key: string; label: string; people: PersonRow[] }[] {
    return [
      { key: 'theirs', label: THEIRS, people: this.rowsOf(false) },
      { key: 'ours', label: OURS, people: this.rowsOf(true) },
    ].filter((side) => side.people.length > 0);
  }

  private rowsOf(ours: boolean): PersonRow[] {
    return this.people
      .filter((person) => person.ours === ours)
      .map((person) => ({
        ...person,
        talked: person.talkSeconds ? fill(TALKED, durationOf(person.talkSeconds, viewer)) : undefined,
      }));
  }
}
