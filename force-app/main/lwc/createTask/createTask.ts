import CANCEL from '@salesforce/label/c.Task_Cancel';
import CREATE from '@salesforce/label/c.Task_Save';
import DUE from '@salesforce/label/c.Task_Due';
import FORM from '@salesforce/label/c.Task_Form';
import LEAD_ALONE from '@salesforce/label/c.Task_Lead_Alone';
import LOADING from '@salesforce/label/c.State_Loading';
import OWNER from '@salesforce/label/c.Task_Owner';
import PERSON from '@salesforce/label/c.Task_Person';
import RELATED from '@salesforce/label/c.Task_Related';
import SUBJECT from '@salesforce/label/c.Task_Subject';
import TYPE from '@salesforce/label/c.Task_Type';
import TYPE_CALL from '@salesforce/label/c.Task_Type_Call';
import TYPE_TASK from '@salesforce/label/c.Task_Type_Task';
import USER_ID from '@salesforce/user/Id';
import { nodesOf, viewer } from 'c/conversationModel';
import type { Commitment, Connection, ConversationAnswer, ConversationDetail, NamedNode } from 'c/conversationModel';
import { reduceErrors } from 'c/faults';
import type { Fault } from 'c/faults';
import { toDetail } from 'c/detailModel';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { api, LightningElement, wire } from 'lwc';
import { choicesOf, descriptionOf, draftOf, fieldIn, isLead, MOST, withUser } from './draft';
import type { Choice, Choices, Draft, FieldName } from './draft';
import { TASK_QUERY } from './query';

const FLOW = 'Debrief_Create_Task';
/** A name that no user has: an empty filter would find them all. */
const NOBODY = '-';

type Input = HTMLElement & { reportValidity(): boolean; setCustomValidity(words: string): void };
type FlowRunner = HTMLElement & { run(flow: string, inputs: object): Promise<Record<string, unknown>> };
interface TaskAnswer {
  uiapi: { query: ConversationAnswer['uiapi']['query'] & { promiser?: Connection<NamedNode> | null } };
}
interface FormField extends Choice {
  name: FieldName;
  options?: Choice[];
}

/**
 * The form that makes a task of a next step. Tells `created` {taskId, warning} once the task stands, and `cancel`; asks
 * with `asktasktype` whoever holds it for the usual type.
 */
export default class CreateTask extends LightningElement {
  @api step?: Commitment;

  labels = {
    ...{ cancel: CANCEL, create: CREATE, due: DUE, form: FORM, leadAlone: LEAD_ALONE, loading: LOADING },
    ...{ subject: SUBJECT },
  };
  subjectLength = MOST.subject;
  conversation?: ConversationDetail;
  draft?: Draft;
  fault?: Fault;
  isBusy = false;
  /** Stays until the next try: it would move *Create* away under a click that leaves a field. */
  refusal = '';
  private choices?: Choices;
  private subtype = 'Task';
  private hasFocus = false;
  private faulty?: Input;

  @wire(graphql, { query: TASK_QUERY, variables: '$variables' })
  handleAnswer({ data, errors }: GraphQLResult): void {
    const query = (data as TaskAnswer | undefined)?.uiapi?.query;
    const [node] = nodesOf(query?.shown);
    if (node && !this.draft && this.step) {
      this.conversation = withUser(toDetail(node), nodesOf(query?.promiser));
      this.choices = choicesOf(this.conversation, USER_ID);
      this.draft = draftOf(this.step, this.conversation, this.choices, this.subtype);
    } else if ((errors || data) && !this.draft) this.fault = reduceErrors(errors);
  }

  connectedCallback(): void {
    const ask = new CustomEvent('asktasktype', { bubbles: true, composed: true, detail: { subtype: '' } });
    this.dispatchEvent(ask);
    if (ask.detail.subtype === 'Call') this.subtype = 'Call';
  }

  renderedCallback(): void {
    const first = this.template?.querySelector<HTMLElement>('lightning-input');
    if (this.hasFocus || !first) return;
    this.hasFocus = true;
    first.focus();
  }

  get variables(): object | undefined {
    const { conversationId, owner } = this.step ?? {};
    if (!conversationId) return undefined;
    const promiser = { and: [{ Name: { eq: owner ?? NOBODY } }, { IsActive: { eq: true } }] };
    return { conversation: { Id: { eq: conversationId } }, promiser };
  }

  get fields(): FormField[] {
    const { draft, choices } = this;
    if (!draft || !choices) return [];
    const types = [
      { value: 'Task', label: TYPE_TASK },
      { value: 'Call', label: TYPE_CALL },
    ];
    return [
      { name: 'owner', label: OWNER, value: draft.owner, options: choices.owner },
      { name: 'subtype', label: TYPE, value: draft.subtype, options: types },
      { name: 'person', label: PERSON, value: draft.person, options: choices.person },
      ...(this.hasLead
        ? []
        : [{ name: 'related' as const, label: RELATED, value: draft.related, options: choices.related }]),
    ];
  }

  get hasLead(): boolean {
    return isLead(this.draft?.person ?? '');
  }

  handleChange(event: CustomEvent<{ value: string | null }>): void {
    const input = event.currentTarget as Input;
    const name = input.dataset.name as FieldName;
    if (this.draft) this.draft = { ...this.draft, [name]: event.detail.value ?? '' };
    input.setCustomValidity('');
    this.clearFault(input);
  }

  handleKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    this.handleCancel();
  }

  handleCancel(): void {
    if (!this.isBusy) this.dispatchEvent(new CustomEvent('cancel'));
  }

  async handleSubmit(): Promise<void> {
    const { step, draft, conversation } = this;
    const inputs = [...(this.template?.querySelectorAll<Input>('[data-name]') ?? [])];
    if (this.isBusy || !step || !draft || !conversation) return;
    const wrong = inputs.find((input) => !input.reportValidity());
    if (wrong) {
      this.faulty = wrong;
      wrong.focus();
      return;
    }
    this.isBusy = true;
    this.refusal = '';
    try {
      const detail = await this.create(step, draft, conversation);
      this.dispatchEvent(new CustomEvent('created', { detail }));
    } catch (error) {
      this.tell((error as Error).message, inputs);
    }
    this.isBusy = false;
  }

  private async create(step: Commitment, draft: Draft, conversation: ConversationDetail): Promise<object> {
    const flows = this.template?.querySelector<FlowRunner>('c-local-flow');
    const { link } = conversation;
    const { taskId, warning } = (await flows?.run(FLOW, {
      subject: draft.subject,
      description: descriptionOf(step, conversation, viewer, Date.now()),
      activityDate: { type: 'Date', value: draft.due },
      ownerId: draft.owner,
      taskSubtype: draft.subtype,
      whoId: draft.person,
      whatId: isLead(draft.person) ? '' : draft.related,
      link: link && link.length <= MOST.link ? link : '',
      ...(step.recordId ? { momentId: step.recordId } : { conversationId: conversation.id, step: step.text }),
    })) as { taskId: string; warning?: string };
    return { taskId, warning };
  }

  /** While it is mended: words that went only as the field is left would move *Create* away under that click. */
  private clearFault(input: Input): void {
    if (input === this.faulty && input.reportValidity()) this.faulty = undefined;
  }

  /** At the field that the org names, else below all of them. Nothing that was typed is lost. */
  private tell(words: string, inputs: Input[]): void {
    const name = fieldIn(words);
    const at = inputs.find((input) => input.dataset.name === name);
    if (!at) {
      this.refusal = words;
      return;
    }
    at.setCustomValidity(words);
    at.reportValidity();
    this.faulty = at;
    at.focus();
  }
}
