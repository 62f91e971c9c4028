/** The page that a log-in ends on: plain HTML without a script, for whoever has just come back from Salesforce. */
import { createHash } from 'node:crypto';
import { loginWords, type LoginOutcome } from '../jobs/connection/login-words.ts';
import type { Language, LoginWords } from '../jobs/logins/words.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: #181818; --ground: #f3f3f3; --card: #fff; --line: #c9c9c9; --good: #2e844a; --bad: #ba0517; }
@media (prefers-color-scheme: dark) { :root { --ink: #f3f3f3; --ground: #121212; --card: #1e1e1e; --line: #5c5c5c; --good: #91db8b; --bad: #fe8f7d; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 32rem; margin: 12vh auto 2rem; padding: 1.5rem 2rem; background: var(--card); border: 1px solid var(--line); border-top: .25rem solid var(--bad); border-radius: .25rem; }
main.good { border-top-color: var(--good); }
h1 { margin: 0 0 .75rem; font-size: 1.25rem; line-height: 1.3; }
p { margin: 0 0 .75rem; overflow-wrap: anywhere; }
p:last-child { margin: 0; font-weight: 600; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing is loaded, run, framed or kept, and the address with its code is told to nobody. */
export const PAGE_HEADERS: Record<string, string> = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** French where it stands before English in `fr-CA,en;q=0.8`, or is the one language named. */
export function languageOf(given: string): Language {
  const found = given
    .toLowerCase()
    .split(',')
    .map((tag) => tag.trim().slice(0, 2))
    .find((tag) => tag === 'fr' || tag === 'en');
  return found === 'fr' ? 'fr' : 'en';
}

export function resultPage(language: Language, outcome: LoginOutcome): string {
  return wordsPage(language, loginWords(language, outcome), outcome.kind === 'connected' && !outcome.problem);
}

export function wordsPage(language: Language, { title, message, fix }: LoginWords, isGood: boolean): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main${isGood ? ' class="good"' : ''}>
<h1>${escaped(title)}</h1>
<p>${escaped(message)}</p>
<p>${escaped(fix)}</p>
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? '',
  );
}
