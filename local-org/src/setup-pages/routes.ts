/** Pages of Setup at Lightning's own addresses, for administrators; those that the local org has. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import { html, htmlHeaders, type Html } from '../html.ts';
import { apiScope, parsedForm } from '../rest/http.ts';
import { cookieOf, SESSION_COOKIE } from '../uiapi/session.ts';
import { namedCredentials } from './named-credentials.ts';
import { setupDocument, type SetupPage, type Visit } from './page.ts';
import { externalClientApps, users } from './people.ts';
import { permissionSets } from './permission-sets.ts';
import { changeDataCapture, companyInformation, notesSettings } from './switches.ts';

/** By the node of the Setup tree that the address names. */
const PAGES: Record<string, SetupPage> = {
  CdcObjectEnablement: changeDataCapture,
  CompanyProfileInfo: companyInformation,
  ManageExternalClientApplication: externalClientApps,
  ManageUsers: users,
  NamedCredential: namedCredentials,
  NotesSetupPage: notesSettings,
  PermSets: permissionSets,
};

const contents = (): Html =>
  html`<ul>
    ${Object.entries(PAGES).map(
      ([node, { title }]) => html`<li><a href="/lightning/setup/${node}/home">${title}</a></li>`,
    )}
  </ul>`;

export function registerSetupPages(app: FastifyInstance, org: Org): void {
  const visitOf = (request: FastifyRequest, session: Session): Visit => ({
    org,
    session,
    query: new URL(request.url, 'http://org').searchParams,
    ask: async (method, path, body) => {
      const answer = await app.inject({
        method,
        url: `/services/data/v67.0${path}`,
        headers: { authorization: `Bearer ${org.tokenFor(session.user.Id)}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      });
      return { status: answer.statusCode, body: answer.body === '' ? null : answer.json<unknown>() };
    },
  });

  const send = (reply: FastifyReply, status: number, document: string) =>
    reply.code(status).headers(htmlHeaders()).header('referrer-policy', 'same-origin').send(document);

  const show = async (request: FastifyRequest, reply: FastifyReply) => {
    const token = cookieOf(request, SESSION_COOKIE);
    const session = token === undefined ? undefined : org.sessionByToken(token);
    if (session?.user.profile !== 'System Administrator')
      return send(
        reply,
        403,
        setupDocument(
          'Insufficient Privileges',
          html`<p>
            Setup is for administrators. Choose one in the menu at the top right of
            <a href="/lightning/page/home">the local org</a>.
          </p>`,
        ),
      );
    const { node } = request.params as { node: string };
    const page = Object.hasOwn(PAGES, node) ? PAGES[node] : undefined;
    if (!page) {
      const isHome = node === 'SetupOneHome';
      const missing = html`<p>
        This Setup page is not in the local org. On Salesforce it is at this same address,
        <code>${request.url.split('?')[0]}</code>.
      </p>`;
      const content = html`${!isHome && missing}
        <h2>Pages of Setup that the local org has</h2>
        ${contents()}`;
      return send(reply, isHome ? 200 : 404, setupDocument(isHome ? 'Setup Home' : 'Not in the local org', content));
    }
    const visit = visitOf(request, session);
    if (request.method !== 'POST') {
      const message = visit.query.has('saved') ? { text: 'Your changes are saved.', isError: false } : undefined;
      return send(reply, 200, setupDocument(page.title, await page.content(visit), message));
    }
    const site = request.headers['sec-fetch-site'];
    if (!page.save || (site !== undefined && site !== 'same-origin' && site !== 'none'))
      return send(reply, 403, setupDocument(page.title, html`<p>This form can't be sent from here.</p>`));
    try {
      await page.save(visit, parsedForm(request));
    } catch (error) {
      if (!(error instanceof SalesforceError)) throw error;
      const document = setupDocument(page.title, await page.content(visit), { text: error.message, isError: true });
      return send(reply, error.status, document);
    }
    const back = new URL(request.url, 'http://org');
    back.searchParams.set('saved', '1');
    return reply
      .code(303)
      .header('location', back.pathname + back.search)
      .send();
  };

  apiScope(app, org, (scope) => {
    for (const url of ['/lightning/setup/:node', '/lightning/setup/:node/:view'])
      scope.route({ method: ['GET', 'POST'], url, handler: show });
  });
}
