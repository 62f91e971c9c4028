import { nodesOf, textOf, valueOf } from 'c/conversationModel';
import type { Connection, Field } from 'c/conversationModel';
import { safeLink } from 'c/recordingLink';

export interface VisitorNode {
  Id: string;
  Name?: Field<string>;
  Visitor_Created__c?: Field<boolean>;
  Visitor_Link__c?: Field<string>;
  Visitor_Last_Seen__c?: Field<string>;
  Visitor_Sessions__c?: Field<number>;
  Visitor_UTM_Source__c?: Field<string>;
  Visitor_UTM_Medium__c?: Field<string>;
  Visitor_UTM_Campaign__c?: Field<string>;
  Visitor_UTM_Content__c?: Field<string>;
}
export interface ChatNode {
  Id: string;
  Title__c?: Field<string>;
  Started_At__c?: Field<string>;
}
export interface VisitorAnswer {
  uiapi?: {
    query?: {
      account?: Connection<VisitorNode> | null;
      contacts?: Connection<VisitorNode> | null;
      leads?: Connection<VisitorNode> | null;
      chats?: Connection<ChatNode> | null;
    };
  };
}
export interface Campaign {
  source?: string;
  medium?: string;
  campaign?: string;
  content?: string;
}
export interface Visitor {
  id: string;
  objectApiName: 'Contact' | 'Lead';
  name: string;
  lastSeen?: string;
  sessions?: number;
}
export interface Visits {
  /** The viewer may read none of what visits have written. */
  isHidden: boolean;
  created: boolean;
  link?: string;
  lastSeen?: string;
  sessions?: number;
  campaign: Campaign;
  /** The latest of those who visited for an account, and how many they are. */
  people: Visitor[];
  peopleTotal: number;
  chats: { id: string; title?: string; at?: string }[];
  chatsTotal: number;
}
const PEOPLE_SHOWN = 5;

type VisitorQuery = NonNullable<NonNullable<VisitorAnswer['uiapi']>['query']>;

/** Of an account, with the contacts and leads who visited for it; of a contact or a lead, who are asked for alone. */
export function toVisits(objectApiName: string, query: VisitorQuery): Visits {
  const [contacts, leads] = [nodesOf(query.contacts), nodesOf(query.leads)];
  const account = nodesOf(query.account)[0];
  const node = account ?? (objectApiName === 'Contact' ? contacts : leads)[0];
  const people = [
    ...contacts.map((each) => toVisitor(each, 'Contact')),
    ...leads.map((each) => toVisitor(each, 'Lead')),
  ].sort((a, b) => (b.lastSeen ?? '').localeCompare(a.lastSeen ?? ''));
  const sizeOf = (list: Connection<unknown> | null | undefined, read: number) => list?.totalCount ?? read;
  const chats = nodesOf(query.chats);
  return {
    isHidden: !node || !Object.keys(node).some((name) => name.startsWith('Visitor_')),
    created: valueOf(node?.Visitor_Created__c) === true,
    link: safeLink(valueOf(node?.Visitor_Link__c)),
    lastSeen: valueOf(node?.Visitor_Last_Seen__c),
    sessions: valueOf(node?.Visitor_Sessions__c),
    campaign: {
      source: textOf(node?.Visitor_UTM_Source__c),
      medium: textOf(node?.Visitor_UTM_Medium__c),
      campaign: textOf(node?.Visitor_UTM_Campaign__c),
      content: textOf(node?.Visitor_UTM_Content__c),
    },
    people: account ? people.slice(0, PEOPLE_SHOWN) : [],
    peopleTotal: sizeOf(query.contacts, contacts.length) + sizeOf(query.leads, leads.length),
    chats: chats.map((chat) => ({ id: chat.Id, title: textOf(chat.Title__c), at: valueOf(chat.Started_At__c) })),
    chatsTotal: sizeOf(query.chats, chats.length),
  };
}

function toVisitor(node: VisitorNode, objectApiName: Visitor['objectApiName']): Visitor {
  return {
    id: node.Id,
    objectApiName,
    name: textOf(node.Name) ?? '',
    lastSeen: valueOf(node.Visitor_Last_Seen__c),
    sessions: valueOf(node.Visitor_Sessions__c),
  };
}
