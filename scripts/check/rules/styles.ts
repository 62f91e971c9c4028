import type { Report } from '../finding.ts';
import type { Rule } from '../rule.ts';

/** Names that take no side: the theme and the text around decide. */
const NEUTRAL = new Set(['transparent', 'currentcolor', 'inherit', 'initial', 'unset', 'none', 'canvas', 'canvastext']);
const COLOUR = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(/i;
const COLOUR_PROPERTY = /^(?:color|fill|stroke|background|background-color|border.*|outline.*|box-shadow|.*-color)$/;
const NAMED_COLOUR = /\b(?:white|black|gr[ae]y|silver|red|green|blue|navy|teal|orange|yellow|purple|pink|brown)\b/i;
const PHYSICAL =
  /^(?:left|right|(?:margin|padding|border)-(?:left|right)(?:-.*)?|border-(?:top|bottom)-(?:left|right)-radius)$/;
const PHYSICAL_VALUE = /^(?:left|right)$/;
const SIDED = new Set(['text-align', 'float', 'clear']);
const MOVING = /^(?:animation|transition)(?:-name|-duration|-property)?$/;
const MOTION_AGREED = /prefers-reduced-motion:\s*no-preference/;

export interface Declaration {
  property: string;
  value: string;
  line: number;
  /** Of the rules around it, outermost first: `@media (…)`, `.row`. */
  around: string[];
}

/** Styles follow the theme, the direction of the text and the wish for little motion. */
export const styles: Rule = {
  name: 'lwc-style',
  check({ source }, report) {
    for (const bundle of source.bundles)
      for (const [inside, file] of bundle.files)
        if (inside.endsWith('.css')) for (const each of declarations(bundle.read(inside))) judge(each, file, report);
  },
};

function judge({ property, value, line, around }: Declaration, file: string, report: Report): void {
  const said = `${property}: ${value}`;
  // a hook's fallback is held to the same
  const bare = value.replace(/--[\w-]+/g, '');
  const named = COLOUR_PROPERTY.test(property) ? NAMED_COLOUR.exec(bare)?.[0].toLowerCase() : undefined;
  if (COLOUR.test(bare) || (named && !NEUTRAL.has(named)))
    report(file, line, `${said}: a colour comes from a hook (--slds-g-color-…), or it is wrong in the dark`);
  if (PHYSICAL.test(property) || (SIDED.has(property) && PHYSICAL_VALUE.test(value)))
    report(file, line, `${said}: right-to-left languages need inline-start or inline-end`);
  if (MOVING.test(property) && value !== 'none' && !around.some((each) => MOTION_AGREED.test(each)))
    report(file, line, `${said}: motion stands in @media (prefers-reduced-motion: no-preference)`);
}

/** Declarations of a stylesheet with the rules around them. */
export function declarations(css: string): Declaration[] {
  const text = css.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
  const found: Declaration[] = [];
  const around: string[] = [];
  let start = 0;
  for (const { 0: sign, index } of text.matchAll(/[{};]/g)) {
    const piece = text.slice(start, index);
    const said = piece.trim();
    if (sign === '{') around.push(said);
    else if (said) {
      const line = text.slice(0, start + piece.indexOf(said)).split('\n').length;
      const [, property, value] = /^([\w-]+)\s*:\s*([\s\S]*)$/.exec(said) ?? [];
      if (property && value !== undefined) found.push({ property, value, line, around: [...around] });
    }
    if (sign === '}') around.pop();
    start = index + 1;
  }
  return found;
}
