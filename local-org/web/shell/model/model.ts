import { request } from 'org/client';
import { formFactor } from 'org/viewer';

export interface Frame {
  appName: string;
  tabs: { key: string; label: string; url: string }[];
  users: { id: string; name: string; role: 'admin' | 'rep'; language: string; current: boolean }[];
  theme: string;
  themes: string[];
  utilities: Utility[];
}
/** An item of the utility bar, as the app's FlexiPage has it. */
export interface Utility {
  id: string;
  label: string;
  icon: string;
  panelWidth: number;
  panelHeight: number;
  isEager: boolean;
  component: PlacedComponent;
}
export interface Cell {
  field: string;
  label: string;
  kind: 'text' | 'longText' | 'link' | 'email' | 'phone' | 'url' | 'checkbox';
  text: string;
  url: string | null;
  checked: boolean;
}
export type PlacedComponent =
  | { kind: 'highlights' | 'details' | 'relatedLists'; key: string }
  | { kind: 'homeCard'; key: string; card: HomeCard['key'] }
  | { kind: 'custom'; key: string; name: string; properties: Record<string, string | number | boolean> }
  | { kind: 'tabset'; key: string; tabs: { label: string; standard: string | null; components: PlacedComponent[] }[] }
  | { kind: 'unknown'; key: string; name: string };
export interface PageRow {
  key: string;
  columns: { key: string; width: number; components: PlacedComponent[]; rows: PageRow[] }[];
}
export interface RecordRow {
  id: string;
  url: string;
  title: string;
  cells: Cell[];
}
export interface RelatedList {
  key: string;
  label: string;
  icon: string;
  total: number;
  rows: RecordRow[];
}
export interface RecordPage {
  kind: 'record';
  recordId: string;
  objectApiName: string;
  objectLabel: string;
  title: string;
  icon: string;
  layout: PageRow[];
  highlights: Cell[];
  sections: { key: 'details' | 'package' | 'system'; cells: Cell[] }[];
  related: RelatedList[];
}
export interface ListPage {
  kind: 'list';
  objectApiName: string;
  objectLabel: string;
  title: string;
  icon: string;
  nameLabel: string;
  /** The label of the field that the newest goes by. */
  sortedBy: string;
  columns: { label: string }[];
  rows: RecordRow[];
  total: number;
}
export interface HomeCard {
  key: string;
  icon: string;
  listUrl: string;
  total: number;
  groups: { key: 'all' | 'next' | 'past'; rows: { id: string; url: string; title: string; facts: string[] }[] }[];
}
export interface HomePage {
  kind: 'home';
  cards: HomeCard[];
  /** Null where the shell's own cards are the page. */
  layout: PageRow[] | null;
}
/** A page as the server composes it for the viewer. */
export type Page =
  | HomePage
  | RecordPage
  | ListPage
  | { kind: 'tab'; title: string; layout: PageRow[] }
  | { kind: 'notFound' }
  | { kind: 'noAccess'; what: string };

export const frame = JSON.parse(document.scripts.namedItem('frame')?.textContent ?? '{}') as Frame;

/** @param path one of Lightning's own addresses */
export function loadPage(path: string): Promise<Page> {
  return request<Page>('GET', `/web/page?${new URLSearchParams({ path, formFactor }).toString()}`);
}
