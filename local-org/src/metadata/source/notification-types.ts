import { join } from 'node:path';
import type { NotificationTypeMetadata } from '../types.ts';
import { metadataFiles } from './files.ts';
import { flag, readMetadata, requiredText, text } from './xml.ts';

const elements = ['customNotifTypeName', 'description', 'desktop', 'masterLabel', 'mobile', 'slack'];

/** Metadata API Developer Guide, CustomNotificationType. */
export function readNotificationTypes(packageDirectory: string): NotificationTypeMetadata[] {
  return metadataFiles(join(packageDirectory, 'notificationtypes'), '.notiftype-meta.xml').map(({ name, path }) => {
    const xml = readMetadata(path, 'CustomNotificationType', elements);
    return {
      name,
      typeName: requiredText(path, xml, 'customNotifTypeName'),
      label: requiredText(path, xml, 'masterLabel'),
      description: text(xml, 'description') ?? '',
      desktop: flag(xml, 'desktop'),
      mobile: flag(xml, 'mobile'),
    };
  });
}
