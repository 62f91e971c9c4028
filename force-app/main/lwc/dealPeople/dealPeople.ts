import ADD_ROLE from '@salesforce/label/c.Role_Add_As';
import ADD_ROLE_FOR from '@salesforce/label/c.Role_Add_For';
import ADDED from '@salesforce/label/c.Role_Added';
import CONTACT_ROLE from '@salesforce/schema/OpportunityContactRole';
import COUNT_ONE from '@salesforce/label/c.Deal_Person_One';
import COUNT_OTHER from '@salesforce/label/c.Deal_Person_Other';
import NO_ROLE from '@salesforce/label/c.Deal_No_Role';
import OFFLINE from '@salesforce/label/c.State_Offline_Help';
import SHOW_ALL from '@salesforce/label/c.Commitments_Show_All';
import SILENT_ONE from '@salesforce/label/c.Role_Silent_One';
import SILENT_OTHER from '@salesforce/label/c.Role_Silent_Other';
import UNNAMED from '@salesforce/label/c.Role_Unnamed';
import { fill, plural, viewer } from 'c/conversationModel';
import type { DealPerson } from 'c/listModel';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import type { ObjectInfo } from 'lightning/uiObjectInfoApi';
import { api, LightningElement, wire } from 'lwc';

const SHOWN = 6;
const MASTER_RECORD_TYPE = '012000000000000AAA';

interface AddedRole {
  contactId: string;
  roleId?: string;
  words?: string;
}
interface PersonRow {
  id: string;
  name: string;
  count: string;
  record?: { id: string; objectApiName: string };
  contactId?: string;
  role?: string;
  lacksRole: boolean;
  canAdd: boolean;
  addLabel: string;
  isPicking: boolean;
}

/** Their people who took part in the deal's conversations, and who of them holds no contact role. */
export default class DealPeople extends LightningElement {
  @api opportunityId?: string;
  @api people: readonly DealPerson[] = [];
  /** How many hold a role and took part in none. */
  @api silentRoles = 0;
  labels = { addRole: ADD_ROLE, noRole: NO_ROLE, offline: OFFLINE };
  showAll = false;
  pickingId?: string;
  picker?: typeof LightningElement;
  isMissing = false;
  said = '';
  recordTypeId?: string;

  private mayAdd = false;
  private added: Record<string, AddedRole> = {};
  private focus?: { selector: string };

  @wire(getObjectInfo, { objectApiName: '$rolesObject' })
  handleObjectInfo({ data }: { data?: ObjectInfo }): void {
    this.mayAdd = data?.createable === true;
    this.recordTypeId = data?.defaultRecordTypeId ?? MASTER_RECORD_TYPE;
  }

  renderedCallback(): void {
    if (!this.focus) return;
    this.template?.querySelector<HTMLElement>(this.focus.selector)?.focus();
    this.focus = undefined;
  }

  /** Asked only where somebody could be added. */
  get rolesObject(): unknown {
    return this.people.some((person) => this.lacksRole(person)) ? CONTACT_ROLE : undefined;
  }

  get rows(): PersonRow[] {
    const people = this.isCut ? this.people.slice(0, SHOWN) : this.people;
    return people.map((person) => this.rowOf(person));
  }

  get isCut(): boolean {
    return !this.showAll && this.people.length > SHOWN;
  }

  get showAllLabel(): string {
    return fill(SHOW_ALL, String(this.people.length));
  }

  get silentLabel(): string | undefined {
    return this.silentRoles > 0
      ? plural(this.silentRoles, { one: SILENT_ONE, other: SILENT_OTHER }, viewer)
      : undefined;
  }

  handleShowAll(): void {
    this.showAll = true;
    this.focus = { selector: `.person:nth-child(${SHOWN + 1}) :is(c-record-link, button)` };
  }

  async handlePick(event: Event): Promise<void> {
    const { id } = (event.currentTarget as HTMLElement).dataset;
    this.isMissing = false;
    try {
      // loaded when somebody wants it: most who read a page give no roles
      this.picker ??= (await import('c/contactRolePicker')).default;
      this.pickingId = id;
      this.focus = { selector: '.picker' };
    } catch {
      this.isMissing = true;
    }
  }

  handleCancel(): void {
    this.focus = { selector: `button[data-id="${this.pickingId}"]` };
    this.pickingId = undefined;
  }

  handleRoleAdd(event: CustomEvent<AddedRole>): void {
    const { contactId, words } = event.detail;
    const name = this.people.find((person) => person.contactId === contactId)?.name ?? '';
    this.added = { ...this.added, [contactId]: event.detail };
    this.said = fill(ADDED, name, words ?? UNNAMED);
    this.focus = { selector: `[data-role="${this.pickingId}"]` };
    this.pickingId = undefined;
    this.dispatchEvent(new CustomEvent('rolechange'));
  }

  private rowOf(person: DealPerson): PersonRow {
    const { id, name, conversations, contactId, leadId } = person;
    const role = this.roleOf(person);
    const lacksRole = this.lacksRole(person);
    return {
      id,
      name,
      count: plural(conversations, { one: COUNT_ONE, other: COUNT_OTHER }, viewer),
      record: contactId
        ? { id: contactId, objectApiName: 'Contact' }
        : leadId
          ? { id: leadId, objectApiName: 'Lead' }
          : undefined,
      contactId,
      role: role?.id ? (role.words ?? UNNAMED) : undefined,
      lacksRole,
      canAdd: lacksRole && this.mayAdd && this.opportunityId !== undefined && this.pickingId !== id,
      addLabel: fill(ADD_ROLE_FOR, name),
      isPicking: this.pickingId === id,
    };
  }

  private lacksRole(person: DealPerson): boolean {
    const role = this.roleOf(person);
    return role !== undefined && !role.id;
  }

  /** What was added here counts before the org is read again. */
  private roleOf({ contactId, role }: DealPerson): DealPerson['role'] {
    const added = contactId ? this.added[contactId] : undefined;
    return added && !role?.id ? { id: added.roleId ?? 'added', words: added.words } : role;
  }
}
