declare module 'org/viewer' {
  export const viewer: import('./org/viewer/viewer').Viewer;
  export const formFactor: import('./org/viewer/viewer').FormFactor;
}
declare module 'org/client' {
  export const request: typeof import('./org/client/client').request;
  export const OrgFault: typeof import('./org/client/client').OrgFault;
  export const recordsChanged: typeof import('./org/client/client').recordsChanged;
  export const onRecordsChanged: typeof import('./org/client/client').onRecordsChanged;
}
declare module 'org/router' {
  export type PageReference = import('./org/router/router').PageReference;
  export const urlOf: typeof import('./org/router/router').urlOf;
  export const pageReferenceOf: typeof import('./org/router/router').pageReferenceOf;
  export const go: typeof import('./org/router/router').go;
  export const onNavigate: typeof import('./org/router/router').onNavigate;
}
declare module 'org/components' {
  /** The package's exposed components by their FlexiPage name, `c:conversationInsights`. */
  export const components: Record<string, typeof import('lwc').LightningElement>;
  /** Their tags, `c-conversation-insights`. */
  export const tags: Record<string, string>;
}
declare module 'org/utilities' {
  export type UtilityState = import('./org/utilities/utilities').UtilityState;
  export const utilities: typeof import('./org/utilities/utilities').utilities;
  export const utility: typeof import('./org/utilities/utilities').utility;
  export const setUtilities: typeof import('./org/utilities/utilities').setUtilities;
  export const onUtilities: typeof import('./org/utilities/utilities').onUtilities;
  export const changeUtility: typeof import('./org/utilities/utilities').changeUtility;
  export const openUtility: typeof import('./org/utilities/utilities').openUtility;
  export const onClick: typeof import('./org/utilities/utilities').onClick;
  export const clicked: typeof import('./org/utilities/utilities').clicked;
  export const EnclosingUtilityId: typeof import('./org/utilities/utilities').EnclosingUtilityId;
  export const provideUtility: typeof import('./org/utilities/utilities').provideUtility;
}
