import { isReadable } from '../metadata/source/package.ts';

/** Metadata API Developer Guide, "DescribeMetadataResult". */
interface MetadataKind {
  xmlName: string;
  directoryName: string;
  suffix: string;
  inFolder: boolean;
  metaFile: boolean;
  childXmlNames?: string[];
}

const KINDS: [xmlName: string, directoryName: string, suffix: string, children?: string][] = [
  ['CustomApplication', 'applications', 'app'],
  ['CustomLabels', 'labels', 'labels', 'CustomLabel'],
  ['CustomNotificationType', 'notificationtypes', 'notiftype'],
  ['CustomObject', 'objects', 'object', 'CustomField CompactLayout FieldSet ListView WebLink'],
  ['CustomObjectTranslation', 'objectTranslations', 'objectTranslation'],
  ['CustomPermission', 'customPermissions', 'customPermission'],
  ['CustomTab', 'tabs', 'tab'],
  ['Dashboard', 'dashboards', 'dashboard'],
  ['ExternalClientApplication', 'externalClientApps', 'eca'],
  ['ExternalCredential', 'externalCredentials', 'externalCredential'],
  ['ExternalServiceRegistration', 'externalServiceRegistrations', 'externalServiceRegistration'],
  ['ExtlClntAppOauthConfigurablePolicies', 'extlClntAppOauthPolicies', 'ecaOauthPlcy'],
  ['ExtlClntAppOauthSettings', 'extlClntAppOauthSettings', 'ecaOauth'],
  ['FlexiPage', 'flexipages', 'flexipage'],
  ['Flow', 'flows', 'flow'],
  ['FlowTest', 'flowtests', 'flowtest'],
  ['Layout', 'layouts', 'layout'],
  ['LightningComponentBundle', 'lwc', ''],
  ['NamedCredential', 'namedCredentials', 'namedCredential'],
  ['PermissionSet', 'permissionsets', 'permissionset'],
  ['PlatformEventChannel', 'platformEventChannels', 'platformEventChannel'],
  ['PlatformEventChannelMember', 'platformEventChannelMembers', 'platformEventChannelMember'],
  ['Report', 'reports', 'report'],
  ['ReportType', 'reportTypes', 'reportType'],
  ['Translations', 'translations', 'translation'],
];
const IN_FOLDERS = new Set(['Dashboard', 'Report']);

/** What may be deployed here: the kinds that the org's readers know. */
export function describeMetadata(): {
  metadataObjects: MetadataKind[];
  organizationNamespace: string;
  partialSaveAllowed: boolean;
  testRequired: boolean;
} {
  const metadataObjects = KINDS.filter(([, directoryName]) => isReadable(directoryName)).map(
    ([xmlName, directoryName, suffix, children]): MetadataKind => ({
      xmlName,
      directoryName,
      suffix,
      inFolder: IN_FOLDERS.has(xmlName),
      metaFile: false,
      ...(children === undefined ? {} : { childXmlNames: children.split(' ') }),
    }),
  );
  return { metadataObjects, organizationNamespace: '', partialSaveAllowed: true, testRequired: false };
}
