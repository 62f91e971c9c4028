/** Permission sets: who has them, and what they give. */
import { SalesforceError } from '../data/faults/errors.ts';
import type { Org } from '../data/types.ts';
import { html, type Html } from '../html.ts';
import { userPermissions } from '../metadata/standard/permissions.ts';
import type { PermissionSetMetadata } from '../metadata/types.ts';
import { box, cellBox, saveButton, type SetupPage, type Visit } from './page.ts';

interface Assignment {
  id: string;
  userId: string;
}

function assignmentsOf(org: Org, setName: string): Assignment[] {
  return org.database
    .prepare(
      'SELECT a.Id AS id, a.AssigneeId AS userId FROM "PermissionSetAssignment" a JOIN "PermissionSet" s ON s.Id = a.PermissionSetId WHERE s.Name = ?',
    )
    .all(setName) as unknown as Assignment[];
}

const idOf = (org: Org, setName: string): string =>
  String(org.database.prepare('SELECT Id FROM "PermissionSet" WHERE Name = ?').get(setName)?.['Id'] ?? '');

/** Lightning's own address of a permission set. */
const addressOf = (id: string): string => `/lightning/setup/PermSets/page?address=${encodeURIComponent(`/${id}`)}`;

function chosen({ org, query }: Visit): PermissionSetMetadata | undefined {
  const id = (query.get('address') ?? '').replace(/^\//, '').slice(0, 15);
  return [...org.metadata.permissionSets.values()].find(({ name }) => id !== '' && idOf(org, name).startsWith(id));
}

function list({ org }: Visit): Html {
  const names = new Map(org.users().map((user) => [user.Id, user.Name]));
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Permission Set</th>
        <th scope="col">API Name</th>
        <th scope="col">Assigned to</th>
      </tr>
    </thead>
    <tbody>
      ${[...org.metadata.permissionSets.values()].map(({ name, label }) => {
        const assigned = assignmentsOf(org, name).map(({ userId }) => names.get(userId) ?? userId);
        return html`<tr>
          <th scope="row"><a href="${addressOf(idOf(org, name))}">${label}</a></th>
          <td>${name}</td>
          <td>${assigned.join(', ') || 'Nobody'}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

const RIGHTS = ['read', 'create', 'edit'] as const;

function objectNames(org: Org, set: PermissionSetMetadata): string[] {
  const usual = ['account', 'contact', 'lead', 'opportunity'];
  return [...new Set([...usual, ...set.objects.keys()])].flatMap((key) => org.schema.object(key)?.name ?? []);
}

function fieldNames(org: Org, set: PermissionSetMetadata): Map<string, string[]> {
  const byObject = new Map<string, string[]>();
  for (const key of set.fields.keys()) {
    const [objectKey = '', fieldKey = ''] = key.split('.');
    const object = org.schema.object(objectKey);
    const field = object?.fields.get(fieldKey);
    if (object && field) byObject.set(object.name, [...(byObject.get(object.name) ?? []), field.name]);
  }
  return byObject;
}

function detail({ org }: Visit, set: PermissionSetMetadata): Html {
  const assigned = new Set(assignmentsOf(org, set.name).map(({ userId }) => userId));
  const head = (first: string, columns: readonly string[]) =>
    html`<thead>
      <tr>
        <th scope="col">${first}</th>
        ${columns.map((column) => html`<th scope="col">${column}</th>`)}
      </tr>
    </thead>`;
  return html`<p>${set.description}</p>
    <form method="post">
      <h2>Assignments</h2>
      ${org.users().map(({ Id, Name, Username }) => box(`user:${Id}`, `${Name} (${Username})`, assigned.has(Id)))}
      <h2>Object Permissions</h2>
      <table>
        ${head('Object', RIGHTS)}
        <tbody>
          ${objectNames(org, set).map(
            (name) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${RIGHTS.map((right) =>
                  cellBox(
                    `object:${name}:${right}`,
                    `${name}: ${right}`,
                    set.objects.get(name.toLowerCase())?.[right] ?? false,
                  ),
                )}
              </tr>`,
          )}
        </tbody>
      </table>
      <h2>Field Permissions</h2>
      ${[...fieldNames(org, set)].map(
        ([object, fields]) =>
          html`<details>
            <summary>${object}</summary>
            <table>
              ${head('Field', ['read', 'edit'])}
              <tbody>
                ${fields.map((field) => {
                  const given = set.fields.get(`${object}.${field}`.toLowerCase());
                  return html`<tr>
                    <th scope="row">${field}</th>
                    ${cellBox(`field:${object}.${field}:read`, `${object}.${field}: read`, given?.read ?? false)}
                    ${cellBox(`field:${object}.${field}:edit`, `${object}.${field}: edit`, given?.edit ?? false)}
                  </tr>`;
                })}
              </tbody>
            </table>
          </details>`,
      )}
      <h2>Tab Settings</h2>
      <table>
        ${head('Tab', ['available', 'visible'])}
        <tbody>
          ${org.metadata.tabs.map(({ name }) => {
            const given = set.tabs.get(name) ?? 'None';
            return html`<tr>
              <th scope="row">${name}</th>
              ${cellBox(`tab:${name}:available`, `${name}: available`, given !== 'None')}
              ${cellBox(`tab:${name}:visible`, `${name}: visible`, given === 'Visible')}
            </tr>`;
          })}
        </tbody>
      </table>
      <h2>System Permissions</h2>
      ${Object.entries(userPermissions).map(([name, label]) =>
        box(`permission:${name}`, label, set.userPermissions.has(name)),
      )}
      ${saveButton()}
    </form>`;
}

function saveAssignments({ org, session }: Visit, set: PermissionSetMetadata, form: URLSearchParams): void {
  const assignments = assignmentsOf(org, set.name);
  for (const { Id } of org.users()) {
    const known = assignments.find(({ userId }) => userId === Id);
    const isWanted = form.has(`user:${Id}`);
    if (isWanted && !known)
      session.create('PermissionSetAssignment', { AssigneeId: Id, PermissionSetId: idOf(org, set.name) });
    if (!isWanted && known) session.delete('PermissionSetAssignment', known.id);
  }
}

function savePermissions({ org }: Visit, set: PermissionSetMetadata, form: URLSearchParams): void {
  const permissionSet = set.name;
  for (const object of objectNames(org, set)) {
    const known = set.objects.get(object.toLowerCase());
    const wanted = (right: (typeof RIGHTS)[number]) => form.has(`object:${object}:${right}`);
    if (RIGHTS.every((right) => (known?.[right] ?? false) === wanted(right))) continue;
    const [read, create, edit] = [wanted('read'), wanted('create'), wanted('edit')];
    // each right depends on reading
    org.setup.changePermission({ permissionSet, object, read: read || create || edit, create, edit });
  }
  for (const [object, fields] of fieldNames(org, set))
    for (const field of fields) {
      const known = set.fields.get(`${object}.${field}`.toLowerCase());
      const wanted = (right: 'read' | 'edit') => form.has(`field:${object}.${field}:${right}`);
      const [read, edit] = [wanted('read') || wanted('edit'), wanted('edit')];
      if (known?.read !== read || known.edit !== edit)
        org.setup.changePermission({ permissionSet, object, field, read, edit });
    }
  for (const { name: tab } of org.metadata.tabs) {
    const available = form.has(`tab:${tab}:available`) ? 'Available' : 'None';
    const visibility = form.has(`tab:${tab}:visible`) ? 'Visible' : available;
    if ((set.tabs.get(tab) ?? 'None') !== visibility) org.setup.changeTab({ permissionSet, tab, visibility });
  }
  for (const name of Object.keys(userPermissions)) {
    const enabled = form.has(`permission:${name}`);
    if (set.userPermissions.has(name) !== enabled) org.setup.changeUserPermission({ permissionSet, name, enabled });
  }
}

export const permissionSets: SetupPage = {
  title: 'Permission Sets',
  content: (visit) => {
    const set = chosen(visit);
    return set
      ? html`<h2>${set.label}</h2>
          ${detail(visit, set)}`
      : list(visit);
  },
  save: (visit, form) => {
    const set = chosen(visit);
    if (!set) throw new SalesforceError(404, 'NOT_FOUND', 'The org has no such permission set.');
    saveAssignments(visit, set, form);
    savePermissions(visit, set, form);
  },
};
