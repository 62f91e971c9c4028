export interface Viewer {
  user: { id: string; name: string; profile: string; language: string };
  /** Values of `@salesforce/i18n/*` by name; what is absent keeps the base components' default. */
  i18n: Record<string, unknown>;
  labels: Record<string, string>;
  userPermissions: string[];
  customPermissions: string[];
}
export type FormFactor = 'Large' | 'Medium' | 'Small';

/** Who is looking: the server writes it into the page as data. */
export const viewer = JSON.parse(document.scripts.namedItem('viewer')?.textContent ?? '{}') as Viewer;

const PHONE_WIDTH = 480;
const TABLET_WIDTH = 1024;

function measure(): FormFactor {
  if (window.innerWidth <= PHONE_WIDTH) return 'Small';
  return window.matchMedia('(pointer: coarse)').matches && window.innerWidth <= TABLET_WIDTH ? 'Medium' : 'Large';
}

export const formFactor = measure();
