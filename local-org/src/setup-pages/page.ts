import type { Org, Session } from '../data/types.ts';
import { html, htmlDocument, type Html } from '../html.ts';

/** Who looks at a page of Setup, and what the page may ask. */
export interface Visit {
  org: Org;
  session: Session;
  query: URLSearchParams;
  /** A request to the org's own REST API as the viewer, below the version. */
  ask: (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;
}

export interface SetupPage {
  title: string;
  content(visit: Visit): Html | Promise<Html>;
  /** Takes the page's form. Throws `SalesforceError` where something in it can't be. */
  save?(visit: Visit, form: URLSearchParams): void | Promise<void>;
}

const STYLE = `
html, body { background: #f3f3f3; color: #181818; }
header { padding: .75rem 1rem; background: #fff; border-bottom: 3px solid #0176d3; }
main { max-width: 60rem; margin: 1rem auto; padding: 1.5rem; background: #fff; border: 1px solid #c9c9c9; border-radius: .25rem; }
h1 { font-size: 1.25rem; font-weight: 700; margin-bottom: .75rem; }
h2 { font-size: 1rem; font-weight: 700; margin: 1.25rem 0 .5rem; }
p, ul, table, dl { margin-bottom: 1rem; }
th, td { padding: .375rem .5rem; vertical-align: top; }
th { font-weight: 700; text-align: start; }
dt { font-weight: 700; }
dd { overflow-wrap: anywhere; margin-bottom: .5rem; }
a { color: #0250d9; text-decoration: underline; }
label.line { display: block; padding: .25rem 0; }
input[type=text], input[type=email], input[type=password], select { padding: .25rem .5rem; border: 1px solid #5c5c5c; border-radius: .25rem; max-width: 100%; }
summary { cursor: pointer; font-weight: 700; padding: .25rem 0; }
.message { padding: .5rem .75rem; margin-bottom: 1rem; border-inline-start: 4px solid #2e844a; background: #ebf7e6; }
.message_error { border-color: #ba0517; background: #fef1ee; }
.wide { overflow-x: auto; }
:focus-visible { outline: 2px solid #0250d9; outline-offset: 2px; }
`;

/** `Setup` around a page's content. */
export function setupDocument(title: string, content: Html, message?: { text: string; isError: boolean }): string {
  const told =
    message &&
    html`<p
      class="${message.isError ? 'message message_error' : 'message'}"
      role="${message.isError ? 'alert' : 'status'}"
    >
      ${message.text}
    </p>`;
  return htmlDocument({
    language: 'en',
    title: `${title} | Setup`,
    style: STYLE,
    body: html`<header>
        <a href="/lightning/page/home">Local org</a> · <a href="/lightning/setup/SetupOneHome/home">Setup</a>
      </header>
      <main>
        <h1>${title}</h1>
        ${told} ${content}
      </main>`,
  });
}

export const saveButton = (label = 'Save'): Html =>
  html`<button class="slds-button slds-button_brand" type="submit">${label}</button>`;

/** A box on a line of its own, with its words; `hidden` behind it tells an empty box from one that was not shown. */
export const box = (name: string, label: string | Html, checked: boolean): Html =>
  html`<label class="line"><input type="checkbox" name="${name}" ${checked && html`checked`} /> ${label}</label>`;

/** A box in a table, whose words are the row's and the column's. */
export const cellBox = (name: string, label: string, checked: boolean): Html =>
  html`<td><input type="checkbox" name="${name}" aria-label="${label}" ${checked && html`checked`} /></td>`;
