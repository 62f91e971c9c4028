/** Pages of people and of what apps they let in. */
import type { Org } from '../data/types.ts';
import { html, type Html } from '../html.ts';
import { cellBox, saveButton, type SetupPage } from './page.ts';

/** What an admin changes of a user here, besides whether they are active: by field, and what its form field is called. */
const CHOICES = { LanguageLocaleKey: 'Language', LocaleSidKey: 'Locale' } as const;
const TEXTS = { Email: 'email', LanguageLocaleKey: 'language', LocaleSidKey: 'locale' } as const;

function choice(org: Org, field: keyof typeof CHOICES, user: { Id: string; Name: string }, chosen: string): Html {
  const values = org.schema.object('User')?.fields.get(field.toLowerCase())?.picklistValues ?? [];
  return html`<select name="${TEXTS[field]}:${user.Id}" aria-label="${CHOICES[field]} of ${user.Name}">
    ${values.map(({ value, label }) =>
      value === chosen
        ? html`<option value="${value}" selected>${label}</option>`
        : html`<option value="${value}">${label}</option>`,
    )}
  </select>`;
}

export const users: SetupPage = {
  title: 'Users',
  content: ({ org }) =>
    html`<form method="post">
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">Full Name</th>
              <th scope="col">Username</th>
              <th scope="col">Email</th>
              <th scope="col">Profile</th>
              <th scope="col">Language</th>
              <th scope="col">Locale</th>
              <th scope="col">Active</th>
            </tr>
          </thead>
          <tbody>
            ${org.users().map(
              ({ Id, Name, Username, Email, profile, IsActive, LanguageLocaleKey, LocaleSidKey }) =>
                html`<tr>
                  <th scope="row">${Name}</th>
                  <td>${Username}</td>
                  <td>
                    <input type="email" name="email:${Id}" value="${Email}" aria-label="Email of ${Name}" required />
                  </td>
                  <td>${profile}</td>
                  <td>${choice(org, 'LanguageLocaleKey', { Id, Name }, LanguageLocaleKey)}</td>
                  <td>${choice(org, 'LocaleSidKey', { Id, Name }, LocaleSidKey)}</td>
                  ${cellBox(`active:${Id}`, `${Name} is active`, IsActive)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${saveButton()}
    </form>`,
  save: ({ org, session }, form) =>
    session.transaction(() => {
      for (const user of org.users()) {
        const { Id, IsActive } = user;
        const changes: Record<string, unknown> = {};
        for (const [field, name] of Object.entries(TEXTS) as [keyof typeof TEXTS, string][]) {
          const given = form.get(`${name}:${Id}`) ?? user[field];
          if (given !== user[field]) changes[field] = given;
        }
        if (form.has(`active:${Id}`) !== IsActive) changes['IsActive'] = !IsActive;
        if (Object.keys(changes).length > 0) session.update('User', Id, changes);
      }
    }),
};

/** Salesforce Help, "Manage External Client Apps" and "Manage Current OAuth Connected App Sessions". */
export const externalClientApps: SetupPage = {
  title: 'External Client App Manager',
  content: ({ org }) => {
    const { label, consumerKey, callbackUrls, scopes } = org.apps.debrief;
    const names = new Map(org.users().map((user) => [user.Id, user.Name]));
    const approvals = org.tokens.approvalsOf(consumerKey);
    return html`<h2>${label}</h2>
      <dl>
        <dt>Consumer Key</dt>
        <dd><code>${consumerKey}</code></dd>
        <dt>Callback URLs</dt>
        <dd>${callbackUrls.length > 0 ? callbackUrls.join(', ') : 'None: set LOCAL_ORG_OAUTH_CALLBACK'}</dd>
        <dt>OAuth Scopes</dt>
        <dd>${scopes.join(', ')}</dd>
        <dt>Require Proof Key for Code Exchange (PKCE)</dt>
        <dd>Yes</dd>
      </dl>
      <h2>OAuth Usage</h2>
      ${
        approvals.length === 0
          ? html`<p>Nobody has allowed this app.</p>`
          : html`<ul>
              ${approvals.map(
                ({ id, userId, scopes: granted }) =>
                  html`<li>
                    <form method="post">
                      ${names.get(userId) ?? userId}: ${granted.join(' ')}
                      <button class="slds-button slds-button_neutral" name="revoke" value="${id}">Revoke</button>
                    </form>
                  </li>`,
              )}
            </ul>`
      }`;
  },
  save: ({ org }, form) => org.tokens.revokeApproval(Number(form.get('revoke'))),
};
