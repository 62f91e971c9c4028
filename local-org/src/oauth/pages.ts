/** The HTML that a person sees on the way to an approval: plain pages, which need no script. */
import type { OrgUser } from '../data/types.ts';
import type { Answer } from '../rest/router.ts';
import { scopesInWords, text, type Language } from './texts.ts';

const escaped = (value: string): string =>
  value.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

const STYLE = `
body { background: #f3f3f3; color: #181818; }
main { max-width: 28rem; margin: 2rem auto; padding: 1.5rem; background: #fff; border: 1px solid #c9c9c9; border-radius: .25rem; }
h1 { font-size: 1.25rem; font-weight: 700; margin-bottom: .75rem; }
p, ul, fieldset { margin-bottom: 1rem; }
ul { list-style: disc; padding-inline-start: 1.25rem; }
legend { font-weight: 700; margin-bottom: .25rem; }
label { display: flex; align-items: center; gap: .5rem; padding: .375rem 0; }
small { display: block; font-size: .8125rem; color: #444; }
.link { border: 0; background: none; padding: 0; color: #0250d9; text-decoration: underline; cursor: pointer; }
button + button { margin-inline-start: .5rem; }
:focus-visible { outline: 2px solid #0250d9; outline-offset: 2px; }
code { overflow-wrap: anywhere; }
`;

/** @param formTargets origins that a form may lead on to, besides this org: browsers hold redirects to the policy too */
function page(language: Language, title: string, body: string, status = 200, formTargets: string[] = []): Answer {
  return {
    status,
    counted: false,
    headers: {
      'content-type': 'text/html;charset=UTF-8',
      'content-security-policy': [
        "default-src 'none'",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self'",
        "img-src 'self' data:",
        `form-action ${["'self'", ...formTargets].join(' ')}`,
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
    body: `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="icon" href="/web/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/slds/styles/salesforce-lightning-design-system.min.css">
<style>${STYLE}</style>
</head>
<body class="slds-scope">
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
</body>
</html>
`,
  };
}

/** What each form carries: the request it belongs to, and the token that it is good for one use by. */
export interface FormKeys {
  request: string;
  token: string;
}

const hidden = ({ request, token }: FormKeys): string =>
  `<input type="hidden" name="request" value="${escaped(request)}"><input type="hidden" name="token" value="${escaped(token)}">`;

export function loginPage(
  language: Language,
  about: { orgName: string; appLabel: string; users: OrgUser[]; hint: string; callback: string },
  keys: FormKeys,
): Answer {
  const rows = about.users.map(
    ({ Id, Name, Username, profile }) => `<label>
<input type="radio" name="user" value="${escaped(Id)}" required${Username.toLowerCase() === about.hint.toLowerCase() ? ' checked' : ''}>
<span>${escaped(Name)}<small>${escaped(`${Username} · ${profile}`)}</small></span>
</label>`,
  );
  return page(
    language,
    text(language, 'login', about.orgName),
    `<p>${escaped(text(language, 'loginHint', about.appLabel))}</p>
<form method="post" action="/local-org/login">
${hidden(keys)}
<fieldset><legend>${escaped(text(language, 'user'))}</legend>
${rows.join('\n')}
</fieldset>
<button class="slds-button slds-button_brand" type="submit">${escaped(text(language, 'logIn'))}</button>
</form>`,
    200,
    [about.callback],
  );
}

export function consentPage(
  language: Language,
  about: { appLabel: string; scopes: string[]; username: string; callback: string },
  keys: FormKeys,
): Answer {
  const scopes = scopesInWords(language, about.scopes).map((scope) => `<li>${escaped(scope)}</li>`);
  const button = (decision: string, label: string, className: string): string =>
    `<button class="${className}" type="submit" name="decision" value="${decision}">${escaped(label)}</button>`;
  return page(
    language,
    text(language, 'consent'),
    `<p>${escaped(text(language, 'asks', about.appLabel))}</p>
<ul>${scopes.join('')}</ul>
<form method="post" action="/local-org/consent">
${hidden(keys)}
<p>${escaped(text(language, 'allowFor', about.username))} ${button('other', text(language, 'notYou'), 'link')}</p>
${button('allow', text(language, 'allow'), 'slds-button slds-button_brand')}
${button('deny', text(language, 'deny'), 'slds-button slds-button_neutral')}
</form>
<p><small>${escaped(text(language, 'revokeHint'))}</small></p>`,
    200,
    [about.callback],
  );
}

/** What can't be told to the app, because it isn't known to be one. */
export function errorPage(language: Language, error: string, description: string): Answer {
  return page(
    language,
    text(language, 'failed'),
    `<p>${escaped(text(language, 'failedHint'))}</p><p><code>error=${escaped(error)}&amp;error_description=${escaped(description)}</code></p>`,
    400,
  );
}

export function stalePage(language: Language): Answer {
  return page(language, text(language, 'failed'), `<p>${escaped(text(language, 'stale'))}</p>`, 403);
}
