import type { Rule } from '../rule.ts';
import { childrenOf, childOf, textOf } from '../xml.ts';

/** Custom labels: names, lengths, languages, and no two alike. */
export const labels: Rule = {
  name: 'label',
  check({ source }, report) {
    const seen = new Map<string, string>();
    for (const { file, root } of source.of('CustomLabels'))
      for (const label of childrenOf(root, 'labels')) {
        const name = textOf(label, 'fullName') ?? '';
        const at = childOf(label, 'fullName')?.line ?? label.line;
        if (!/^[A-Za-z](\w*[A-Za-z0-9])?$/.test(name) || name.includes('__') || name.length > 80)
          report(file, at, `${name} is no developer name of at most 80 characters`);
        if (seen.has(name.toLowerCase())) report(file, at, `The label ${name} stands twice`);
        seen.set(name.toLowerCase(), file);
        for (const [element, most] of [
          ['value', 1000],
          ['shortDescription', 80],
          ['categories', 255],
        ] as const)
          if ((textOf(label, element)?.length ?? 0) > most)
            report(file, childOf(label, element)?.line ?? at, `${element} of ${name} has more than ${most} characters`);
        const language = childOf(label, 'language');
        if (language && !/^[a-z]{2,3}(_[A-Z]{2})?$/.test(language.text))
          report(file, language.line, `${language.text} is no language, such as en_US`);
        if (!textOf(label, 'value')) report(file, at, `The label ${name} has no value`);
      }
  },
};
