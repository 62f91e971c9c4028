export interface PageReference {
  type: string;
  attributes: Record<string, string | undefined>;
  state: Record<string, string | undefined>;
}

const query = (state: PageReference['state'] | undefined) => {
  const pairs = Object.entries(state ?? {}).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : '';
};

/** Lightning's own address of a page. Types: https://developer.salesforce.com/docs/platform/lwc/guide/reference-page-reference-type.html */
export function urlOf({ type, attributes, state }: PageReference): string {
  const { recordId, objectApiName, actionName, pageName, apiName, url } = attributes ?? {};
  switch (type) {
    case 'standard__recordPage':
      if (actionName && actionName !== 'view') break;
      return objectApiName
        ? `/lightning/r/${objectApiName}/${recordId}/view${query(state)}`
        : `/lightning/r/${recordId}/view${query(state)}`;
    case 'standard__objectPage':
      if (actionName === 'list' || actionName === 'home') return `/lightning/o/${objectApiName}/list${query(state)}`;
      break;
    case 'standard__namedPage':
      return `/lightning/page/${pageName}${query(state)}`;
    case 'standard__navItemPage':
      return `/lightning/n/${apiName}${query(state)}`;
    case 'standard__webPage':
      if (url) return url;
      break;
    default:
  }
  throw new Error(`The local org does not implement navigation to ${type}${actionName ? ` (${actionName})` : ''}.`);
}

/** The page reference that stands behind an address of the shell. */
export function pageReferenceOf(location: { pathname: string; search: string }): PageReference {
  const state = Object.fromEntries(new URLSearchParams(location.search));
  const [, kind, first, second, third] = location.pathname.split('/').filter(Boolean);
  if (kind === 'r' && first)
    return third
      ? {
          type: 'standard__recordPage',
          attributes: { objectApiName: first, recordId: second, actionName: third },
          state,
        }
      : { type: 'standard__recordPage', attributes: { recordId: first, actionName: second }, state };
  if (kind === 'o')
    return { type: 'standard__objectPage', attributes: { objectApiName: first, actionName: second }, state };
  if (kind === 'n') return { type: 'standard__navItemPage', attributes: { apiName: first }, state };
  return { type: 'standard__namedPage', attributes: { pageName: first ?? 'home' }, state };
}

const listeners = new Set<() => void>();

/** Returns the function that ends it. */
export function onNavigate(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

window.addEventListener('popstate', () => {
  for (const listener of [...listeners]) listener();
});

/** Within the shell in place; anywhere else in a new tab, as Lightning does. */
export function go(url: string, { replace = false } = {}): void {
  const target = new URL(url, window.location.href);
  if (!/^https?:|^mailto:|^tel:/.test(target.protocol))
    throw new Error(`No navigation to ${target.protocol} addresses.`);
  if (target.origin !== window.location.origin) {
    window.open(target.href, '_blank', 'noopener');
    return;
  }
  // Setup is an app of its own
  if (target.pathname.startsWith('/lightning/setup/')) {
    window.location.assign(target.href);
    return;
  }
  if (replace) window.history.replaceState(null, '', target.href);
  else window.history.pushState(null, '', target.href);
  for (const listener of [...listeners]) listener();
}
