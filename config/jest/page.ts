import { createElement } from 'lwc';
import type { LightningElement } from 'lwc';

/** Puts a component on the page and gives its element. */
export function show<T extends object>(
  tag: string,
  component: typeof LightningElement,
  properties: T,
): HTMLElement & T {
  const element = createElement(tag, { is: component });
  Object.assign(element, properties);
  document.body.appendChild(element);
  return element as unknown as HTMLElement & T;
}

/** Lets promises and renders that are due come through; a chain of several answers takes more turns. */
export async function settle(turns = 4): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
}

export function clear(): void {
  while (document.body.firstChild) document.body.removeChild(document.body.firstChild);
}

/** Time stands at `now`; promises and renders still come through. */
export function stopClock(now: number | Date): void {
  jest.useFakeTimers({ now, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
}

/** axe waits on timers of its own. */
export async function expectAccessible(element: HTMLElement): Promise<void> {
  jest.useRealTimers();
  await expect(element).toBeAccessible();
}

/** Every element below a component that fits, through all its children's shadows. */
export function all<T extends Element = HTMLElement>(root: Element | ShadowRoot, selector: string): T[] {
  const scope = root instanceof Element && root.shadowRoot ? root.shadowRoot : root;
  const own = [...scope.querySelectorAll<T>(selector)];
  const deeper = [...scope.querySelectorAll('*')]
    .filter((child) => child.shadowRoot)
    .flatMap((child) => all<T>(child, selector));
  return [...new Set([...own, ...deeper])];
}

type BaseComponent = HTMLElement & { label?: string; value?: string };

/** What a person can read: the text of every shadow, in order, plus the labels that base components show. */
export function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
  if (!(node instanceof Element || node instanceof DocumentFragment)) return '';
  const base = node instanceof Element && node.tagName.startsWith('LIGHTNING-') ? (node as BaseComponent) : undefined;
  const children =
    node instanceof Element && node.shadowRoot
      ? [...node.shadowRoot.childNodes, ...node.childNodes]
      : [...node.childNodes];
  const shown = base?.tagName.startsWith('LIGHTNING-FORMATTED-') ? base.value : undefined;
  return [base?.label ?? '', shown ?? '', ...children.map(textOf)].join(' ').replace(/\s+/g, ' ').trim();
}
