import ADD from '@salesforce/label/c.Role_Add';
import ADDING from '@salesforce/label/c.Role_Adding';
import CANCEL from '@salesforce/label/c.Role_Cancel';
import NO_ROLE from '@salesforce/label/c.Role_None';
import ROLE from '@salesforce/label/c.Role_Label';
import ROLE_FIELD from '@salesforce/schema/OpportunityContactRole.Role';
import { fill } from 'c/conversationModel';
import { getPicklistValues } from 'lightning/uiObjectInfoApi';
import type { PicklistValues } from 'lightning/uiObjectInfoApi';
import { api, LightningElement, wire } from 'lwc';

type Flow = HTMLElement & { run(name: string, inputs: Record<string, string>): Promise<Record<string, unknown>> };
interface Choice {
  value: string;
  label: string;
}

/** Gives a contact a role on the deal, as the viewer. Tells `roleadd` {contactId, roleId, words} or `cancel`. */
export default class ContactRolePicker extends LightningElement {
  @api opportunityId?: string;
  @api contactId?: string;
  @api name?: string;
  @api recordTypeId?: string;
  labels = { cancel: CANCEL };
  role = '';
  error = '';
  isSaving = false;
  choices: Choice[] = [{ value: '', label: NO_ROLE }];

  @wire(getPicklistValues, { recordTypeId: '$recordTypeId', fieldApiName: ROLE_FIELD })
  handleValues({ data }: { data?: PicklistValues }): void {
    if (data)
      this.choices = [{ value: '', label: NO_ROLE }, ...data.values.map(({ value, label }) => ({ value, label }))];
  }

  @api
  focus(): void {
    this.template?.querySelector<HTMLElement>('lightning-combobox')?.focus();
  }

  get roleLabel(): string {
    return fill(ROLE, this.name ?? '');
  }

  get addLabel(): string {
    return this.isSaving ? ADDING : ADD;
  }

  handleRole(event: CustomEvent<{ value: string }>): void {
    this.role = event.detail.value;
  }

  handleKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.handleCancel();
  }

  handleCancel(): void {
    this.dispatchEvent(new CustomEvent('cancel'));
  }

  async handleAdd(): Promise<void> {
    const { opportunityId = '', contactId = '', role } = this;
    const flow = this.template?.querySelector<Flow>('c-local-flow');
    if (this.isSaving || !flow) return;
    this.isSaving = true;
    this.error = '';
    try {
      const { roleId } = await flow.run('Debrief_Add_Contact_Role', { opportunityId, contactId, role });
      const words = this.choices.find(({ value }) => value === role && value !== '')?.label;
      this.dispatchEvent(new CustomEvent('roleadd', { detail: { contactId, roleId, words } }));
    } catch (error) {
      this.error = (error as Error).message;
    } finally {
      this.isSaving = false;
    }
  }
}
