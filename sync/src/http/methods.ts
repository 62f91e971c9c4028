/** Which methods an address has, so that a wrong one is a 405 and not a 404. */
import type { FastifyInstance } from 'fastify';

export function rememberMethods(app: FastifyInstance): (url: string) => string[] {
  const routes: { segments: string[]; method: string }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    for (const one of [method].flat()) routes.push({ segments: url.split('/'), method: one });
  });
  return (url) => {
    const given = (url.split('?', 1)[0] ?? url).split('/');
    const fits = (segments: string[]) =>
      segments.length === given.length &&
      segments.every((segment, index) => (segment.startsWith(':') ? given[index] !== '' : segment === given[index]));
    return [...new Set(routes.filter(({ segments }) => fits(segments)).map(({ method }) => method))].sort();
  };
}
