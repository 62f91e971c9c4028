import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const slds1 = path.dirname(require.resolve('@salesforce-ux/design-system/package.json'));
const slds2 = path.dirname(require.resolve('@salesforce-ux/design-system-2/package.json'));

export const THEMES = ['slds', 'cosmos', 'dark'] as const;
/** SLDS 1, SLDS 2 in its Cosmos theme, and Cosmos in the dark. */
export type Theme = (typeof THEMES)[number];

export const themeNamed = (name: unknown): Theme | undefined => THEMES.find((theme) => theme === name);

export const STYLESHEETS: Record<Theme, string> = {
  slds: '/slds/styles/salesforce-lightning-design-system.min.css',
  cosmos: '/slds2/slds2.cosmos.css',
  dark: '/slds2/slds2.cosmos.css',
};

/** Classes by which Cosmos knows which of its colours are meant. */
export const ROOT_CLASSES: Record<Theme, string> = {
  slds: '',
  cosmos: 'slds-color-scheme--light',
  dark: 'slds-color-scheme--dark',
};

/** Address prefix → folder of files that it serves. */
export const ASSET_FOLDERS: Record<string, string> = {
  '/slds/': path.join(slds1, 'assets'),
  '/slds2/': path.join(slds2, 'dist', 'css', 'bundled'),
  '/assets/': path.join(slds1, 'assets'),
};
