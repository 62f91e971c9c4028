/** What an LWC may import from the platform, as its developer guide lists it; the preview of base components has more. */

const words = (text: string) => new Set(text.split(/\s+/));

/** Component Reference, "lightning" (developer.salesforce.com/docs/component-library/overview/components). */
export const BASE_COMPONENTS = words(
  `accordion accordionSection alert avatar badge barcodeScanner breadcrumb breadcrumbs button buttonGroup buttonIcon
   buttonIconStateful buttonMenu buttonStateful calendar card carousel carouselImage checkboxGroup clickToDial combobox
   confirm datatable dualListbox dynamicIcon emptyState fileUpload flow formattedAddress formattedDateTime
   formattedEmail formattedLocation formattedName formattedNumber formattedPhone formattedRichText formattedText
   formattedTime formattedUrl helptext icon input inputAddress inputField inputLocation inputName inputRichText layout
   layoutItem map menuDivider menuItem menuSubheader messages modal modalBody modalFooter modalHeader outputField pill
   pillContainer progressBar progressIndicator progressRing progressStep prompt quickActionPanel radioGroup recordEditForm
   recordForm recordPicker recordViewForm relativeDateTime richTextToolbarButton richTextToolbarButtonGroup select
   slider spinner tab tabset textarea tile toast toastContainer tree treeGrid verticalNavigation
   verticalNavigationItem verticalNavigationItemBadge verticalNavigationItemIcon verticalNavigationOverflow
   verticalNavigationSection`,
);

/** Lightning Web Components Developer Guide, "Modules" and "Wire adapters". */
export const LIGHTNING_MODULES = words(
  `actions alert analyticsWaveApi confirm empApi flowSupport fileDownload graphql logger mediaUtils messageService
   mobileCapabilities modal navigation omnistudioPubsub pageReferenceUtils platformResourceLoader
   platformScopedNotificationHandler platformShowToastEvent platformUtilityBarApi platformWorkspaceApi prompt refresh toast toastContainer
   uiAppsApi uiGraphQLApi uiLayoutApi uiListApi uiListsApi uiObjectInfoApi uiRecordApi uiRelatedListApi`,
);

export const LWC_MODULES = new Set(['lwc']);

/** Guide, "@salesforce Modules": those with a closed list of names. */
export const SALESFORCE_MODULES: Record<string, RegExp> = {
  client: /^formFactor$/,
  user: /^(Id|isGuest)$/,
  i18n: /^(lang|dir|locale|currency|timeZone|firstDayOfWeek|defaultCalendar|defaultNumberingSystem|showJapaneseImperialYear|(common|dateTime|number|number\.\w+)\.\w+)$/,
  community: /^(Id|basePath)$/,
  site: /^(Id|activeLanguages)$/,
};

/** LWC Developer Guide, "XML Configuration File Elements", targets. */
export const TARGETS = words(
  `lightning__AppPage lightning__EnablementProgram lightning__FlowAction lightning__FlowScreen lightning__GlobalAction
   lightning__HomePage lightning__Inbox lightning__RecordAction lightning__RecordPage lightning__Tab
   lightning__UrlAddressable lightning__UtilityBar lightning__VoiceExtension lightningCommunity__Default
   lightningCommunity__Page lightningCommunity__Page_Layout lightningCommunity__Theme_Layout lightningSnapin__ChatMessage
   lightningSnapin__Minimized lightningSnapin__PreChat lightningStatic__Email`,
);

const BUILDER_TYPES = ['Boolean', 'Integer', 'String', 'Color', 'ContentReference'];

/** Types of a `<property>`, by target; other targets take no properties. */
export const PROPERTY_TYPES: Record<string, string[]> = {
  lightning__AppPage: ['Boolean', 'Integer', 'String'],
  lightning__HomePage: ['Boolean', 'Integer', 'String'],
  lightning__RecordPage: ['Boolean', 'Integer', 'String'],
  lightning__UtilityBar: ['Boolean', 'Integer', 'String'],
  lightning__FlowScreen: ['Boolean', 'Date', 'DateTime', 'Integer', 'String', 'apex://', '@salesforce/schema/', '{'],
  lightning__FlowAction: ['Boolean', 'Date', 'DateTime', 'Integer', 'String', 'apex://', '@salesforce/schema/', '{'],
  lightningCommunity__Default: BUILDER_TYPES,
};
