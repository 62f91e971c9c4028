/** The GraphQL answers as the org sends them. A field the viewer may not see is absent (`@optional`). */
export interface Field<T> {
  value: T | null;
  displayValue?: string | null;
}
export interface Connection<T> {
  edges?: ({ node: T | null } | null)[] | null;
  totalCount?: number | null;
  pageInfo?: { hasNextPage: boolean; endCursor?: string | null } | null;
}
export interface NamedNode {
  Id: string;
  Name?: Field<string> | null;
}
export type MomentType = 'Highlight' | 'Topic' | 'Comment' | 'Question' | 'Action item';
export interface MomentNode {
  Id: string;
  Type__c?: Field<string>;
  Start__c?: Field<number>;
  End__c?: Field<number>;
  Text__c?: Field<string>;
  Speaker__c?: Field<string>;
  Author__c?: Field<string>;
  Due__c?: Field<string>;
  Done__c?: Field<boolean>;
  Task_Id__c?: Field<string>;
  Conversation__c?: Field<string>;
  Conversation__r?: ConversationRowNode | null;
  CreatedDate?: Field<string>;
  CreatedById?: Field<string>;
  CreatedBy?: { Name?: Field<string> } | null;
}
export interface ParticipantNode {
  Id: string;
  Name?: Field<string>;
  Email__c?: Field<string>;
  Phone__c?: Field<string>;
  Side__c?: Field<string>;
  Talk_Seconds__c?: Field<number>;
  Email_Role__c?: Field<string>;
  Contact__c?: Field<string>;
  Lead__c?: Field<string>;
  User__c?: Field<string>;
  Conversation__c?: Field<string>;
}
/** What a row of a list needs. */
export interface ConversationRowNode {
  Id: string;
  Name?: Field<string>;
  Title__c?: Field<string>;
  Kind__c?: Field<string>;
  Status__c?: Field<string>;
  Started_At__c?: Field<string>;
  Duration__c?: Field<number>;
  Summary__c?: Field<string>;
  Match_Status__c?: Field<string>;
  Stage_Then__c?: Field<string>;
  Amount_Then__c?: Field<number>;
  Close_Date_Then__c?: Field<string>;
  Topics__c?: Field<string>;
  Tags__c?: Field<string>;
  Direction__c?: Field<string>;
  Thread_Key__c?: Field<string>;
  Opportunity__r?: NamedNode | null;
  Contact__r?: NamedNode | null;
  Lead__r?: NamedNode | null;
  highlights?: Connection<{ Id: string }> | null;
}
export interface ConversationNode extends ConversationRowNode {
  Key__c?: Field<string>;
  Provider__c?: Field<string>;
  Link__c?: Field<string>;
  Language__c?: Field<string>;
  Next_Steps__c?: Field<string>;
  Body__c?: Field<string>;
  Quoted__c?: Field<string>;
  Consent__c?: Field<string>;
  Match_Rule__c?: Field<string>;
  Match_Evidence__c?: Field<string>;
  Match_Score__c?: Field<number>;
  Match_Candidates__c?: Field<string>;
  Activity_Id__c?: Field<string>;
  Last_Error__c?: Field<string>;
  Account__r?: NamedNode | null;
  Conversation_Moments__r?: Connection<MomentNode> | null;
  Conversation_Participants__r?: Connection<ParticipantNode> | null;
}
export interface ContactRoleNode {
  Id: string;
  ContactId?: Field<string>;
  Role?: Field<string>;
}
export interface OpportunityNode {
  Id: string;
  StageName?: Field<string>;
  Amount?: Field<number>;
  CloseDate?: Field<string>;
  OpportunityContactRoles?: Connection<ContactRoleNode> | null;
}
/** A change that a conversation suggests for a field of the customers' own records. */
export interface SuggestionNode {
  Id: string;
  Object__c?: Field<string>;
  Record_Id__c?: Field<string>;
  Field__c?: Field<string>;
  Proposed__c?: Field<string>;
  Chosen__c?: Field<string>;
  Quote__c?: Field<string>;
  Status__c?: Field<string>;
  Error__c?: Field<string>;
  Decided_At__c?: Field<string>;
  LastModifiedDate?: Field<string>;
  Decided_By__r?: NamedNode | null;
  Moment__r?: { Start__c?: Field<number> } | null;
  Conversation__r?: Pick<ConversationNode, 'Id' | 'Title__c' | 'Started_At__c' | 'Link__c'> | null;
}
export interface ConversationAnswer {
  uiapi: {
    query: {
      all?: Connection<ConversationRowNode> | null;
      shown?: Connection<ConversationNode> | null;
      /** The action item that the activity was made of. */
      made?: Connection<MomentNode> | null;
    };
  };
}
/** A list, and what stands around it on a first view. */
export interface ListAnswer {
  uiapi: {
    query: {
      list?: Connection<ConversationRowNode> | null;
      recent?: Connection<{ Id: string }> | null;
      index?: Connection<ConversationRowNode> | null;
      people?: Connection<ParticipantNode> | null;
      also?: Connection<ConversationRowNode> | null;
    };
  };
}
export interface OpportunityAnswer {
  uiapi: {
    query: ListAnswer['uiapi']['query'] & {
      opportunity?: Connection<OpportunityNode> | null;
      commitments?: Connection<MomentNode> | null;
      suggestions?: Connection<SuggestionNode> | null;
      trend?: Connection<ConversationRowNode> | null;
    };
  };
}

export function nodesOf<T>(connection: Connection<T> | null | undefined): T[] {
  return (connection?.edges ?? []).flatMap((edge) => (edge?.node ? [edge.node] : []));
}

export function valueOf<T>(field: Field<T> | null | undefined): T | undefined {
  return field?.value ?? undefined;
}

/** The words the org shows for a value (translated picklists, formatted amounts), or the value itself. */
export function wordsOf(field: Field<string | number> | null | undefined): string | undefined {
  const words = field?.displayValue ?? field?.value;
  return words === null || words === undefined || words === '' ? undefined : String(words);
}
