import type { FlexiPageComponent, FlexiPageMetadata } from '../src/metadata/types.ts';

/** A component in its place on a page. */
export type PlacedComponent =
  | { kind: 'highlights' | 'details' | 'relatedLists'; key: string }
  | { kind: 'homeCard'; key: string; card: 'meetings' | 'calls' | 'deals' }
  | { kind: 'custom'; key: string; name: string; properties: Record<string, string | number | boolean> }
  | { kind: 'tabset'; key: string; tabs: PlacedTab[] }
  | { kind: 'unknown'; key: string; name: string };

/** A tab by its own label, or by the name of a standard one. */
export interface PlacedTab {
  label: string;
  standard: string | null;
  components: PlacedComponent[];
}

/** A row of columns; widths are twelfths from 768 px up. A column holds components, or rows of its own. */
export interface PageRow {
  key: string;
  columns: PageColumn[];
}
interface PageColumn {
  key: string;
  width: number;
  components: PlacedComponent[];
  rows: PageRow[];
}

/** What placing a component needs of the org and the viewer. */
export interface Placing {
  /** Design properties of a bundle, by name: `Boolean`, `Integer`, `String`… */
  propertyTypes(bundle: string): Record<string, string>;
  /** A text as admins wrote it, in the viewer's language. */
  words(text: string): string;
}

type TemplateRow = [place: string | TemplateRow[], twelfths: number][];

/** Templates as rows of `[region, twelfths]`; narrow screens show the regions in this order, one under another. */
const TEMPLATES: Record<string, TemplateRow[]> = {
  'flexipage:recordHomeTemplateDesktop': [[['header', 12]], [['main', 8], ['sidebar', 4]]],
  'flexipage:recordHomeLeftSidebarTemplateDesktop': [[['header', 12]], [['leftsidebar', 4], ['main', 8]]],
  'flexipage:recordHomeSimpleViewTemplate': [[['header', 12]], [['main', 12]]],
  'flexipage:recordHomeSingleColTemplateDesktop': [[['header', 12]], [['main', 12]]],
  'flexipage:recordHomeSingleColNoHeaderTemplateDesktop': [[['main', 12]]],
  'flexipage:recordHomeTwoColEqualHeaderTemplateDesktop': [[['header', 12]], [['leftcol', 6], ['rightcol', 6]]],
  'flexipage:recordHomeThreeColTemplateDesktop': [[['header', 12]], [['leftsidebar', 3], ['main', 6], ['rightsidebar', 3]]],
  'flexipage:defaultAppHomeTemplate': [[['main', 12]]],
  'flexipage:appHomeTemplateTwoColumns': [[['main', 8], ['sidebar', 4]]],
  'home:desktopTemplate': [[[[[['top', 12]], [['bottomLeft', 6], ['bottomRight', 6]]], 8], ['sidebar', 4]]],
}; // prettier-ignore

const STANDARD: Record<string, 'highlights' | 'details' | 'relatedLists'> = {
  'force:highlightsPanel': 'highlights',
  'force:detailPanel': 'details',
  'force:relatedListContainer': 'relatedLists',
};

/** Components of Lightning's own Home page that the shell has cards for. */
const HOME_CARDS: Record<string, 'meetings' | 'calls' | 'deals'> = {
  'home:eventContainer': 'meetings',
  'home:taskContainer': 'calls',
  'home:topDealsContainer': 'deals',
};

/** How deep facets may lie in one another: a loop in the metadata ends here. */
const DEEPEST = 4;

/** App Builder writes a standard tab's label as `Standard.Tab.detail`; the shell has a word for it. */
const STANDARD_TAB = /^Standard\.Tab\.(detail|relatedLists|activity|collaborate)$/;

function tabTitle(title: string): { label: string; standard: string | null } {
  const standard = STANDARD_TAB.exec(title)?.[1] ?? null;
  return { label: title, standard };
}

/** App Builder writes every value as text: a property's type is its component's to say. */
function typed(value: string, type: string | undefined, placing: Placing): string | number | boolean {
  if (type === 'Boolean') return value === 'true';
  if (type === 'Integer') return Number(value);
  return placing.words(value);
}

/** One component where it stands. `depth` counts the tabs that it lies in. */
export function placed(
  page: FlexiPageMetadata,
  component: FlexiPageComponent,
  key: string,
  placing: Placing,
  depth = 0,
): PlacedComponent {
  const { name, properties } = component;
  const standard = STANDARD[name];
  if (standard) return { kind: standard, key };
  const card = HOME_CARDS[name];
  if (card) return { kind: 'homeCard', key, card };
  if (name === 'flexipage:tabset' && depth < DEEPEST) {
    const tabs = facet(page, properties['tabs']).map((tab) => ({
      ...tabTitle(placing.words(tab.properties['title'] ?? '')),
      components: facet(page, tab.properties['body']).map((inner, index) =>
        placed(page, inner, `${key}-${tab.identifier}-${index}`, placing, depth + 1),
      ),
    }));
    return { kind: 'tabset', key, tabs };
  }
  const custom = name.includes(':') ? name : `c:${name}`;
  if (!custom.startsWith('c:')) return { kind: 'unknown', key, name };
  const types = placing.propertyTypes(custom.slice('c:'.length));
  const given = Object.entries(properties).map(([property, value]) => [
    property,
    typed(value, types[property], placing),
  ]);
  return { kind: 'custom', key, name: custom, properties: Object.fromEntries(given) as Record<string, string> };
}

const facet = (page: FlexiPageMetadata, name: string | undefined) =>
  page.regions.find((region) => region.name === name)?.components ?? [];

/** A FlexiPage as rows of columns. An unknown template is one column of all its regions. */
export function layoutOf(page: FlexiPageMetadata, placing: Placing): PageRow[] {
  const regions = page.regions.filter(({ type }) => type === 'Region');
  const columnOf = ([place, width]: TemplateRow[number], index: number): PageColumn[] => {
    if (typeof place !== 'string') {
      const rows = rowsOf(place);
      return rows.length > 0 ? [{ key: `rows-${index}`, width, components: [], rows }] : [];
    }
    const region = regions.find(({ name }) => name === place);
    if (!region || region.components.length === 0) return [];
    const components = region.components.map((component, at) => placed(page, component, `${place}-${at}`, placing));
    return [{ key: place, width, components, rows: [] }];
  };
  const rowsOf = (rows: TemplateRow[]): PageRow[] =>
    rows.flatMap((row, index) => {
      const columns = row.flatMap(columnOf);
      // a column alone takes the whole row
      const [only] = columns;
      if (columns.length === 1 && only) only.width = 12;
      return columns.length > 0 ? [{ key: `row-${index}`, columns }] : [];
    });
  return rowsOf(TEMPLATES[page.template] ?? regions.map(({ name }): TemplateRow => [[name, 12]]));
}

const column = (key: string, width: number, component: PlacedComponent): PageColumn => ({
  key,
  width,
  components: [component],
  rows: [],
});

/** What a record page shows where the package has none for its object. */
export const PLAIN_LAYOUT: PageRow[] = [
  { key: 'header', columns: [column('header', 12, { kind: 'highlights', key: 'highlights' })] },
  {
    key: 'body',
    columns: [
      column('main', 8, { kind: 'details', key: 'details' }),
      column('sidebar', 4, { kind: 'relatedLists', key: 'related' }),
    ],
  },
];

/** A page that is one Lightning web component: what a tab with `lwcComponent` shows. */
export const componentLayout = (bundle: string): PageRow[] => [
  {
    key: 'tab',
    columns: [column('main', 12, { kind: 'custom', key: bundle, name: `c:${bundle}`, properties: {} })],
  },
];
