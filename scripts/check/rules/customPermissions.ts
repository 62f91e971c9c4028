import type { Rule } from '../rule.ts';
import { childOf } from '../xml.ts';

/** Metadata API Developer Guide, CustomPermission: limits of its texts. */
const MOST = { label: 80, description: 255 };

export const customPermissions: Rule = {
  name: 'custom-permission',
  check({ source }, report) {
    for (const { file, root } of source.of('CustomPermission'))
      for (const [name, most] of Object.entries(MOST)) {
        const element = childOf(root, name);
        if (element && element.text.length > most)
          report(file, element.line, `${name} has ${element.text.length} characters, at most ${most} are taken`);
      }
  },
};
