import type { Org, Session } from '../src/data/types.ts';
import { type PlacedComponent, placed, type Placing } from './flexipage.ts';
import { labelsFor } from './labels.ts';

/** Salesforce Help, "Translate Component Labels on Lightning Pages": `{!$Label.Name}` stands for a custom label. */
const LABEL = /\{!\$Label\.(?:c\.)?(\w+)\}/g;

export function placingFor(org: Org, session: Session): Placing {
  const labels = labelsFor(org, session.user.LanguageLocaleKey);
  return {
    propertyTypes: (bundle) => org.metadata.components.find(({ name }) => name === bundle)?.propertyTypes ?? {},
    words: (text) => text.replace(LABEL, (whole, name: string) => labels[name] ?? whole),
  };
}

/** An item of the utility bar. */
export interface Utility {
  id: string;
  label: string;
  icon: string;
  panelWidth: number;
  panelHeight: number;
  /** Its component starts with the page, not when it is first opened. */
  isEager: boolean;
  component: PlacedComponent;
}

/** What Lightning takes where the item says nothing. */
const PANEL = { width: 340, height: 480 };

/** The items of the app's utility bar: https://help.salesforce.com/s/articleView?id=platform.dev_apps_lightning_utilities.htm */
export function utilitiesFor(org: Org, session: Session): Utility[] {
  const [app] = org.metadata.apps;
  const page = org.metadata.flexiPages.find(({ name, type }) => name === app?.utilityBar && type === 'UtilityBar');
  if (!page) return [];
  const placing = placingFor(org, session);
  const items = page.regions.filter(({ type }) => type === 'Region').flatMap(({ components }) => components);
  return items.map((item, index) => {
    const { label, icon, width, height, eager } = item.decorators;
    const id = `utility-${index}`;
    return {
      id,
      label: label ?? item.name,
      // the page names the icon without its set
      icon: (icon ?? 'apps').replace(/^(?!\w+:)/, 'utility:'),
      panelWidth: Number(width ?? PANEL.width),
      panelHeight: Number(height ?? PANEL.height),
      isEager: eager !== undefined && eager !== 'false',
      component: placed(page, item, id, placing),
    };
  });
}
