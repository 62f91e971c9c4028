/** Named and external credentials: where the keys of principals are entered. */
import { SalesforceError } from '../data/types.ts';
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
    return html`<h2>Named Credentials</h2>
      <ul>
        ${[...visit.org.metadata.namedCredentials.values()].map(
          ({ label, url, externalCredential }) => html`<li>${label}: ${url} (${externalCredential})</li>`,
        )}
      </ul>
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
    const wanted = principalsOf(visit).find(
      ({ externalCredential, principalName }) =>
        externalCredential === form.get('externalCredential') && principalName === form.get('principalName'),
    );
    if (!wanted) throw new SalesforceError(404, 'NOT_FOUND', 'The org has no such principal.');
    const { externalCredential, principalName } = wanted;
    const { status, body } = await visit.ask(
      (await isConfigured(visit, wanted)) ? 'PUT' : 'POST',
      '/named-credentials/credential',
      {
        externalCredential,
        principalName,
        principalType: 'NamedPrincipal',
        authenticationProtocol: 'Custom',
        credentials: { ApiKey: { encrypted: true, value: form.get('ApiKey') ?? '' } },
      },
    );
    if (status >= 300)
      throw new SalesforceError(
        status,
        'INVALID_INPUT',
        (body as { message?: string }[] | null)?.[0]?.message ?? 'The org did not take the key.',
      );
  },
};
