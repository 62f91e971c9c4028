/** A small org at the joint types, for tests of SOQL alone: a fixed schema, rows as given, rights that a test can take away. */
import { DatabaseSync } from 'node:sqlite';
import type { Org, Session } from '../data/types.ts';
import type { SObject } from '../data/store/record.ts';
import type { FieldSchema, FieldType, ObjectSchema, OrgSchema } from '../metadata/types.ts';
import { toId18 } from '../data/store/ids.ts';

type FieldOptions = Partial<FieldSchema> & { type: FieldType };

function field(name: string, options: FieldOptions): FieldSchema {
  const longText = options.type === 'textarea' && (options.length ?? 0) > 255;
  return {
    name,
    label: name,
    custom: name.endsWith('__c'),
    length: 255,
    precision: 0,
    scale: 0,
    digits: 0,
    nillable: true,
    createable: true,
    updateable: true,
    filterable: !longText && options.type !== 'address',
    sortable: !longText && options.type !== 'multipicklist',
    groupable: !longText && options.type !== 'datetime' && options.type !== 'multipicklist',
    unique: false,
    caseSensitive: false,
    externalId: false,
    idLookup: options.type === 'id',
    calculated: false,
    autoNumber: false,
    nameField: name === 'Name',
    htmlFormatted: false,
    defaultedOnCreate: false,
    defaultValue: null,
    referenceTo: [],
    relationshipName: null,
    cascadeDelete: false,
    writeRequiresMasterRead: false,
    restrictedPicklist: false,
    picklistValues: [],
    inlineHelpText: null,
    ...options,
  };
}

function reference(relationshipName: string, ...referenceTo: string[]): FieldOptions {
  return { type: 'reference', relationshipName, referenceTo };
}

function picklist(...values: string[]): FieldOptions {
  return {
    type: 'picklist',
    picklistValues: values.map((value) => ({ value, label: `${value} label`, active: true, defaultValue: false })),
  };
}

const TEXT: FieldOptions = { type: 'string' };
const OBJECTS: Record<string, { prefix: string; fields: Record<string, FieldOptions>; children?: string[][] }> = {
  User: { prefix: '005', fields: { Name: TEXT, Email: { type: 'email' }, Username: TEXT } },
  Account: {
    prefix: '001',
    fields: {
      Name: TEXT,
      OwnerId: reference('Owner', 'User'),
      ParentId: reference('Parent', 'Account'),
      AnnualRevenue: { type: 'currency' },
      BillingCity: TEXT,
      BillingCountry: TEXT,
      BillingAddress: { type: 'address' },
      Secret__c: TEXT,
      Tags__c: { type: 'multipicklist' },
    },
    children: [
      ['Contact', 'AccountId', 'Contacts'],
      ['Event', 'WhatId', 'Events'],
      ['Conversation__c', 'Account__c', 'Conversations__r'],
    ],
  },
  Contact: {
    prefix: '003',
    fields: {
      Name: TEXT,
      Email: { type: 'email' },
      AccountId: reference('Account', 'Account'),
      OwnerId: reference('Owner', 'User'),
    },
  },
  Opportunity: {
    prefix: '006',
    fields: {
      Name: TEXT,
      AccountId: reference('Account', 'Account'),
      Amount: { type: 'currency' },
      CloseDate: { type: 'date' },
      StageName: picklist('Prospecting', 'Negotiation', 'Closed Won', 'Closed Lost'),
      IsClosed: { type: 'boolean' },
      Description: { type: 'textarea', length: 32000 },
    },
  },
  Event: {
    prefix: '00U',
    fields: {
      Subject: { type: 'string', nameField: true },
      WhatId: reference('What', 'Account', 'Opportunity'),
      WhoId: reference('Who', 'Contact', 'Lead'),
      OwnerId: reference('Owner', 'User', 'Group'),
      StartDateTime: { type: 'datetime' },
    },
  },
  Conversation__c: {
    prefix: 'a00',
    fields: {
      Name: TEXT,
      Key__c: { type: 'string', caseSensitive: true },
      Account__c: reference('Account__r', 'Account'),
      Duration__c: { type: 'double' },
      Summary__c: { type: 'textarea', length: 131072 },
    },
    children: [['Conversation_Moment__c', 'Conversation__c', 'Moments__r']],
  },
  Conversation_Moment__c: {
    prefix: 'a01',
    fields: {
      Conversation__c: reference('Conversation__r', 'Conversation__c'),
      Start__c: { type: 'double' },
      Text__c: TEXT,
    },
  },
};

function schema(): OrgSchema {
  const objects = new Map<string, ObjectSchema>();
  for (const [name, { prefix, fields, children = [] }] of Object.entries(OBJECTS)) {
    const all = Object.entries<FieldOptions>({
      Id: { type: 'id' },
      CreatedDate: { type: 'datetime' },
      ...fields,
    });
    objects.set(name.toLowerCase(), {
      name,
      label: name,
      labelPlural: `${name}s`,
      keyPrefix: prefix,
      custom: name.endsWith('__c'),
      createable: true,
      updateable: true,
      deletable: true,
      queryable: true,
      fields: new Map(all.map(([key, options]) => [key.toLowerCase(), field(key, options)])),
      childRelationships: children.map(([childSObject, key, relationshipName]) => ({
        childSObject: childSObject!,
        field: key!,
        relationshipName: relationshipName!,
        cascadeDelete: false,
      })),
    });
  }
  return {
    objects,
    object: (name) => objects.get(name.toLowerCase()),
    byPrefix: (id) => [...objects.values()].find(({ keyPrefix }) => id.startsWith(keyPrefix)),
  };
}

/** `id('Account', 1)`: an 18-character Id. */
export function id(object: string, n: number): string {
  return toId18(`${OBJECTS[object]!.prefix}000000${String(n).padStart(6, '0')}`)!;
}

export interface TestOrg {
  org: Org;
  session: Session;
  insert(object: string, ...rows: SObject[]): void;
  /** `Object` or `Object.Field` that the user may not read from now on. */
  hide(name: string): void;
}

export function testOrg(user: { TimeZoneSidKey?: string; LocaleSidKey?: string } = {}): TestOrg {
  const database = new DatabaseSync(':memory:');
  const orgSchema = schema();
  for (const object of orgSchema.objects.values()) {
    const columns = [...object.fields.values()].map(({ name, type, caseSensitive }) => {
      const binary = type === 'id' || type === 'reference' || caseSensitive;
      const number = ['double', 'currency', 'boolean', 'int'].includes(type);
      return `"${name}" ${number ? 'NUMERIC' : `TEXT COLLATE ${binary ? 'BINARY' : 'NOCASE'}`}`;
    });
    database.exec(`CREATE TABLE "${object.name}" (${columns.join(', ')})`);
  }
  const hidden = new Set<string>();
  const org = { schema: orgSchema, database } as Partial<Org> as Org;
  const session = {
    schema: orgSchema,
    metadata: { objectTranslations: new Map() },
    user: { Id: id('User', 1), TimeZoneSidKey: 'Europe/Paris', LocaleSidKey: 'en_GB', ...user },
    access: {
      canRead: (object: string, name?: string) => !hidden.has(object) && !hidden.has(`${object}.${name}`),
    },
  } as Partial<Session> as Session;
  return {
    org,
    session,
    hide: (name) => void hidden.add(name),
    insert(object, ...rows) {
      for (const row of rows) {
        const names = Object.keys(row);
        const sql = `INSERT INTO "${object}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
        database
          .prepare(sql)
          .run(...Object.values(row).map((value) => (typeof value === 'boolean' ? Number(value) : value)));
      }
    },
  };
}
