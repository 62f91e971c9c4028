import { fill, nodesOf, valueOf, viewer } from 'c/conversationModel';
import { whenOf } from 'c/healthModel';
import { faultOf } from 'c/setupModel';
import type { Call, SyncFault } from 'c/setupModel';
import { runOf, runsOf } from 'c/workflowModel';
import type { Run, RunState, Step } from 'c/workflowModel';
import { gql, graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { api, LightningElement, wire } from 'lwc';
import { words } from './words';

const STATES: Record<RunState, { text: string; icon: string; variant?: string }> = {
  waiting: { text: words.stateWaiting, icon: 'utility:clock' },
  running: { text: words.stateRunning, icon: 'utility:sync' },
  done: { text: words.stateDone, icon: 'utility:success', variant: 'success' },
  failed: { text: words.stateFailed, icon: 'utility:error', variant: 'error' },
  cancelled: { text: words.stateCancelled, icon: 'utility:ban' },
};

interface Node {
  Id: string;
  Key__c?: { value: string | null } | null;
  Title__c?: { value: string | null } | null;
}

/** What the conversations of runs are called. */
const TITLES = gql`
  query debriefWorkflowTitles($keys: Conversation__c_Filter) {
    uiapi {
      query {
        titles: Conversation__c(where: $keys, first: 200) {
          edges {
            node {
              Id
              Key__c @optional {
                value
              }
              Title__c @optional {
                value
              }
            }
          }
        }
      }
    }
  }
`;

interface Row {
  id: string;
  title: string;
  facts: string;
  icon: string;
  variant?: string;
  expanded: 'true' | 'false';
  isOpen: boolean;
  error?: string;
}

/** Runs of a workflow, newest first, each with its steps; one that failed goes on from the failed step when asked. */
export default class WorkflowRuns extends LightningElement {
  @api name = '';
  @api call?: Call;
  /** Its steps as the definition has them. */
  @api definition: readonly Step[] = [];
  words = words;
  runs?: readonly Run[];
  opened?: Run;
  openId?: string;
  fault?: SyncFault;
  said = '';
  isBusy = false;

  /** By key. */
  private titles = new Map<string, string>();

  @wire(graphql, { query: TITLES, variables: '$keys' })
  handleTitles({ data }: GraphQLResult): void {
    const query = (data as { uiapi?: { query?: { titles?: Parameters<typeof nodesOf<Node>>[0] } } } | undefined)?.uiapi
      ?.query;
    if (!query) return;
    this.titles = new Map(
      nodesOf<Node>(query.titles).flatMap(({ Key__c, Title__c }): [string, string][] => {
        const [key, title] = [valueOf(Key__c), valueOf(Title__c)];
        return key && title ? [[String(key), String(title)]] : [];
      }),
    );
  }

  /** Nothing is asked while there are no runs. */
  get keys(): { keys: object } | undefined {
    const keys = [...new Set((this.runs ?? []).map(({ conversation }) => conversation))];
    return keys.length > 0 ? { keys: { Key__c: { in: keys } } } : undefined;
  }

  connectedCallback(): void {
    void this.refresh();
  }

  @api
  async refresh(): Promise<void> {
    try {
      this.runs = runsOf(await this.call?.('listWorkflowRuns', { workflow: this.name }));
      this.fault = undefined;
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
  }

  get isLoading(): boolean {
    return !this.runs && !this.fault;
  }

  get isEmpty(): boolean {
    return this.runs?.length === 0;
  }

  get rows(): Row[] {
    const now = Date.now();
    return (this.runs ?? []).map(({ id, conversation, state, startedAt, version, error }) => ({
      id,
      title: this.titles.get(conversation) ?? conversation,
      facts: [whenOf(startedAt, viewer, now), STATES[state].text, version ? fill(words.version, String(version)) : '']
        .filter(Boolean)
        .join('\u00a0· '),
      icon: STATES[state].icon,
      variant: STATES[state].variant,
      isOpen: id === this.openId,
      expanded: id === this.openId ? 'true' : 'false',
      // at its step, once that is shown
      error: id === this.openId ? undefined : error,
    }));
  }

  get isOpenLoading(): boolean {
    return this.opened === undefined;
  }

  get canRetry(): boolean {
    return this.opened?.state === 'failed';
  }

  async handleToggle(event: Event): Promise<void> {
    const { id = '' } = (event.currentTarget as HTMLElement).dataset;
    this.openId = this.openId === id ? undefined : id;
    this.opened = undefined;
    this.said = '';
    if (this.openId) await this.read(id);
  }

  async handleRetry(): Promise<void> {
    const id = this.openId ?? '';
    this.isBusy = true;
    this.fault = undefined;
    try {
      await this.call?.('retryWorkflowRun', { id });
      this.said = words.retried;
      await Promise.all([this.refresh(), this.read(id)]);
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
    this.isBusy = false;
  }

  private async read(id: string): Promise<void> {
    try {
      const run = runOf(await this.call?.('getWorkflowRun', { id }));
      // another one may have been opened meanwhile
      if (this.openId === id) this.opened = run;
    } catch (thrown) {
      this.fault = faultOf(thrown);
    }
  }
}
