import { importsOf } from '../componentCode.ts';
import type { Rule } from '../rule.ts';
import { childrenOf, textOf, type XmlElement } from '../xml.ts';

/** `$Label.name` in a Flow, `{!$Label.c.name}` or `$Label.name` in a page. */
const NAMED = /\$Label\.(?:c\.)?(\w+)/g;

/** A label that nothing shows is translated for nothing. */
export const unusedLabels: Rule = {
  name: 'label-use',
  check({ source }, report) {
    const used = new Set<string>();
    for (const bundle of source.bundles)
      for (const { specifier } of importsOf(bundle)) used.add(specifier.replace('@salesforce/label/c.', ''));
    const read = (element: XmlElement): void => {
      for (const text of [element.text, ...Object.values(element.attributes)])
        for (const [, name = ''] of text.matchAll(NAMED)) used.add(name);
      element.children.forEach(read);
    };
    for (const { root } of source.metadata) read(root);
    for (const { file, root } of source.of('CustomLabels'))
      for (const label of childrenOf(root, 'labels')) {
        const name = textOf(label, 'fullName') ?? '';
        if (!used.has(name)) report(file, label.line, `Nothing uses the label ${name}`);
      }
  },
};
