import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import SetupCopy from '../setupCopy';

const write = jest.fn();
beforeEach(() => {
  write.mockReset();
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: write }, configurable: true });
});
afterEach(clear);

async function copy(): Promise<HTMLElement> {
  const element = show('c-setup-copy', SetupCopy, { label: 'Copy', text: 'To the admin' });
  await settle();
  all(element, 'lightning-button')[0].click();
  await settle(8);
  return element;
}

it('copies, and says so', async () => {
  write.mockResolvedValue(undefined);
  const element = await copy();
  expect(write).toHaveBeenCalledWith('To the admin');
  expect(textOf(all(element, '[role=status]')[0])).toBe('Copied');
  await expectAccessible(element);
});

it('where the browser forbids it, the text stands there to be copied by hand', async () => {
  write.mockRejectedValue(new Error('denied'));
  const element = await copy();
  const [text] = all<HTMLElement & { value: string; readOnly: boolean }>(element, 'lightning-textarea');
  expect([text.value, text.readOnly]).toEqual(['To the admin', true]);
  await expectAccessible(element);
});
