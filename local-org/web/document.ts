import { randomBytes } from 'node:crypto';
import type { Vendor, App } from './build/bundle.ts';
import { fileOf, platformSpecifiers } from './build/bundle.ts';
import { ROOT_CLASSES, STYLESHEETS, type Theme } from './theme.ts';

/** Everything that one page's HTML is made of. */
export interface DocumentParts {
  title: string;
  language: string;
  direction: string;
  theme: Theme;
  vendor: Vendor;
  app: App | null;
  viewer: unknown;
  frame: unknown;
  /** Reload the page when its sources change. */
  live: boolean;
}

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
/** JSON inside a script element: nothing in it may end the element. */
const data = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');

function importMap(vendor: Vendor, app: App | null): unknown {
  const imports: Record<string, string> = {};
  for (const specifier of vendor.specifiers) imports[specifier] = `/web/vendor/${vendor.key}/${fileOf(specifier)}`;
  if (app)
    for (const specifier of platformSpecifiers()) imports[specifier] = `/web/app/${app.key}/${fileOf(specifier)}`;
  return { imports };
}

/** Only our own origin; the nonce is for the import map, which browsers take inline alone. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    // base components and dynamic positions set style attributes
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The page's HTML and the nonce for its policy. */
export function pageDocument(parts: DocumentParts): { html: string; nonce: string } {
  const { vendor, app, theme } = parts;
  const nonce = randomBytes(16).toString('base64');
  const shell = app
    ? `<script type="module" nonce="${nonce}">import "@lwc/synthetic-shadow";</script>
<script type="module" src="/web/app/${app.key}/main.js"></script>`
    : '';
  const html = `<!doctype html>
<html lang="${escaped(parts.language)}" dir="${escaped(parts.direction)}" class="${ROOT_CLASSES[theme]}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(parts.title)}</title>
<link rel="icon" href="/web/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${STYLESHEETS[theme]}">
<link rel="stylesheet" href="/web/shell.css">
<script type="importmap" nonce="${nonce}">${data(importMap(vendor, app))}</script>
<script type="application/json" id="viewer">${data(parts.viewer)}</script>
<script type="application/json" id="frame">${data(parts.frame)}</script>
${shell}
${parts.live ? '<script type="module" src="/web/live.js"></script>' : ''}
</head>
<body class="slds-scope"></body>
</html>
`;
  return { html, nonce };
}
