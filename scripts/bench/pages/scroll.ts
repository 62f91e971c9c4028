/** How evenly the page scrolls with several pages of the list shown, beside the same by hand. */
import type { BrowserContext, Page } from 'playwright-core';
import { openPlain } from './paint.ts';
import { FIRST_ROW, median, questionsOf, settled } from './viewer.ts';

const MORE = 12;
const RUNS = 5;
const FRAMES = 180;
/** A display's frame at 60 hertz lasts 16.7 ms. */
const FRAME_MS = 17;

export interface Scrolling {
  rows: number;
  /** Share of frames that took longer than one frame of a 60 hertz display, medians over the runs. */
  oursLate: number;
  plainLate: number;
  /** Milliseconds of the median frame. */
  oursFrame: number;
  plainFrame: number;
}

/** Down and up through the whole page, a step a frame; the time of each frame. */
async function frames(page: Page): Promise<number[]> {
  return page.evaluate(
    (count) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        const length = document.documentElement.scrollHeight - innerHeight;
        let last: number | undefined;
        const step = (now: number) => {
          if (last !== undefined) times.push(now - last);
          last = now;
          if (times.length >= count) return resolve(times);
          const way = (times.length * 2) / count;
          scrollTo(0, length * (way < 1 ? way : 2 - way));
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    FRAMES,
  );
}

export async function measureScroll(context: BrowserContext, deal: string): Promise<Scrolling> {
  const ours = await context.newPage();
  const questions = questionsOf(ours);
  await ours.goto(`/lightning/r/Opportunity/${deal}/view`);
  const titles = ours.locator(FIRST_ROW);
  await titles.first().waitFor();
  await settled(ours);
  for (let more = 0; more < MORE; more += 1) {
    const before = await titles.count();
    await ours.getByRole('button', { name: 'Show more', exact: true }).click();
    await titles.nth(before).waitFor();
  }
  await settled(ours);
  const [first, ...further] = questions;
  if (!first) throw new Error('The page has asked for nothing.');
  const plain = await context.newPage();
  await openPlain(plain, first, further);
  await plain.locator('[data-whole]').waitFor();
  await settled(plain);
  const rows = await titles.count();
  // the page reads ahead: what it has not shown yet is not shown by hand either
  await plain.evaluate((shown) => {
    [...document.querySelectorAll('.plain-rows > *')].slice(shown).forEach((row) => row.remove());
  }, rows);
  if (rows !== (await plain.locator('.plain-row').count())) throw new Error('The two lists differ in length.');

  const runs: { ours: number[]; plain: number[] }[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await ours.bringToFront();
    const oursFrames = await frames(ours);
    await plain.bringToFront();
    runs.push({ ours: oursFrames, plain: await frames(plain) });
  }
  await Promise.all([ours.close(), plain.close()]);
  const late = (times: number[]) => times.filter((time) => time > FRAME_MS).length / times.length;
  return {
    rows,
    oursLate: median(runs.map((run) => late(run.ours))),
    plainLate: median(runs.map((run) => late(run.plain))),
    oursFrame: median(runs.flatMap((run) => run.ours)),
    plainFrame: median(runs.flatMap((run) => run.plain)),
  };
}
