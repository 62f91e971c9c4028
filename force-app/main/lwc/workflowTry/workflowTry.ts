import { dateTimeOf, nodesOf, valueOf, viewer } from 'c/conversationModel';
import { faultOf } from 'c/setupModel';
import type { Call, SyncFault } from 'c/setupModel';
import { stepsOf } from 'c/workflowModel';
import type { Step, StepRun } from 'c/workflowModel';
import { gql, graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { api, LightningElement, wire } from 'lwc';
import { words } from './words';

/** A language model takes its time. */
const TIMEOUT_MS = 120_000;

interface Node {
  Id: string;
  Key__c?: { value: string | null } | null;
  Title__c?: { value: string | null } | null;
  Started_At__c?: { value: string | null } | null;
}

/** Conversations that the viewer sees, the latest first. */
const CONVERSATIONS = gql`
  query debriefWorkflowConversations {
    uiapi {
      query {
        conversations: Conversation__c(
          where: { Status__c: { eq: "Ready" } }
          first: 50
          orderBy: { Started_At__c: { order: DESC, nulls: LAST } }
        ) {
          edges {
            node {
              Id
              Key__c @optional {
                value
              }
              Title__c @optional {
                value
              }
              Started_At__c @optional {
                value
              }
            }
          }
        }
      }
    }
  }
`;

/** Runs a workflow on a conversation of the past without writing, and shows what each step would do. */
export default class WorkflowTry extends LightningElement {
  @api name = '';
  @api call?: Call;
  /** Its steps as the definition has them. */
  @api definition: readonly Step[] = [];
  words = words;
  key = '';
  options: { value: string; label: string }[] = [];
  steps?: readonly StepRun[];
  fault?: SyncFault;
  isBusy = false;

  @wire(graphql, { query: CONVERSATIONS })
  handleConversations({ data }: GraphQLResult): void {
    const query = (data as { uiapi?: { query?: { conversations?: Parameters<typeof nodesOf<Node>>[0] } } } | undefined)
      ?.uiapi?.query;
    if (!query) return;
    const now = Date.now();
    this.options = nodesOf<Node>(query.conversations).flatMap(({ Key__c, Title__c, Started_At__c }) => {
      const value = valueOf(Key__c);
      const at = valueOf(Started_At__c);
      const label = [valueOf(Title__c) ?? value, at ? dateTimeOf(String(at), viewer, now) : ''].filter(Boolean);
      return value ? [{ value: String(value), label: label.join(' · ') }] : [];
    });
  }

  get placeholder(): string {
    return this.options.length === 0 ? words.tryNone : words.tryChoose;
  }

  get cannotRun(): boolean {
    return this.isBusy || this.key === '';
  }

  get runLabel(): string {
    return this.isBusy ? words.dryRunning : words.tryRun;
  }

  get said(): string {
    if (!this.steps) return '';
    return this.steps.some(({ state }) => state === 'failed') ? words.tryFailed : words.tryDone;
  }

  handleKey(event: CustomEvent<{ value: string }>): void {
    this.key = event.detail.value;
    this.steps = undefined;
  }

  async handleRun(): Promise<void> {
    const { name, key } = this;
    this.isBusy = true;
    this.fault = undefined;
    this.steps = undefined;
    try {
      this.steps = stepsOf(await this.call?.('dryRunWorkflow', { name, key }, { timeoutMs: TIMEOUT_MS }));
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
    this.isBusy = false;
  }
}
