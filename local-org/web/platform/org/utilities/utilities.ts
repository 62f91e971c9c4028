import { createContextProvider } from 'lwc';

/** An item of the utility bar as it is now. */
export interface UtilityState {
  id: string;
  label: string;
  /** An SLDS icon, `utility:moneybag`. */
  icon: string;
  iconVariant: string;
  isHighlighted: boolean;
  panelLabel: string;
  panelIcon: string;
  panelWidth: number;
  panelHeight: number;
  /** Its component is there, open or not. */
  isLoaded: boolean;
  isOpen: boolean;
}
type Click = (detail: { panelVisible: boolean }) => void;

let states: UtilityState[] = [];
const listeners = new Set<() => void>();
const clicks = new Map<string, Click[]>();

export const utilities = (): readonly UtilityState[] => states;

/** Returns the function that ends it. */
export function onUtilities(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function put(next: UtilityState[]): void {
  states = next;
  for (const listener of [...listeners]) listener();
}

export const setUtilities = (all: UtilityState[]): void => put(all);

export function utility(id: string): UtilityState {
  const found = states.find((one) => one.id === id);
  if (!found) throw new Error(`There is no utility ${id}.`);
  return found;
}

export function changeUtility(id: string, change: Partial<UtilityState>): void {
  utility(id);
  put(states.map((one) => (one.id === id ? { ...one, ...change } : one)));
}

/** One at a time is open: https://developer.salesforce.com/docs/service/api-console/guide/sforce-api-console-lwc-open.html */
export function openUtility(id: string): void {
  utility(id);
  put(states.map((one) => (one.id === id ? { ...one, isOpen: true, isLoaded: true } : { ...one, isOpen: false })));
}

export function onClick(id: string, handler: Click): void {
  utility(id);
  clicks.set(id, [...(clicks.get(id) ?? []), handler]);
}

export function clicked(id: string): void {
  for (const handler of clicks.get(id) ?? []) handler({ panelVisible: utility(id).isOpen });
}

/** Wire adapter: the Id of the utility that a component stands in; undefined elsewhere. */
export class EnclosingUtilityId {
  static contextSchema = { id: 'optional' } as const;
  private readonly emit: (id: string | undefined) => void;

  constructor(emit: (id: string | undefined) => void) {
    this.emit = emit;
    this.emit(undefined);
  }

  connect(): void {
    // the id comes with the context
  }

  disconnect(): void {
    // nothing was begun
  }

  update(_config: object, context?: { id: string }): void {
    this.emit(context?.id);
  }
}

/** Whoever stands inside of `host` is in this utility. */
export const provideUtility = createContextProvider(EnclosingUtilityId);
