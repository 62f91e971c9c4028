import { EnclosingUtilityId, panel, panels, written } from '../../../../../config/jest/platform/platformUtilityBarApi';
import { graphql } from '../../../../../config/jest/platform/graphql';
import { connection } from '../../../../../config/jest/answers';
import { all, clear, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import ReviewUtility from '../reviewUtility';

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '005000000000001AAA' }), { virtual: true });

const answer = (mine: string[], joined: string[], hasNextPage = false) => ({
  data: {
    uiapi: {
      query: {
        list: { ...connection(mine.map((Id) => ({ Id }))), pageInfo: { hasNextPage } },
        joined: connection(joined.map((Id) => ({ Id }))),
      },
    },
  },
});
const asked = () => (graphql.getLastConfig() as { variables?: unknown }).variables;

async function start(properties: { cardTitle?: string } = {}): Promise<Element> {
  stopClock(Date.now());
  const element = show('c-review-utility', ReviewUtility, properties);
  EnclosingUtilityId.emit('utility-0');
  await settle(12);
  return element;
}

afterEach(() => {
  jest.useRealTimers();
  clear();
  panel.isOpen = false;
  written.length = 0;
  panels.length = 0;
});

it('writes its label at once, and asks how many wait only once the page has had its time', async () => {
  await start();
  expect(written).toEqual([{ utilityId: 'utility-0', label: 'Needs review' }]);
  expect(panels).toEqual([{ utilityId: 'utility-0', label: 'Needs review' }]);
  expect(asked()).toBeUndefined();
  jest.advanceTimersByTime(5_000);
  await settle();
  expect(asked()).toMatchObject({ list: { and: [{ Match_Status__c: { eq: 'Needs review' } }, {}] } });
  graphql.emit(answer(['a', 'b'], ['b', 'c']));
  await settle();
  expect(written.at(-1)).toEqual({ utilityId: 'utility-0', label: 'Needs review (3)', highlighted: true });
  graphql.emit(answer(['a'], [], true));
  await settle();
  expect(written.at(-1)?.label).toBe('Needs review (1+)');
  graphql.emit(answer([], []));
  await settle();
  expect(written.at(-1)).toEqual({ utilityId: 'utility-0', label: 'Needs review', highlighted: false });
});

it('takes the title that an admin has given it', async () => {
  await start({ cardTitle: 'To decide' });
  expect(written.at(-1)?.label).toBe('To decide');
});

it('loads the list when it is opened, which counts for itself from then', async () => {
  const element = await start();
  expect(element.shadowRoot?.children).toHaveLength(0);
  panel.click({ panelVisible: true });
  await settle(16);
  expect(element.shadowRoot?.children).toHaveLength(1);
  jest.advanceTimersByTime(60_000);
  await settle();
  expect(all(element, 'h2').map(textOf)).toEqual(['Needs review']);
  expect(written).toHaveLength(1);
});

it('shows the list at once where it starts open', async () => {
  panel.isOpen = true;
  const element = await start();
  await settle(16);
  expect(all(element, 'h2').map(textOf)).toEqual(['Needs review']);
});
