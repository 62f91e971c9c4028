import { createTestWireAdapter } from '@salesforce/wire-service-jest-util';

export const EnclosingUtilityId = createTestWireAdapter();

/** What components wrote on the bar. */
export const written: { utilityId: string; label?: string; highlighted?: boolean }[] = [];

export function updateUtility(
  utilityId: string,
  attributes: { label?: string; highlighted?: boolean },
): Promise<boolean> {
  written.push({ utilityId, ...attributes });
  return Promise.resolve(true);
}

/** Whether the panel stands open, and who is told when it is clicked. */
export const panel = { isOpen: false, click: (_detail: { panelVisible: boolean }): void => undefined };

export const getInfo = (): Promise<{ utilityVisible: boolean }> => Promise.resolve({ utilityVisible: panel.isOpen });

export function updatePanel(utilityId: string, attributes: { label?: string }): Promise<boolean> {
  panels.push({ utilityId, ...attributes });
  return Promise.resolve(true);
}
export const panels: { utilityId: string; label?: string }[] = [];

export function onUtilityClick(
  _utilityId: string,
  handler: (detail: { panelVisible: boolean }) => void,
): Promise<boolean> {
  panel.click = handler;
  return Promise.resolve(true);
}
