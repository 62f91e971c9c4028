/** Named and external credentials: where the keys of principals are entered. */
import { SalesforceError } from '../data/faults/errors.ts';
import { html } from '../html.ts';
import { saveButton, type SetupPage, type Visit } from './page.ts';

interface Principal {
  externalCredential: string;
  principalName: string;
}

const principalsOf = ({ org }: Visit): (Principal & { label: string })[] =>
  [...org.metadata.externalCredentials.values()].flatMap(({ name, label, principals }) =>
    principals.map((principal) => ({ externalCredential: name, principalName: principal.name, label })),
  );

/** Connect REST API, "Credential": what is stored of a principal, without the secrets. */
async function isConfigured({ ask }: Visit, principal: Principal): Promise<boolean> {
  const query = new URLSearchParams({ ...principal, principalType: 'NamedPrincipal' });
  const { status, body } = await ask('GET', `/named-credentials/credential?${query.toString()}`);
  return status === 200 && (body as { authenticationStatus?: string }).authenticationStatus === 'Configured';
}

export const namedCredentials: SetupPage = {
  title: 'Named Credentials',
  content: async (visit) => {
    const principals = await Promise.all(
      principalsOf(visit).map(async (principal) => ({
        ...principal,
        configured: await isConfigured(visit, principal),
      })),
    );
    const named = await Promise.all(
      [...visit.org.metadata.namedCredentials.values()].map(async ({ name, label, url, externalCredential }) => {
        const { status, body } = await visit.ask('GET', setupPath(name));
        const current = status === 200 ? (body as { calloutUrl: string }).calloutUrl : url;
        return { name, label, externalCredential, url: current };
      }),
    );
    return html`<h2>Named Credentials</h2>
      ${named.map(
        ({ name, label, externalCredential, url }) =>
          html`<form method="post">
            <input type="hidden" name="namedCredential" value="${name}" />
            <p>
              <label>
                ${label} (${externalCredential}): URL
                <input type="text" name="calloutUrl" value="${url}" required />
              </label>
              ${saveButton(`Save the URL of ${label}`)}
            </p>
          </form>`,
      )}
      <h2>External Credentials</h2>
      ${principals.map(
        ({ label, externalCredential, principalName, configured }) =>
          html`<form method="post">
            <input type="hidden" name="externalCredential" value="${externalCredential}" />
            <input type="hidden" name="principalName" value="${principalName}" />
            <p>
              <label>
                ${label}, principal ${principalName} (${configured ? 'Configured' : 'Not Configured'}): ApiKey
                <input type="password" name="ApiKey" autocomplete="off" required />
              </label>
              ${saveButton(`Save the key of ${principalName}`)}
            </p>
          </form>`,
      )}
      <p>A key is shown to nobody once it is saved.</p>`;
  },
  save: async (visit, form) => {
    const name = form.get('namedCredential');
    taken(
      name === null
        ? await saveKey(visit, form)
        : await visit.ask('PUT', setupPath(name), { calloutUrl: form.get('calloutUrl') ?? '' }),
    );
  },
};

const setupPath = (name: string): string => `/named-credentials/named-credential-setup/${encodeURIComponent(name)}`;

async function saveKey(visit: Visit, form: URLSearchParams): Promise<{ status: number; body: unknown }> {
  const principal = {
    externalCredential: form.get('externalCredential') ?? '',
    principalName: form.get('principalName') ?? '',
  };
  return visit.ask((await isConfigured(visit, principal)) ? 'PUT' : 'POST', '/named-credentials/credential', {
    ...principal,
    principalType: 'NamedPrincipal',
    authenticationProtocol: 'Custom',
    credentials: { ApiKey: { encrypted: true, value: form.get('ApiKey') ?? '' } },
  });
}

function taken({ status, body }: { status: number; body: unknown }): void {
  if (status < 300) return;
  const [fault] = Array.isArray(body) ? (body as { message?: string; errorCode?: string }[]) : [];
  throw new SalesforceError(status, fault?.errorCode ?? 'INVALID_INPUT', fault?.message ?? 'The org did not take it.');
}
