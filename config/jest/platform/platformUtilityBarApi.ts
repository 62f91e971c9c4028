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
