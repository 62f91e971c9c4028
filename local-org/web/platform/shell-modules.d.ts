declare module 'shell/texts' {
  export const text: typeof import('../shell/texts/texts').text;
}
declare module 'shell/model' {
  export type Frame = import('../shell/model/model').Frame;
  export type Page = import('../shell/model/model').Page;
  export type RecordPage = import('../shell/model/model').RecordPage;
  export type ListPage = import('../shell/model/model').ListPage;
  export type HomePage = import('../shell/model/model').HomePage;
  export type HomeCard = import('../shell/model/model').HomeCard;
  export type Utility = import('../shell/model/model').Utility;
  export type PageRow = import('../shell/model/model').PageRow;
  export type PlacedComponent = import('../shell/model/model').PlacedComponent;
  export type RelatedList = import('../shell/model/model').RelatedList;
  export type Cell = import('../shell/model/model').Cell;
  export const frame: Frame;
  export const loadPage: typeof import('../shell/model/model').loadPage;
}
declare module 'shell/app' {
  const App: typeof import('lwc').LightningElement;
  export default App;
}
