import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Org, Session } from '../src/data/types.ts';
import { SalesforceError } from '../src/data/faults/errors.ts';
import type { Flows } from '../src/flow/flows.ts';
import { cookieOf, SESSION_COOKIE, sessionOf } from '../src/uiapi/session.ts';
import { CACHING, sendFile } from './assets.ts';
import { contentSecurityPolicy, pageDocument } from './document.ts';
import { frameFor, viewerData } from './frame.ts';
import { directionOf, languageOf } from './locale.ts';
import { Pages } from './pages.ts';
import { ASSET_FOLDERS, type Theme, themeNamed } from './theme.ts';
import { Workshop } from './workshop.ts';

const FIRST_VIEWER = 'paul@sealight.example';
const THEME_COOKIE = 'local_org_theme';
const YEAR_SECONDS = 31_536_000;

export interface WebOptions {
  /** `LWC_MODE` by default: production unless it says development. */
  mode?: 'production' | 'development';
  /** Whom the pages show to whoever has chosen nobody, by username or alias; the rep Paul Marchand by default. */
  viewer?: string;
  /** Rebuild and reload when sources change; on by default. */
  watch?: boolean;
}

const cookie = (name: string, value: string, maxAge?: number) =>
  `${name}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax${maxAge ? `; Max-Age=${maxAge}` : ''}`;

/** Fetch Metadata tells where a request comes from; another site's page must not act here. */
function refuseForeign(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new SalesforceError(403, 'FORBIDDEN', 'Requests from other sites are refused.');
}

function activeUser(org: Org, id: unknown): string {
  const user = org.users().find((one) => one.Id === id && one.IsActive);
  if (!user) throw new SalesforceError(400, 'INVALID_FIELD', 'user must be the Id of an active user.', ['user']);
  return user.Id;
}

/** The pages at Lightning's own addresses, and what they are made of. */
export function registerWeb(app: FastifyInstance, org: Org, flows: Flows, options: WebOptions = {}): void {
  const mode = options.mode ?? (process.env['LWC_MODE'] === 'development' ? 'development' : 'production');
  const live = options.watch !== false;
  const firstViewer = org.sessionFor(options.viewer ?? FIRST_VIEWER).user.Id;
  const workshop = new Workshop(org, mode);
  app.addHook('onClose', () => workshop.close());

  const guarded =
    (work: (request: FastifyRequest, reply: FastifyReply) => unknown) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      try {
        return await work(request, reply);
      } catch (error) {
        if (!(error instanceof SalesforceError)) throw error;
        return reply.code(error.status).send([{ message: error.message, errorCode: error.errorCode }]);
      }
    };

  const viewerOf = (request: FastifyRequest, reply: FastifyReply): Session => {
    const token = cookieOf(request, SESSION_COOKIE);
    const known = token === undefined ? undefined : org.sessionByToken(token);
    if (known) return known;
    reply.header('set-cookie', cookie(SESSION_COOKIE, org.tokenFor(firstViewer)));
    return org.sessionFor(firstViewer);
  };

  const themeOf = (request: FastifyRequest, reply: FastifyReply): Theme => {
    const asked = themeNamed((request.query as { theme?: string }).theme);
    if (asked) reply.header('set-cookie', cookie(THEME_COOKIE, asked, YEAR_SECONDS));
    return asked ?? themeNamed(cookieOf(request, THEME_COOKIE)) ?? 'slds';
  };

  let watching = false;
  const page = guarded(async (request, reply) => {
    // only once somebody looks: an org without pages open needs no watchers
    if (live && !watching) workshop.watch();
    watching = true;
    const session = viewerOf(request, reply);
    const theme = themeOf(request, reply);
    const [vendor, built] = [await workshop.vendor(), await workshop.app()];
    const frame = frameFor(org, session, theme);
    const permissions = built?.permissions ?? {
      userPermission: new Set<string>(),
      customPermission: new Set<string>(),
    };
    const { html, nonce } = pageDocument({
      title: frame.appName,
      language: languageOf(session.user),
      direction: directionOf(session.user),
      theme,
      vendor,
      app: built,
      viewer: viewerData(org, session, permissions),
      frame,
      live,
    });
    const found = new Pages(org, session).at(new URL(request.url, 'http://org').pathname).kind;
    return reply
      .code(found === 'notFound' ? 404 : 200)
      .type('text/html; charset=utf-8')
      .header('content-security-policy', contentSecurityPolicy(nonce))
      .header('referrer-policy', 'same-origin')
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-store')
      .send(html);
  });
  app.get('/', page);
  app.get('/lightning', page);
  app.get('/lightning/*', page);

  app.get(
    '/web/page',
    guarded((request, reply) => {
      const session = sessionOf(org, request);
      const { path: asked, formFactor } = request.query as { path?: string; formFactor?: string };
      return reply.header('cache-control', 'no-store').send(new Pages(org, session, formFactor).at(asked ?? '/'));
    }),
  );

  app.post(
    '/web/viewer',
    guarded((request, reply) => {
      refuseForeign(request);
      const { user, theme } = (request.body ?? {}) as { user?: unknown; theme?: unknown };
      const cookies: string[] = [];
      if (user !== undefined) cookies.push(cookie(SESSION_COOKIE, org.tokenFor(activeUser(org, user))));
      if (theme !== undefined) {
        const named = themeNamed(theme);
        if (!named) throw new SalesforceError(400, 'INVALID_FIELD', 'theme must be slds, cosmos or dark.', ['theme']);
        cookies.push(cookie(THEME_COOKIE, named, YEAR_SECONDS));
      }
      return reply.header('set-cookie', cookies).code(204).send();
    }),
  );

  // what lightning-flow asks: whether the viewer may run a Flow, and to run it
  app.get(
    '/web/flow/:name',
    guarded((request, reply) => {
      const { name } = request.params as { name: string };
      const { label } = flows.runnable(sessionOf(org, request), name);
      return reply.header('cache-control', 'no-store').send({ name, label });
    }),
  );
  app.post(
    '/web/flow/:name',
    guarded((request) => {
      refuseForeign(request);
      const { inputs = {} } = (request.body ?? {}) as { inputs?: Record<string, unknown> };
      return flows.run(sessionOf(org, request), (request.params as { name: string }).name, inputs);
    }),
  );

  app.get('/web/events', (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const tell = () => raw.write(`event: state\ndata: ${JSON.stringify(workshop.state())}\n\n`);
    tell();
    const stop = workshop.onState(tell);
    request.raw.on('close', stop);
  });
  // an open stream would hold the server back from closing
  app.addHook('preClose', () => app.server.closeAllConnections());

  app.get('/web/vendor/:key/*', async (request, reply) => {
    const { key, '*': file } = request.params as { key: string; '*': string };
    const vendor = await workshop.vendor();
    if (key !== vendor.key) return reply.code(404).type('text/plain').send('Not found');
    return sendFile(reply, vendor.folder, file, 'immutable');
  });

  app.get('/web/app/:key/*', async (request, reply) => {
    const { key, '*': file } = request.params as { key: string; '*': string };
    // a page opened just before a change asks for the build that was: the newest serves it, and it reloads at once
    const built = await workshop.app();
    const code = built?.files.get(file);
    if (code === undefined) return reply.code(404).type('text/plain').send('Not found');
    return reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', CACHING[key === built?.key ? 'immutable' : 'none'])
      .send(code);
  });

  for (const name of ['live.js', 'shell.css', 'icon.svg'])
    app.get(`/web/${name}`, (_request, reply) => sendFile(reply, import.meta.dirname, name, 'none'));

  for (const [prefix, folder] of Object.entries(ASSET_FOLDERS))
    app.get(`${prefix}*`, (request, reply) =>
      sendFile(reply, folder, (request.params as { '*': string })['*'], 'a day'),
    );
}
