import type { Rule } from '../rule.ts';
import { childOf, isTrue } from '../xml.ts';

/** Metadata API Developer Guide, CustomNotificationType: limits of its texts. */
const MOST = { customNotifTypeName: 80, masterLabel: 80, description: 255 };

/** Types of notification: a name like the file's, and a place where they are shown. */
export const notificationTypes: Rule = {
  name: 'notification-type',
  check({ source }, report) {
    for (const { file, name, root } of source.of('CustomNotificationType')) {
      const own = childOf(root, 'customNotifTypeName');
      if (own?.text !== name)
        report(
          file,
          own?.line ?? root.line,
          `customNotifTypeName is ${own?.text ?? 'missing'}, the file's name ${name}`,
        );
      for (const [element, most] of Object.entries(MOST)) {
        const text = childOf(root, element);
        if (text && text.text.length > most) report(file, text.line, `${element} has more than ${most} characters`);
      }
      if (!['desktop', 'mobile', 'slack'].some((place) => isTrue(root, place)))
        report(file, root.line, 'It is shown nowhere: neither on desktop nor on mobile');
    }
  },
};
