import { templatesOf } from '../componentCode.ts';
import type { Rule } from '../rule.ts';
import { templateNodes } from '../templates.ts';

/** Attributes that people read or hear. */
const READ = new Set(
  `alt alternative-text aria-description aria-label aria-roledescription aria-valuetext content description field-level-help
   header help-text label label-active label-inactive message-toggle-active message-toggle-inactive
   message-when-value-missing placeholder title tooltip`.split(/\s+/),
);
/** Symbols, numbers and punctuation are the same in every language. */
const WORDS = /\p{L}/u;

/** Words in a template belong in a custom label, or they can't be translated. */
export const componentText: Rule = {
  name: 'lwc-text',
  check({ source }, report) {
    for (const bundle of source.bundles)
      for (const template of templatesOf(bundle)) {
        const file = bundle.files.get(template) ?? template;
        for (const { kind, text, attributes, line } of templateNodes(bundle.read(template))) {
          if (kind === 'text' && WORDS.test(text)) report(file, line, `"${text.trim()}" belongs in a custom label`);
          for (const { name, literal, line: at } of attributes)
            if (literal && READ.has(name) && WORDS.test(literal))
              report(file, at, `${name}="${literal}" belongs in a custom label`);
        }
      }
  },
};
