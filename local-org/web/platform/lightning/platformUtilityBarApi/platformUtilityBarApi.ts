/** https://developer.salesforce.com/docs/platform/lightning-component-reference/guide/lightning-platform-utility-bar-api.html */
import { changeUtility, onClick, openUtility, utilities, utility, type UtilityState } from 'org/utilities';

export { EnclosingUtilityId } from 'org/utilities';

const REQUEST_FOCUS = 'org__utilityfocus';

function infoOf(state: UtilityState) {
  return {
    id: state.id,
    isLoaded: state.isLoaded,
    utilityLabel: state.label,
    utilityIcon: state.icon.replace(/^utility:/, ''),
    utilityIconVariant: state.iconVariant,
    utilityHighlighted: state.isHighlighted,
    utilityVisible: state.isOpen,
    utilityPoppedOut: false,
    panelHeaderLabel: state.panelLabel,
    panelHeaderIcon: state.panelIcon.replace(/^utility:/, ''),
    panelHeight: state.panelHeight,
    panelWidth: state.panelWidth,
  };
}

/** The name of a utility icon, with or without its set. */
const iconOf = (name: string | undefined) => name?.replace(/^(?!\w+:)/, 'utility:');

/** What is given, no more. */
const given = (change: Partial<UtilityState>): Partial<UtilityState> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

/** Every method answers a promise, which is rejected for a utility that is not there. */
const promised = <T>(work: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(work());
  });

export const getInfo = (utilityId: string) => promised(() => infoOf(utility(utilityId)));

export const getAllUtilityInfo = () => promised(() => utilities().map(infoOf));

export const updateUtility = (
  utilityId: string,
  attributes: { label?: string; icon?: string; iconVariant?: string; highlighted?: boolean } = {},
): Promise<boolean> =>
  promised(() => {
    const { label, icon, iconVariant, highlighted } = attributes;
    changeUtility(utilityId, given({ label, icon: iconOf(icon), iconVariant, isHighlighted: highlighted }));
    return true;
  });

export const updatePanel = (
  utilityId: string,
  attributes: { label?: string; icon?: string; width?: number; height?: number } = {},
): Promise<boolean> =>
  promised(() => {
    const { label, icon, width, height } = attributes;
    const change = { panelLabel: label, panelIcon: iconOf(icon), panelWidth: width, panelHeight: height };
    changeUtility(utilityId, given(change));
    return true;
  });

export const open = (utilityId: string, { autoFocus = false } = {}): Promise<boolean> =>
  promised(() => {
    openUtility(utilityId);
    if (autoFocus) window.dispatchEvent(new CustomEvent(REQUEST_FOCUS, { detail: utilityId }));
    return true;
  });

export const minimize = (utilityId: string): Promise<boolean> =>
  promised(() => {
    changeUtility(utilityId, { isOpen: false });
    return true;
  });

/** Handlers add up and stay; each is told whether the panel is now open. */
export const onUtilityClick = (
  utilityId: string,
  eventHandler: (detail: { panelVisible: boolean }) => void,
): Promise<boolean> =>
  promised(() => {
    onClick(utilityId, eventHandler);
    return true;
  });

const absent = (feature: string) => () =>
  Promise.reject(new Error(`The local org does not implement ${feature} of the utility bar.`));

export const enablePopout = absent('enablePopout');
export const enableModal = absent('enableModal');
