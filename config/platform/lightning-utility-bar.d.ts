/** https://developer.salesforce.com/docs/platform/lightning-component-reference/guide/lightning-platform-utility-bar-api.html */
declare module 'lightning/platformUtilityBarApi' {
  import type { WireAdapterConstructor } from 'lwc';

  export interface UtilityInfo {
    id: string;
    isLoaded: boolean;
    utilityLabel: string;
    utilityIcon: string;
    utilityIconVariant: string;
    utilityHighlighted: boolean;
    utilityVisible: boolean;
    utilityPoppedOut: boolean;
    panelHeaderLabel: string;
    panelHeaderIcon: string;
    panelHeight: number;
    panelWidth: number;
  }
  /** Wire adapter: `@wire(EnclosingUtilityId) utilityId`; undefined outside of a utility bar. */
  export const EnclosingUtilityId: WireAdapterConstructor<object, string | undefined>;
  export function getInfo(utilityId: string): Promise<UtilityInfo>;
  export function getAllUtilityInfo(): Promise<UtilityInfo[]>;
  export function updateUtility(
    utilityId: string,
    attributes: { label?: string; icon?: string; iconVariant?: 'success' | 'warning' | 'error'; highlighted?: boolean },
  ): Promise<boolean>;
  export function updatePanel(
    utilityId: string,
    attributes: { label?: string; icon?: string; width?: number; height?: number },
  ): Promise<boolean>;
  export function open(utilityId: string, options?: { autoFocus?: boolean }): Promise<boolean>;
  export function minimize(utilityId: string): Promise<boolean>;
  export function onUtilityClick(
    utilityId: string,
    eventHandler: (detail: { panelVisible: boolean }) => void,
  ): Promise<boolean>;
}
