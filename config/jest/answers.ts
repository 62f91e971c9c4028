/** Small builders of GraphQL answers, in the org's own shape; a test names only what it is about. */
import type {
  Connection,
  ConversationAnswer,
  ConversationNode,
  ConversationRowNode,
  Field,
  ListAnswer,
  MomentNode,
  MomentType,
  OpportunityAnswer,
  OpportunityNode,
  ParticipantNode,
  SuggestionNode,
} from '../../force-app/main/lwc/conversationModel/nodes';

export function field<T>(value: T | null, displayValue: string | null = null): Field<T> {
  return { value, displayValue };
}

export function connection<T>(nodes: T[], more: Partial<Connection<T>> = {}): Connection<T> {
  return { edges: nodes.map((node) => ({ node })), ...more };
}

let count = 0;
function nextId(prefix: string): string {
  count += 1;
  return `${prefix}${String(count).padStart(15, '0')}`;
}

export interface MomentFacts {
  id?: string;
  start?: number;
  end?: number;
  who?: string;
  due?: string;
  done?: boolean;
}

export function moment(type: MomentType, text: string, facts: MomentFacts = {}): MomentNode {
  return {
    Id: facts.id ?? nextId('a01'),
    Type__c: field<string>(type),
    Text__c: field(text),
    Start__c: field(facts.start ?? null),
    End__c: field(facts.end ?? null),
    Author__c: field(facts.who ?? null),
    Speaker__c: field<string>(null),
    Due__c: field(facts.due ?? null),
    Done__c: field(facts.done ?? false),
  };
}

export interface ParticipantFacts {
  side?: 'Ours' | 'Theirs';
  contact?: string;
  lead?: string;
  email?: string;
  talk?: number;
  conversation?: string;
}

export function participant(name: string, facts: ParticipantFacts = {}): ParticipantNode {
  return {
    Id: nextId('a02'),
    Name: field(name),
    Side__c: field<string>(facts.side ?? 'Theirs'),
    Email__c: field(facts.email ?? null),
    Talk_Seconds__c: field(facts.talk ?? null),
    Contact__c: field(facts.contact ?? null),
    Lead__c: field(facts.lead ?? null),
    User__c: field<string>(null),
    Conversation__c: field(facts.conversation ?? null),
  };
}

/** A suggestion of the weekly sync for the deal; `facts` sets or replaces fields by API name. */
export function suggestion(name: string, proposed: string, facts: Record<string, unknown> = {}): SuggestionNode {
  const given = Object.entries({
    Object__c: 'Opportunity',
    Record_Id__c: '006000000000001AAA',
    Field__c: name,
    Proposed__c: proposed,
    Quote__c: 'I will sign before Christmas.',
    Status__c: 'Proposed',
    Error__c: null,
    Decided_At__c: null,
    LastModifiedDate: '2026-11-19T12:00:00.000Z',
    ...facts,
  }).map(([key, value]) => [key, field(value)]);
  return {
    ...Object.fromEntries(given),
    Id: (facts.Id as string | undefined) ?? nextId('a03'),
    Decided_By__r: facts.by ? { Id: nextId('005'), Name: field(facts.by as string) } : null,
    Moment__r: { Start__c: field(1091.75) },
    Conversation__r: {
      Id: 'a00000000000001AAA',
      Title__c: field('Weekly sync'),
      Started_At__c: field((facts.at as string | undefined) ?? '2026-11-19T10:01:00.000Z'),
      Link__c: field('https://recordings.example/r/10'),
    },
  };
}

export interface ConversationFacts {
  fields?: Record<string, unknown>;
  moments?: MomentNode[];
  people?: ParticipantNode[];
}

/** A meeting that is ready and linked; `fields` sets or replaces fields by API name. */
export function conversation({ fields = {}, moments = [], people = [] }: ConversationFacts = {}): ConversationNode {
  const given = Object.entries({
    Title__c: 'Telemetry demo',
    Kind__c: 'Meeting',
    Status__c: 'Ready',
    Started_At__c: '2026-11-17T13:01:00.000Z',
    Duration__c: 2400,
    Provider__c: 'Zoom',
    Language__c: 'en',
    Link__c: 'https://recordings.example/r/1?key=s%2Bs',
    Summary__c: 'Astrid wants telemetry on twelve hulls before the May regatta.',
    Match_Status__c: 'Matched',
    ...fields,
  }).map(([name, value]) => [name, field(value)]);
  return {
    ...Object.fromEntries(given),
    Id: (fields.Id as string | undefined) ?? nextId('a00'),
    Conversation_Moments__r: connection(moments),
    Conversation_Participants__r: connection(people),
  };
}

export function conversationAnswer(...nodes: ConversationNode[]): ConversationAnswer {
  return { uiapi: { query: { all: connection(nodes), shown: connection(nodes.slice(0, 1)) } } };
}

export interface ListFacts {
  list?: ConversationNode[];
  total?: number;
  /** How many of the last 90 days; all, where it is not said. */
  recent?: number;
  /** Where the next page begins. */
  cursor?: string;
  /** Topics by conversation Id. */
  topics?: Record<string, string>;
  people?: ParticipantNode[];
  also?: ConversationNode[];
}

export function listAnswer(facts: ListFacts = {}): ListAnswer {
  const { list = [], total = list.length, recent = total, cursor, topics = {}, people = [], also = [] } = facts;
  const index = Object.entries(topics).map(([Id, names]) => ({ Id, Topics__c: field(names) }));
  return {
    uiapi: {
      query: {
        list: connection(list, {
          totalCount: total,
          pageInfo: { hasNextPage: cursor !== undefined, endCursor: cursor ?? null },
        }),
        recent: connection([], { totalCount: recent }),
        index: connection(index),
        people: connection(people),
        also: connection(also),
      },
    },
  };
}

export interface DealFacts extends ListFacts {
  deal?: Partial<OpportunityNode>;
  commitments?: MomentNode[];
  suggestions?: SuggestionNode[];
  /** The last conversations, newest first. */
  trend?: ConversationRowNode[];
}

export function opportunityAnswer({
  deal = {},
  commitments = [],
  suggestions = [],
  trend = [],
  ...list
}: DealFacts = {}): OpportunityAnswer {
  return {
    uiapi: {
      query: {
        ...listAnswer(list).uiapi.query,
        opportunity: connection([{ Id: '006000000000001AAA', ...deal }]),
        commitments: connection(commitments),
        suggestions: connection(suggestions),
        trend: connection(trend),
      },
    },
  };
}
