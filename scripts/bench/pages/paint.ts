/** How long until the first insight of a big deal is painted, beside the same by hand. */
import type { BrowserContext, Page } from 'playwright-core';
import { PLAIN_CSS, plainPage, type Question } from './plainPage.ts';
import { median, questionsOf, settled } from './viewer.ts';

const RUNS = 9;
const PLAIN = '/plain-page';

export interface Paint {
  /** Milliseconds, medians over the runs. */
  ours: number;
  plain: number;
  /** Of these, from the answer's arrival. */
  oursAfterAnswer: number;
  plainAfterAnswer: number;
}

interface Marks {
  begun?: number;
  answered?: number;
  painted?: number;
}
type Marked = typeof globalThis & { marks: Marks };

/**
 * Before any script of the page: notes when the card is put on the page, when GraphQL has answered, and when the first row has been
 * painted. Natives are kept, since synthetic shadow hides what stands in components.
 */
function watch([host, row]: [string, string]): void {
  const marks: Marks = {};
  (globalThis as Marked).marks = marks;
  for (const name of ['insertBefore', 'appendChild'] as const) {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own node
    const put = Node.prototype[name] as (this: Node, node: Node, before: Node | null) => Node;
    const noted = function (this: Node, node: Node, before: Node | null) {
      if (node instanceof Element && node.localName === host) marks.begun ??= performance.now();
      return put.call(this, node, before);
    };
    Object.defineProperty(Node.prototype, name, { value: noted, configurable: true, writable: true });
  }
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const answer = await send(input, init);
    // eslint-disable-next-line @typescript-eslint/no-base-to-string -- pages send addresses as texts
    if (String(input).endsWith('/graphql')) marks.answered ??= performance.now();
    return answer;
  };
  const find = Document.prototype.querySelector.bind(document);
  const look = () => {
    if (!find(row)) return requestAnimationFrame(look);
    // this frame is painted before the next task
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (marks.painted = performance.now());
    port2.postMessage(undefined);
    return 0;
  };
  requestAnimationFrame(look);
}

async function marksOf(page: Page): Promise<Required<Marks>> {
  await page.waitForFunction(() => (globalThis as Marked).marks.painted !== undefined);
  const { begun, answered, painted } = await page.evaluate(() => (globalThis as Marked).marks);
  if (begun === undefined || answered === undefined || painted === undefined) throw new Error('A mark is missing.');
  return { begun, answered, painted };
}

/** What the platform loads for itself while the card waits for the org: its modules, for example of icons, and its data. */
function platformsOwn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { begun = 0, answered = 0 } = (globalThis as Marked).marks;
    const isBeside = ({ startTime, responseEnd }: PerformanceResourceTiming) =>
      responseEnd > begun && startTime < answered;
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const addresses = resources.filter(isBeside).map(({ name }) => name);
    return addresses.filter((address) => !address.endsWith('/graphql') && !address.includes('/web/app/'));
  });
}

/** A page of the same origin that holds the yardstick and nothing else; `beside` is loaded while it waits for the org. */
export async function openPlain(
  page: Page,
  first: Question,
  further: Question[] = [],
  beside: string[] = [],
): Promise<void> {
  const modules = beside.filter((address) => address.endsWith('.js'));
  const rest = beside.filter((address) => !address.endsWith('.js'));
  const load = `${JSON.stringify(modules)}.forEach((address) => import(address)); ${JSON.stringify(rest)}.forEach((address) => fetch(address).then((answer) => answer.text()));`;
  const script = `${load} (${plainPage.toString()})(${JSON.stringify(first)}, ${JSON.stringify(further)})`;
  const sheet = '<link rel="stylesheet" href="/slds/styles/salesforce-lightning-design-system.min.css">';
  const body = `<!doctype html><title>By hand</title>${sheet}<style>${PLAIN_CSS}</style><body><script type="module">${script.replaceAll('<', '\\u003c')}</script>`;
  await page.route(`**${PLAIN}`, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(PLAIN);
}

export async function measurePaint(context: BrowserContext, deal: string): Promise<Paint> {
  const address = `/lightning/r/Opportunity/${deal}/view`;
  const runs: { ours: Required<Marks>; plain: Required<Marks> }[] = [];
  const ours = await context.newPage();
  const questions = questionsOf(ours);
  await ours.addInitScript(watch, ['c-opportunity-conversations', 'c-conversation-list .title'] as [string, string]);
  const plain = await context.newPage();
  await plain.addInitScript(watch, ['article', '.plain-title'] as [string, string]);
  // the first look fills caches: it is not counted
  for (let run = 0; run <= RUNS; run += 1) {
    await ours.bringToFront();
    await ours.goto(address);
    const oursMarks = await marksOf(ours);
    const beside = await platformsOwn(ours);
    await settled(ours);
    const [first] = questions;
    if (!first) throw new Error('The page has asked for nothing.');
    await plain.bringToFront();
    await openPlain(plain, first, [], beside);
    const plainMarks = await marksOf(plain);
    await settled(plain);
    if (run === 0) await compare(ours, plain);
    else runs.push({ ours: oursMarks, plain: plainMarks });
  }
  await Promise.all([ours.close(), plain.close()]);
  const of = (pick: (run: (typeof runs)[number]) => number) => median(runs.map(pick));
  return {
    ours: of((run) => run.ours.painted - run.ours.begun),
    plain: of((run) => run.plain.painted - run.plain.begun),
    oursAfterAnswer: of((run) => run.ours.painted - run.ours.answered),
    plainAfterAnswer: of((run) => run.plain.painted - run.plain.answered),
  };
}

/** Figures of pages that show different things mean nothing. */
async function compare(ours: Page, plain: Page): Promise<void> {
  const text = await ours.locator('c-opportunity-conversations').innerText();
  for (const selector of ['.plain-title', '.plain-outcome', '.plain-list label', '.plain-list a'])
    for (const words of await plain.locator(selector).allInnerTexts())
      if (!text.replaceAll(/\s+/g, ' ').includes(words.trim().replaceAll(/\s+/g, ' ')))
        throw new Error(`By hand there stands "${words}", and the page has no such text.`);
}
