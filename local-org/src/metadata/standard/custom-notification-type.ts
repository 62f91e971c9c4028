// Object Reference, CustomNotificationType: developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_customnotificationtype.htm
import { audit, checkbox, longText, recordId, standardObject, text } from './define.ts';

/** Made from the package's metadata. */
export const customNotificationType = standardObject(
  {
    name: 'CustomNotificationType',
    label: 'Custom Notification Type',
    labelPlural: 'Custom Notification Types',
    keyPrefix: '0ML',
  },
  [
    recordId('Custom Notification Type ID'),
    text('DeveloperName', 'API Name', 80, 'required'),
    text('Language', 'Master Language', 40),
    text('MasterLabel', 'Label', 80, 'required'),
    text('NamespacePrefix', 'Namespace Prefix', 15, 'readOnly'),
    text('CustomNotifTypeName', 'Notification Name', 80, 'required', 'name'),
    longText('Description', 'Description', 255),
    checkbox('Desktop', 'Desktop'),
    checkbox('Mobile', 'Mobile'),
    checkbox('Slack', 'Slack'),
    ...audit(),
  ],
  { createable: false, updateable: false, deletable: false },
);
