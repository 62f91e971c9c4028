/** Where a metadata type lives in source format, by the end of its file's name. */
export interface Place {
  type: string;
  /** Folder of the package; types of an object or bundle stand one or two folders deeper. */
  folder: string;
  /** Where in it: straight inside, in a folder of its own name, or in an object's subfolder of this name. */
  within: 'flat' | 'own' | { object: string };
}

const flat = (type: string, folder: string): Place => ({ type, folder, within: 'flat' });
const own = (type: string, folder: string): Place => ({ type, folder, within: 'own' });
const ofObject = (type: string, object: string): Place => ({ type, folder: 'objects', within: { object } });

/** Metadata API Developer Guide, "Metadata Types"; Salesforce DX Developer Guide, "Source File Suffixes". */
export const PLACES: Record<string, Place> = {
  app: flat('CustomApplication', 'applications'),
  customPermission: flat('CustomPermission', 'customPermissions'),
  eca: flat('ExternalClientApplication', 'externalClientApps'),
  ecaGlblOauth: flat('ExtlClntAppGlobalOauthSettings', 'extlClntAppGlobalOauthSets'),
  ecaOauth: flat('ExtlClntAppOauthSettings', 'extlClntAppOauthSettings'),
  ecaOauthPlcy: flat('ExtlClntAppOauthConfigurablePolicies', 'extlClntAppOauthPolicies'),
  ecaPlcy: flat('ExtlClntAppConfigurablePolicies', 'extlClntAppPolicies'),
  externalCredential: flat('ExternalCredential', 'externalCredentials'),
  externalServiceRegistration: flat('ExternalServiceRegistration', 'externalServiceRegistrations'),
  flexipage: flat('FlexiPage', 'flexipages'),
  flow: flat('Flow', 'flows'),
  flowtest: flat('FlowTest', 'flowtests'),
  globalValueSet: flat('GlobalValueSet', 'globalValueSets'),
  labels: flat('CustomLabels', 'labels'),
  layout: flat('Layout', 'layouts'),
  namedCredential: flat('NamedCredential', 'namedCredentials'),
  notiftype: flat('CustomNotificationType', 'notificationtypes'),
  permissionset: flat('PermissionSet', 'permissionsets'),
  permissionsetgroup: flat('PermissionSetGroup', 'permissionsetgroups'),
  platformEventChannel: flat('PlatformEventChannel', 'platformEventChannels'),
  platformEventChannelMember: flat('PlatformEventChannelMember', 'platformEventChannelMembers'),
  quickAction: flat('QuickAction', 'quickActions'),
  remoteSite: flat('RemoteSiteSetting', 'remoteSiteSettings'),
  reportType: flat('ReportType', 'reportTypes'),
  tab: flat('CustomTab', 'tabs'),
  translation: flat('Translations', 'translations'),
  object: own('CustomObject', 'objects'),
  objectTranslation: own('CustomObjectTranslation', 'objectTranslations'),
  js: own('LightningComponentBundle', 'lwc'),
  businessProcess: ofObject('BusinessProcess', 'businessProcesses'),
  compactLayout: ofObject('CompactLayout', 'compactLayouts'),
  field: ofObject('CustomField', 'fields'),
  fieldSet: ofObject('FieldSet', 'fieldSets'),
  index: ofObject('Index', 'indexes'),
  listView: ofObject('ListView', 'listViews'),
  recordType: ofObject('RecordType', 'recordTypes'),
  validationRule: ofObject('ValidationRule', 'validationRules'),
  webLink: ofObject('WebLink', 'webLinks'),
  fieldTranslation: { type: 'CustomFieldTranslation', folder: 'objectTranslations', within: { object: '' } },
};
