/** The HTML that a person sees on the way to an approval. */
import type { OrgUser } from '../data/types.ts';
import { html, htmlDocument, htmlHeaders, type Html } from '../html.ts';
import type { Answer } from '../rest/router.ts';
import { scopesInWords, text, type Language } from './texts.ts';

const STYLE = `
html, body { background: #f3f3f3; color: #181818; }
main { max-width: 28rem; margin: 2rem auto; padding: 1.5rem; background: #fff; border: 1px solid #c9c9c9; border-radius: .25rem; }
h1 { font-size: 1.25rem; font-weight: 700; margin-bottom: .75rem; }
p, ul, fieldset, form { margin-bottom: 1rem; }
ul { list-style: disc; padding-inline-start: 1.25rem; }
legend { font-weight: 700; margin-bottom: .25rem; }
label { display: flex; align-items: center; gap: .5rem; padding: .375rem 0; }
small { display: block; font-size: .8125rem; color: #444; }
.link { border: 0; background: none; padding: 0; color: #0250d9; text-decoration: underline; cursor: pointer; }
button + button { margin-inline-start: .5rem; }
:focus-visible { outline: 2px solid #0250d9; outline-offset: 2px; }
code { overflow-wrap: anywhere; }
`;

interface PageOptions {
  status?: number;
  /** Where the person goes on to, after a form. */
  callback?: string;
}

function page(language: Language, title: string, content: Html, { status = 200, callback }: PageOptions = {}): Answer {
  const body = html`<main>
    <h1>${title}</h1>
    ${content}
  </main>`;
  return {
    status,
    counted: false,
    headers: { ...htmlHeaders(callback === undefined ? [] : [callback]), 'referrer-policy': 'no-referrer' },
    body: htmlDocument({ language, title, style: STYLE, body }),
  };
}

/** What each form carries: the request it belongs to, and the token that it is good for one use by. */
export interface FormKeys {
  request: string;
  token: string;
}

const hidden = ({ request, token }: FormKeys): Html =>
  html`<input type="hidden" name="request" value="${request}" /><input type="hidden" name="token" value="${token}" />`;

export function loginPage(
  language: Language,
  about: { orgName: string; appLabel: string; users: OrgUser[]; hint: string; callback: string },
  keys: FormKeys,
): Answer {
  const choices = about.users.map(({ Id, Name, Username, profile }) => {
    const isHinted = Username.toLowerCase() === about.hint.toLowerCase();
    return html`<label>
      <input type="radio" name="user" value="${Id}" required ${isHinted && html`checked`} />
      <span>${Name}<small>${Username} · ${profile}</small></span>
    </label>`;
  });
  const content = html`<p>${text(language, 'loginHint', about.appLabel)}</p>
    <form method="post" action="/local-org/login">
      ${hidden(keys)}
      <fieldset>
        <legend>${text(language, 'user')}</legend>
        ${choices}
      </fieldset>
      <button class="slds-button slds-button_brand" type="submit">${text(language, 'logIn')}</button>
    </form>`;
  return page(language, text(language, 'login', about.orgName), content, about);
}

export function consentPage(
  language: Language,
  about: { appLabel: string; scopes: string[]; username: string; callback: string },
  keys: FormKeys,
): Answer {
  const button = (decision: string, label: string, className: string): Html =>
    html`<button class="${className}" type="submit" name="decision" value="${decision}">${label}</button>`;
  const content = html`<p>${text(language, 'asks', about.appLabel)}</p>
    <ul>
      ${scopesInWords(language, about.scopes).map((scope) => html`<li>${scope}</li>`)}
    </ul>
    <form method="post" action="/local-org/consent">
      ${hidden(keys)}
      <p>${text(language, 'allowFor', about.username)} ${button('other', text(language, 'notYou'), 'link')}</p>
      ${button('allow', text(language, 'allow'), 'slds-button slds-button_brand')}
      ${button('deny', text(language, 'deny'), 'slds-button slds-button_neutral')}
    </form>
    <p><small>${text(language, 'revokeHint')}</small></p>`;
  return page(language, text(language, 'consent'), content, about);
}

/** What can't be told to the app, because it isn't known to be one. */
export function errorPage(language: Language, error: string, description: string): Answer {
  const content = html`<p>${text(language, 'failedHint')}</p>
    <p><code>error=${error}&amp;error_description=${description}</code></p>`;
  return page(language, text(language, 'failed'), content, { status: 400 });
}

export function stalePage(language: Language): Answer {
  return page(language, text(language, 'failed'), html`<p>${text(language, 'stale')}</p>`, { status: 403 });
}
