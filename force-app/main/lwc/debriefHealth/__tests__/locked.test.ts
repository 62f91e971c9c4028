import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import DebriefHealth from '../debriefHealth';

jest.mock('@salesforce/customPermission/Debrief_Admin', () => ({ __esModule: true, default: undefined }), {
  virtual: true,
});

it('is only for admins: others are told who grants it, and nothing is asked', async () => {
  const page = show('c-debrief-health', DebriefHealth, {});
  await settle();
  expect(textOf(page)).toContain('“Debrief Admin” and “Debrief Connect Admin”');
  expect(all(page, 'lightning-flow, lightning-button, .parts')).toEqual([]);
  await expectAccessible(page);
  clear();
});
