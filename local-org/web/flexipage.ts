import type { FlexiPageComponent, FlexiPageMetadata } from '../src/metadata/types.ts';

/** A component in its place on a page. */
export type PlacedComponent =
  | { kind: 'highlights' | 'details' | 'relatedLists'; key: string }
  | { kind: 'custom'; key: string; name: string; properties: Record<string, string> }
  | { kind: 'tabset'; key: string; tabs: PlacedTab[] }
  | { kind: 'unknown'; key: string; name: string };

/** A tab by its own label, or by the name of a standard one. */
export interface PlacedTab {
  label: string;
  standard: string | null;
  components: PlacedComponent[];
}

/** A row of columns; widths are twelfths from 768 px up. */
export interface PageRow {
  key: string;
  columns: { key: string; width: number; components: PlacedComponent[] }[];
}

/** Templates as rows of `[region, twelfths]`; narrow screens show the regions in this order, one under another. */
const TEMPLATES: Record<string, [string, number][][]> = {
  'flexipage:recordHomeTemplateDesktop': [[['header', 12]], [['main', 8], ['sidebar', 4]]],
  'flexipage:recordHomeLeftSidebarTemplateDesktop': [[['header', 12]], [['leftsidebar', 4], ['main', 8]]],
  'flexipage:recordHomeSimpleViewTemplate': [[['header', 12]], [['main', 12]]],
  'flexipage:recordHomeSingleColTemplateDesktop': [[['header', 12]], [['main', 12]]],
  'flexipage:recordHomeSingleColNoHeaderTemplateDesktop': [[['main', 12]]],
  'flexipage:recordHomeTwoColEqualHeaderTemplateDesktop': [[['header', 12]], [['leftcol', 6], ['rightcol', 6]]],
  'flexipage:recordHomeThreeColTemplateDesktop': [[['header', 12]], [['leftsidebar', 3], ['main', 6], ['rightsidebar', 3]]],
  'flexipage:defaultAppHomeTemplate': [[['main', 12]]],
  'flexipage:appHomeTemplateTwoColumns': [[['main', 8], ['sidebar', 4]]],
  'home:desktopTemplate': [[['top', 12]], [['bottomLeft', 6], ['bottomRight', 6]], [['sidebar', 12]]],
}; // prettier-ignore

const STANDARD: Record<string, 'highlights' | 'details' | 'relatedLists'> = {
  'force:highlightsPanel': 'highlights',
  'force:detailPanel': 'details',
  'force:relatedListContainer': 'relatedLists',
};

/** How deep facets may lie in one another: a loop in the metadata ends here. */
const DEEPEST = 4;

/** App Builder writes a standard tab's label as `Standard.Tab.detail`; the shell has a word for it. */
const STANDARD_TAB = /^Standard\.Tab\.(detail|relatedLists|activity|collaborate)$/;

function tabTitle(title = ''): { label: string; standard: string | null } {
  const standard = STANDARD_TAB.exec(title)?.[1] ?? null;
  return { label: title, standard };
}

function place(page: FlexiPageMetadata, component: FlexiPageComponent, key: string, depth: number): PlacedComponent {
  const { name, properties } = component;
  const standard = STANDARD[name];
  if (standard) return { kind: standard, key };
  if (name === 'flexipage:tabset' && depth < DEEPEST) {
    const tabs = facet(page, properties['tabs']).map((tab) => ({
      ...tabTitle(tab.properties['title']),
      components: facet(page, tab.properties['body']).map((inner, index) =>
        place(page, inner, `${key}-${tab.identifier}-${index}`, depth + 1),
      ),
    }));
    return { kind: 'tabset', key, tabs };
  }
  const custom = name.includes(':') ? name : `c:${name}`;
  return custom.startsWith('c:') ? { kind: 'custom', key, name: custom, properties } : { kind: 'unknown', key, name };
}

const facet = (page: FlexiPageMetadata, name: string | undefined) =>
  page.regions.find((region) => region.name === name)?.components ?? [];

/** A FlexiPage as rows of columns. An unknown template is one column of all its regions. */
export function layoutOf(page: FlexiPageMetadata): PageRow[] {
  const regions = page.regions.filter(({ type }) => type === 'Region');
  const template = TEMPLATES[page.template] ?? regions.map(({ name }): [string, number][] => [[name, 12]]);
  return template.flatMap((row, index) => {
    const columns = row.flatMap(([name, width]) => {
      const region = regions.find((one) => one.name === name);
      if (!region || region.components.length === 0) return [];
      const components = region.components.map((component, at) => place(page, component, `${name}-${at}`, 0));
      return [{ key: name, width, components }];
    });
    // a column alone takes the whole row
    const [only] = columns;
    if (columns.length === 1 && only) only.width = 12;
    return columns.length > 0 ? [{ key: `row-${index}`, columns }] : [];
  });
}

/** What a record page shows where the package has none for its object. */
export const PLAIN_LAYOUT: PageRow[] = [
  { key: 'header', columns: [{ key: 'header', width: 12, components: [{ kind: 'highlights', key: 'highlights' }] }] },
  {
    key: 'body',
    columns: [
      { key: 'main', width: 8, components: [{ kind: 'details', key: 'details' }] },
      { key: 'sidebar', width: 4, components: [{ kind: 'relatedLists', key: 'related' }] },
    ],
  },
];

/** A page that is one Lightning web component: what a tab with `lwcComponent` shows. */
export const componentLayout = (bundle: string): PageRow[] => [
  {
    key: 'tab',
    columns: [
      { key: 'main', width: 12, components: [{ kind: 'custom', key: bundle, name: `c:${bundle}`, properties: {} }] },
    ],
  },
];
