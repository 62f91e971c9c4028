/** Pages of what is on in the org as a whole. */
import { html } from '../html.ts';
import { box, saveButton, type SetupPage } from './page.ts';

/** Salesforce Help, "Set Up Notes". */
export const notesSettings: SetupPage = {
  title: 'Notes Settings',
  content: ({ org }) =>
    html`<form method="post">
      ${box('enabled', 'Enable Notes', !org.setup.switches.off.has('contentnote'))} ${saveButton()}
    </form>`,
  save: ({ org }, form) => org.setup.switches.notes(form.has('enabled')),
};

/** Salesforce Help, "Select Objects for Change Notifications in the User Interface". */
export const changeDataCapture: SetupPage = {
  title: 'Change Data Capture',
  content: ({ org }) =>
    html`<p>Select the objects whose changes are told to subscribers, of those that the local org can tell of.</p>
      <form method="post">
        ${org.changeEvents.selectable.map((name) =>
          box(name, `${org.schema.object(name)?.label ?? name} (${name})`, org.changeEvents.isSelected(name)),
        )}
        ${saveButton()}
      </form>`,
  save: ({ org }, form) =>
    org.setup.switches.changeDataCapture(org.changeEvents.selectable.filter((name) => form.has(name))),
};

export const companyInformation: SetupPage = {
  title: 'Company Information',
  content: ({ org, session }) => {
    const { Name, OrganizationType, IsSandbox } = session.get('Organization', org.organizationId);
    const { used, max } = org.apiUsage();
    const editions = org.schema.object('Organization')?.fields.get('organizationtype')?.picklistValues ?? [];
    return html`<dl>
        <dt>Organization Name</dt>
        <dd>${Name as string}</dd>
        <dt>Salesforce.com Organization ID</dt>
        <dd>${org.organizationId}</dd>
        <dt>Sandbox</dt>
        <dd>${IsSandbox ? 'Yes' : 'No'}</dd>
        <dt>API Requests, Last 24 Hours</dt>
        <dd>${used} (${max} max)</dd>
      </dl>
      <h2>Edition</h2>
      <p>On Salesforce an edition, and the API with some of them, is bought. Here it can be tried.</p>
      <form method="post">
        <p>
          <label>
            Organization Edition
            <select name="edition">
              ${editions.map(
                ({ value }) => html`<option ${value === OrganizationType && html`selected`}>${value}</option>`,
              )}
            </select>
          </label>
        </p>
        ${box('api', 'The edition has the API', org.setup.switches.isApiOn)} ${saveButton()}
      </form>`;
  },
  save: ({ org }, form) => org.setup.switches.edition(form.get('edition') ?? '', form.has('api')),
};
