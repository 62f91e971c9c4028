import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import DebriefWorkflows from '../debriefWorkflows';

jest.mock('@salesforce/customPermission/Debrief_Admin', () => ({ __esModule: true, default: undefined }), {
  virtual: true,
});

it('is only for admins: others are told who grants it, and nothing is asked', async () => {
  const page = show('c-debrief-workflows', DebriefWorkflows, {});
  await settle();
  expect(textOf(page)).toContain('“Debrief Admin” and “Debrief Connect Admin”');
  expect(all(page, 'lightning-flow, lightning-button, c-workflow-detail')).toEqual([]);
  await expectAccessible(page);
  clear();
});
