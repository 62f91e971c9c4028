import type { Rule } from '../rule.ts';
import { childOf, childrenOf, textOf } from '../xml.ts';

/** Change Data Capture Developer Guide, "Compose Streams … with Custom Channels": the standard channel of all selected objects. */
const STANDARD = 'ChangeEvents';

/** Channels of change events, and the objects that each carries. */
export const channels: Rule = {
  name: 'channel',
  check({ source, schema }, report) {
    const own = source.of('PlatformEventChannel');
    for (const { file, name, root } of own)
      if (!name.endsWith('__chn')) report(file, root.line, `The name of a channel ends in __chn, ${name} does not`);
    const seen = new Set<string>();
    for (const { file, root } of source.of('PlatformEventChannelMember')) {
      const channel = childOf(root, 'eventChannel');
      if (channel && channel.text !== STANDARD && !own.some(({ name }) => name === channel.text))
        report(file, channel.line, `There is no channel ${channel.text}`);
      const entity = childOf(root, 'selectedEntity');
      const event = entity?.text ?? '';
      const object = event.replace(/__ChangeEvent$/, '__c').replace(/ChangeEvent$/, '');
      if (object === event || !schema.object(object))
        report(file, entity?.line ?? root.line, `${event} is the change event of no object`);
      const key = `${channel?.text ?? ''} ${event}`;
      if (seen.has(key)) report(file, root.line, `${channel?.text ?? ''} carries ${event} twice`);
      seen.add(key);
      for (const enriched of childrenOf(root, 'enrichedFields')) {
        const field = textOf(enriched, 'name') ?? '';
        if (!schema.field(object, field)) report(file, enriched.line, `There is no field ${object}.${field}`);
      }
    }
  },
};
