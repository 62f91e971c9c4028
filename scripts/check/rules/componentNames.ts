import { templatesOf } from '../componentCode.ts';
import type { Rule } from '../rule.ts';
import { templateNodes, type TemplateNode } from '../templates.ts';

/** What a screen reader can't say without one of these attributes. */
const NEEDS: Record<string, string[]> = {
  img: ['alt'],
  'lightning-icon': ['alternative-text', 'aria-hidden'],
  'lightning-dynamic-icon': ['alternative-text', 'aria-hidden'],
  'lightning-button-icon': ['alternative-text'],
  'lightning-button-icon-stateful': ['alternative-text'],
  'lightning-button-menu': ['alternative-text', 'label'],
  'lightning-spinner': ['alternative-text'],
  'lightning-progress-bar': ['aria-label', 'aria-labelledby'],
  'lightning-progress-ring': ['aria-label', 'aria-labelledby'],
  'lightning-input': ['label'],
  'lightning-textarea': ['label'],
  'lightning-combobox': ['label'],
  'lightning-select': ['label'],
  'lightning-radio-group': ['label'],
  'lightning-checkbox-group': ['label'],
  'lightning-record-picker': ['label'],
  'lightning-input-rich-text': ['label'],
  iframe: ['title'],
};

/** Icons, fields and pictures have a name, or say that they are decoration. */
export const componentNames: Rule = {
  name: 'lwc-name',
  check({ source }, report) {
    for (const bundle of source.bundles)
      for (const template of templatesOf(bundle))
        for (const node of templateNodes(bundle.read(template)))
          if (node.kind === 'element' && isNameless(node))
            report(
              bundle.files.get(template) ?? template,
              node.line,
              `${node.text} needs ${(NEEDS[node.text] ?? []).join(' or ')}`,
            );
  },
};

function isNameless({ text, attributes }: TemplateNode): boolean {
  const needed = NEEDS[text];
  return needed !== undefined && !attributes.some(({ name, literal }) => needed.includes(name) && literal !== '');
}
