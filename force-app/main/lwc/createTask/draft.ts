import ACCOUNT from '@salesforce/label/c.Task_Kind_Account';
import FROM from '@salesforce/label/c.Task_From';
import LEAD from '@salesforce/label/c.Task_Kind_Lead';
import ME from '@salesforce/label/c.Task_Me';
import NOBODY from '@salesforce/label/c.Task_No_Person';
import NOTHING from '@salesforce/label/c.Task_No_Record';
import OPPORTUNITY from '@salesforce/label/c.Task_Kind_Opportunity';
import { dateTimeOf, fill, valueOf } from 'c/conversationModel';
import type { Commitment, ConversationDetail, NamedNode, Person, RecordRef, Viewer } from 'c/conversationModel';

/** Salesforce's own limits: Object Reference, Task, Subject; and of a URL field. */
export const MOST = { subject: 255, link: 255 };

export interface Choice {
  value: string;
  label: string;
}
export type FieldName = 'subject' | 'due' | 'owner' | 'subtype' | 'related' | 'person';
export type Draft = Record<FieldName, string>;
export interface Choices {
  owner: Choice[];
  related: Choice[];
  person: Choice[];
}

const KINDS: Record<string, string> = { Opportunity: OPPORTUNITY, Account: ACCOUNT, Lead: LEAD };

export function isLead(id: string): boolean {
  return id.startsWith('00Q');
}

export function choicesOf({ match, people }: ConversationDetail, me: string): Choices {
  const record = (...objects: string[]) => match.records.filter((each) => objects.includes(each.objectApiName));
  const theirs = people.flatMap((person) => (person.ours ? [] : refOf(person)));
  return {
    owner: [
      { value: me, label: ME },
      ...people
        .flatMap((person) => refOf(person, 'User'))
        .flatMap(({ id, name }) => (id === me ? [] : [{ value: id, label: name }])),
    ],
    related: [...record('Opportunity', 'Account').map(choice), { value: '', label: NOTHING }],
    person: [...unique([...record('Contact', 'Lead'), ...theirs]).map(choice), { value: '', label: NOBODY }],
  };
}

/** With the one user who promised the step, though they took no part: steps are promised for others, too. */
export function withUser(conversation: ConversationDetail, users: readonly NamedNode[]): ConversationDetail {
  const [user, ...namesakes] = users;
  const { people } = conversation;
  if (!user || namesakes.length > 0 || people.some(({ record }) => record?.id === user.Id)) return conversation;
  const name = valueOf(user.Name) ?? '';
  const person = { id: user.Id, name, ours: true, record: { id: user.Id, objectApiName: 'User' } };
  return { ...conversation, people: [...people, person] };
}

/** What the form starts with: who promised does it where that is one of us, and else is who it is done with. */
export function draftOf(step: Commitment, { people }: ConversationDetail, choices: Choices, subtype: string): Draft {
  const promiser = named(step.owner, people);
  const among = (list: Choice[]) => list.find(({ value }) => value !== '' && value === promiser?.record?.id)?.value;
  return {
    subject: step.text.replace(/\s+/g, ' ').trim().slice(0, MOST.subject),
    due: step.due ?? '',
    owner: among(choices.owner) ?? choices.owner[0].value,
    subtype,
    related: choices.related[0].value,
    person: among(choices.person) ?? choices.person[0].value,
  };
}

/** Where the task comes from, below the step's own words where these are too long for a subject. */
export function descriptionOf(step: Commitment, conversation: ConversationDetail, viewer: Viewer, now: number): string {
  const { title, startedAt, link } = conversation;
  const from = [title, startedAt && dateTimeOf(startedAt, viewer, now)].filter(Boolean).join(', ');
  return [step.text.length > MOST.subject ? step.text : '', from && fill(FROM, from), link].filter(Boolean).join('\n');
}

const FIELDS: Record<string, FieldName> = {
  ...{ Subject: 'subject', ActivityDate: 'due', OwnerId: 'owner', TaskSubtype: 'subtype' },
  ...{ WhatId: 'related', WhoId: 'person' },
};

/** The field that the org names at the end of what it says: `Required fields are missing: [Subject]`. */
export function fieldIn(words: string): FieldName | undefined {
  const names = /\[([\w, ]+)\]\.?$/.exec(words.trim())?.[1].split(/,\s*/) ?? [];
  return names.map((name) => FIELDS[name]).find(Boolean);
}

function choice({ id, objectApiName, name }: RecordRef): Choice {
  return { value: id, label: KINDS[objectApiName] ? fill(KINDS[objectApiName], name) : name };
}

function refOf({ record, name }: Person, only?: string): RecordRef[] {
  if (!record || (only ? record.objectApiName !== only : record.objectApiName === 'User')) return [];
  return [{ ...record, name }];
}

function unique(records: RecordRef[]): RecordRef[] {
  return [...new Map(records.map((record) => [record.id, record])).values()];
}

/** The one person of this name, or of this first name. */
function named(name: string | undefined, people: readonly Person[]): Person | undefined {
  const wanted = name?.trim().toLowerCase();
  if (!wanted) return undefined;
  const whole = people.find((person) => person.name.toLowerCase() === wanted);
  const first = people.filter((person) => person.name.toLowerCase().split(/\s+/)[0] === wanted);
  return whole ?? (first.length === 1 ? first[0] : undefined);
}
