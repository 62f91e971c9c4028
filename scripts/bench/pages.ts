/**
 * The pages as a rep has them, in a real browser and in production mode: what they ask for, how soon a big deal's first
 * insight is painted beside the same by hand, how it scrolls, what stays in memory, and the code that they bring along.
 */
import { launchBrowser } from '../../tests/browser.ts';
import { TestDemo } from '../../tests/demo.ts';
import type { Bench, Figure } from '../../sync/bench/types.ts';
import { pageSizes, viewSizes, type PageSize } from './pages/codeSize.ts';
import { measureMemory } from './pages/memory.ts';
import { measurePaint } from './pages/paint.ts';
import { countRequests, type PageRequests, type Visited } from './pages/requests.ts';
import { measureScroll } from './pages/scroll.ts';
import { asRep, FIRST_ROW, REP } from './pages/viewer.ts';
import { CONVERSATIONS, makeDeal, MOMENTS } from './pages/world.ts';

/** What stands on each page; on Home two components together. */
const PAGES: Record<string, string[]> = {
  'Event and Task': ['conversationInsights'],
  Opportunity: ['opportunityConversations'],
  'Account, Contact, Lead': ['recordConversations'],
  'Website visits beside them': ['visitorPanel'],
  Home: ['needsReview', 'mineToday'],
};
const MOST_BYTES = 40_000;
const TIMES_PLAIN = 1.5;
const LATE_SHARE = 0.02;
/** Bytes a visit may leave behind; the browser's own book-keeping stays below. */
const LEFT_A_VISIT = 256 * 1024;
/** Of some thousand that a visit makes. */
const LEFT_NODES = 20;
const KB = 1000;

async function visited(demo: TestDemo): Promise<Visited[]> {
  const activity = async (key: string) => {
    const { activityId } = await demo.settled(key);
    if (!activityId) throw new Error(`${key} has no activity.`);
    return activityId;
  };
  const deal = await demo.one(
    "SELECT Id, AccountId FROM Opportunity WHERE Name = 'Halvorsen Marine – Fleet telemetry'",
  );
  const record = (object: string, id: unknown) => `/lightning/r/${object}/${String(id)}/view`;
  const contact = await demo.one("SELECT Id FROM Contact WHERE Name = 'Astrid Halvorsen'");
  const lead = await demo.one("SELECT Id FROM Lead WHERE Name = 'Sigrid Nordvik'");
  const card = 'c-conversation-card';
  return [
    { page: 'Event', address: record('Event', await activity('zoom:83920174551')), shows: card },
    { page: 'Task', address: record('Task', await activity('aircall:812004471')), shows: card },
    { page: 'Opportunity', address: record('Opportunity', deal.Id), shows: FIRST_ROW },
    { page: 'Account', address: record('Account', deal.AccountId), shows: FIRST_ROW },
    { page: 'Contact', address: record('Contact', contact.Id), shows: FIRST_ROW },
    { page: 'Lead', address: record('Lead', lead.Id), shows: FIRST_ROW },
    { page: 'Home', address: '/lightning/page/home', shows: 'c-mine-today' },
  ];
}

const requestFigures = ({ page, first, opened, again }: PageRequests): Figure[] => [
  { what: `${page}: first view`, value: first, unit: 'requests', must: { atMost: 1 } },
  { what: `${page}: everything opened`, value: opened, unit: 'requests', must: { atMost: 2 } },
  { what: `${page}: opened again`, value: again, unit: 'requests', must: { atMost: 0 } },
];

const codeFigures = ({ page, atOnce, onDemand }: PageSize): Figure[] => [
  { what: `${page}: code that comes with the page`, value: atOnce / KB, unit: 'kB', must: { atMost: MOST_BYTES / KB } },
  { what: `${page}: code with everything opened`, value: (atOnce + onDemand) / KB, unit: 'kB' },
];

/** What comes by itself after the first answer is the page's, too. */
async function firstViewFigures(counted: PageRequests[]): Promise<Figure[]> {
  const placed = new Set(Object.values(PAGES).flat());
  const views = await viewSizes(
    counted.map(({ page, components, modules }) => ({
      ...{ page, components: components.filter((name) => placed.has(name)), loaded: [...components, ...modules] },
    })),
  );
  return views.map(({ page, bytes }) => ({
    ...{ what: `${page}: code once the first view of the sample stands`, value: bytes / KB, unit: 'kB' },
  }));
}

const rounded = (value: number, digits = 1) => Number(value.toFixed(digits));

export async function pages(): Promise<Bench> {
  const sizes = await pageSizes(PAGES);
  const demo = await TestDemo.start();
  const browser = await launchBrowser();
  try {
    const { Id: rep } = await demo.one(`SELECT Id FROM User WHERE Alias = '${REP}'`);
    const context = await asRep(browser, demo.url, rep);
    const counted: PageRequests[] = [];
    for (const one of await visited(demo)) counted.push(await countRequests(context, one));
    const deal = await makeDeal(demo);
    const paint = await measurePaint(context, deal);
    const scroll = await measureScroll(context, deal);
    const memory = await measureMemory(context, deal);
    const left = (memory.after - memory.before) / memory.visits / KB;
    return {
      name: 'pages',
      figures: [
        ...counted.flatMap(requestFigures),
        {
          ...{ what: 'first insight of the big deal, times by hand', value: rounded(paint.ours / paint.plain, 2) },
          ...{ unit: '×', must: { atMost: TIMES_PLAIN } },
        },
        {
          ...{ what: 'first insight of the big deal painted', value: rounded(paint.ours), unit: 'ms' },
          yardstick: { what: 'by hand', value: rounded(paint.plain) },
        },
        {
          ...{ what: 'of these, after the org’s answer', value: rounded(paint.oursAfterAnswer), unit: 'ms' },
          yardstick: { what: 'by hand', value: rounded(paint.plainAfterAnswer) },
        },
        {
          ...{ what: 'late frames while scrolling, beyond by hand', unit: 'share' },
          ...{ value: rounded(Math.max(0, scroll.oursLate - scroll.plainLate), 4), must: { atMost: LATE_SHARE } },
        },
        {
          ...{ what: 'late frames while scrolling', value: rounded(scroll.oursLate, 4), unit: 'share' },
          yardstick: { what: 'by hand', value: rounded(scroll.plainLate, 4) },
        },
        {
          ...{ what: 'a frame while scrolling', value: rounded(scroll.oursFrame), unit: 'ms' },
          yardstick: { what: 'by hand', value: rounded(scroll.plainFrame) },
        },
        {
          ...{ what: 'memory that a visit leaves behind', value: rounded(left), unit: 'kB' },
          ...{ must: { atMost: LEFT_A_VISIT / KB } },
          yardstick: { what: 'while the deal is open', value: rounded((memory.open - memory.before) / KB) },
        },
        {
          ...{ what: 'DOM nodes left behind', value: memory.nodesAfter - memory.nodesBefore, unit: 'nodes' },
          must: { atMost: LEFT_NODES },
        },
        ...sizes.flatMap(codeFigures),
        ...(await firstViewFigures(counted)),
      ],
      notes: [
        `The big deal has ${CONVERSATIONS.toLocaleString('en')} conversations and ${MOMENTS.toLocaleString('en')} moments. By hand: plain DOM code of one file that shows the same of the same answers, in the same browser, in turns; medians. While it waits for the org it loads what the platform loads beside the card, for example icons.`,
        'First insight: from the card being put on the page until its first conversation is painted, the org’s answer in between.',
        `Scrolling: with ${scroll.rows} rows, down and up; a frame is late past 17 ms; what this machine misses on both pages is not the page’s.`,
        'Memory: the JavaScript heap after garbage collection, on Home, before and after visits that open three conversations.',
        'Code: compiled and minified, templates and styles in it, before compression; labels’ texts, base components and the engine are the platform’s. What is loaded when it is opened is counted with everything opened; what loads by itself after the org’s answer, with the first view.',
      ],
    };
  } finally {
    await browser.close();
    await demo.stop();
  }
}

if (process.argv[1] === import.meta.filename) {
  const bench = await pages();
  console.log(process.argv.includes('--json') ? JSON.stringify(bench) : bench);
}
