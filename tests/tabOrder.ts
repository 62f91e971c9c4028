/** The keyboard's way through a page: what Tab reaches, and whether its focus is seen. */
import type { Page } from 'playwright-core';

const MOST_STOPS = 250;
/** Room for an outline around the element. */
const MARGIN = 6;

export interface Walk {
  /** Stops inside the cards. */
  stops: number;
  /** Elements of the cards that Tab should reach and does not. */
  unreached: string[];
  /** Stops at which nothing on the screen shows where the focus is. */
  unseen: string[];
}

type Tracked = typeof globalThis & { visited: Set<Element>; focused: () => HTMLElement | null };

async function track(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tracked = globalThis as Tracked;
    tracked.visited = new Set();
    tracked.focused = () => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element instanceof HTMLElement && element !== document.body ? element : null;
    };
  });
  // the way begins at the top of the page
  await page.mouse.click(1, 1);
}

/** Whether two pictures around the focused element, with and without its focus, differ. */
async function isSeen(page: Page): Promise<boolean> {
  const box = await page.evaluate(() => {
    const element = (globalThis as Tracked).focused();
    element?.scrollIntoView({ block: 'center' });
    // a checkbox of the design system is drawn beside the input
    const drawn = element?.closest('.slds-checkbox') ?? element;
    const { x = 0, y = 0, width = 0, height = 0 } = drawn?.getBoundingClientRect() ?? {};
    return { x, y, width, height };
  });
  const x = Math.max(0, box.x - MARGIN);
  const y = Math.max(0, box.y - MARGIN);
  const clip = { x, y, width: box.width + 2 * MARGIN, height: box.height + 2 * MARGIN };
  const picture = () => page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
  const focused = await picture();
  const element = await page.evaluateHandle(() => (globalThis as Tracked).focused());
  await element.evaluate((one) => one?.blur());
  const blurred = await picture();
  await element.evaluate((one) => one?.focus());
  return !focused.equals(blurred);
}

export async function walk(page: Page, cards: string): Promise<Walk> {
  await track(page);
  const unseen: string[] = [];
  let stops = 0;
  for (let step = 0; step < MOST_STOPS; step += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate((selector) => {
      const { focused, visited } = globalThis as Tracked;
      const element = focused();
      if (!element || visited.has(element)) return null;
      visited.add(element);
      let host: Node | null = element;
      while (host && !(host instanceof Element && host.matches(selector)))
        host = host.parentNode ?? (host instanceof ShadowRoot ? host.host : null);
      return { inside: host !== null, html: element.outerHTML.slice(0, 200) };
    }, cards);
    // round the page, or out of it
    if (!stop) break;
    if (!stop.inside) continue;
    stops += 1;
    if (!(await isSeen(page))) unseen.push(stop.html);
  }
  const unreached = await page
    .locator(`:is(${cards}) :is(a[href], button, input, select, textarea, [tabindex="0"])`)
    .evaluateAll((all) => {
      const { visited } = globalThis as Tracked;
      const isMember = (element: Element) =>
        element.getAttribute('tabindex') === '-1' || (element instanceof HTMLInputElement && element.type === 'radio');
      return all
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled'))
        .filter((element) => !isMember(element) && !visited.has(element))
        .map((element) => element.outerHTML.slice(0, 200));
    });
  return { stops, unreached, unseen };
}
