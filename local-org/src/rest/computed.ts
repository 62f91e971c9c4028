/** Objects whose records are worked out when they are asked for, in SOQL of their own small schema. */
import { DatabaseSync } from 'node:sqlite';
import { checkSuffix } from '../data/store/ids.ts';
import type { Org, Session } from '../data/types.ts';
import type { Value } from '../data/store/record.ts';
import { checkbox, recordId, restrictedPicklist, text, type StandardField } from '../metadata/standard/define.ts';
import { userPermissions } from '../metadata/standard/permissions.ts';
import type { ObjectSchema, OrgSchema } from '../metadata/types.ts';

export interface ComputedObject {
  name: string;
  fields: StandardField[];
  /** What the caller may see; Id is needed for the record's address even where the object has no such field. */
  rows(org: Org, session: Session): Record<string, Value>[];
  isVisible(session: Session): boolean;
}

const NO_ID = '000000000000000AAA';

/** Object Reference, "UserPermissionAccess": the permissions of whoever asks, of those that this org gives a meaning. */
export const userPermissionAccess: ComputedObject = {
  name: 'UserPermissionAccess',
  fields: Object.entries(userPermissions).map(([name, label]) => checkbox(`Permissions${name}`, label)),
  rows: (_org, { access }) => [
    {
      Id: NO_ID,
      ...Object.fromEntries(
        Object.keys(userPermissions).map((name) => [`Permissions${name}`, access.hasUserPermission(name)]),
      ),
    },
  ],
  isVisible: () => true,
};

const mayViewSetup = ({ access }: Session): boolean => access.hasUserPermission('ViewSetup');

/** An Id that stays with a name: the first of the letters are the object's, the others the name's own. */
function idOf(prefix: string, name: string): string {
  let hash = 7n;
  for (const sign of name) hash = (hash * 131n + BigInt(sign.codePointAt(0) ?? 0)) % 36n ** 9n;
  const id15 = `${prefix}000${hash.toString(36).toUpperCase().padStart(9, '0')}`;
  return id15 + checkSuffix(id15);
}

/** https://developer.salesforce.com/docs/platform/api-tooling/references/tooling-objects/tooling-platformeventchannelmember.html */
export const platformEventChannelMember: ComputedObject = {
  name: 'PlatformEventChannelMember',
  fields: [
    recordId('Platform Event Channel Member ID'),
    text('DeveloperName', 'Name', 80),
    text('EventChannel', 'Event Channel', 255),
    text('FilterExpression', 'Filter Expression', 255),
    text('Language', 'Master Language', 40),
    text('MasterLabel', 'Label', 80),
    text('NamespacePrefix', 'Namespace Prefix', 15),
    text('SelectedEntity', 'Selected Entity', 255),
  ],
  rows: ({ changeEvents }) =>
    changeEvents.selected.map((entity) => {
      const event = entity.endsWith('__c') ? entity.replace(/__c$/, '__ChangeEvent') : `${entity}ChangeEvent`;
      const name = `ChangeEvents_${event.replaceAll('__', '_')}`;
      return {
        Id: idOf('0v8', name),
        DeveloperName: name,
        EventChannel: 'ChangeEvents',
        Language: 'en_US',
        MasterLabel: name,
        SelectedEntity: event,
      };
    }),
  isVisible: mayViewSetup,
};

/** https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_platformeventchannel.htm: custom channels alone */
export const platformEventChannel: ComputedObject = {
  name: 'PlatformEventChannel',
  fields: [
    recordId('Platform Event Channel ID'),
    restrictedPicklist('ChannelType', 'Channel Type', ['data', 'event']),
    text('DeveloperName', 'Name', 80),
    text('Language', 'Master Language', 40),
    text('MasterLabel', 'Label', 80),
    text('NamespacePrefix', 'Namespace Prefix', 15),
  ],
  rows: () => [],
  isVisible: mayViewSetup,
};

/** An org that has these objects alone, and a session of the caller's in it, for the SOQL engine. */
export function computedOrg(org: Org, session: Session, objects: ComputedObject[]): { org: Org; session: Session } {
  const visible = objects.filter((object) => object.isVisible(session));
  const schema = schemaOf(visible);
  const database = new DatabaseSync(':memory:');
  for (const object of visible) fill(database, object, object.rows(org, session));
  const canRead = (name: string, field?: string): boolean => {
    const found = schema.object(name);
    return found !== undefined && (field === undefined || found.fields.has(field.toLowerCase()));
  };
  const access = Object.create(session.access, { canRead: { value: canRead } }) as Session['access'];
  return {
    org: Object.create(org, { schema: { value: schema }, database: { value: database } }) as Org,
    session: Object.create(session, {
      user: { value: session.user },
      schema: { value: schema },
      access: { value: access },
    }) as Session,
  };
}

function schemaOf(objects: ComputedObject[]): OrgSchema {
  const entries = objects.map(({ name, fields }): [string, ObjectSchema] => [
    name.toLowerCase(),
    {
      name,
      label: name,
      labelPlural: name,
      keyPrefix: '',
      custom: false,
      createable: false,
      updateable: false,
      deletable: false,
      queryable: true,
      fields: new Map(fields.map((field) => [field.name.toLowerCase(), field])),
      childRelationships: [],
    },
  ]);
  const map = new Map(entries);
  return { objects: map, object: (name) => map.get(name.toLowerCase()), byPrefix: () => undefined };
}

function fill(database: DatabaseSync, { name, fields }: ComputedObject, rows: Record<string, Value>[]): void {
  const columns = [...new Set(['Id', ...fields.map((field) => field.name)])];
  const defined = columns.map((column) => `"${column}" ${column === 'Id' ? 'TEXT' : 'COLLATE NOCASE'}`);
  database.exec(`CREATE TABLE "${name}" (${defined.join(', ')})`);
  const insert = database.prepare(`INSERT INTO "${name}" VALUES (${columns.map(() => '?').join(', ')})`);
  for (const row of rows)
    insert.run(
      ...columns.map((column) => {
        const value = row[column] ?? null;
        return typeof value === 'boolean' ? Number(value) : value;
      }),
    );
}
