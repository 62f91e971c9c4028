import { clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { service } from '../../../../../config/jest/platform/syncApi';
import DebriefSetup from '../debriefSetup';

jest.mock('c/syncApi', () => jest.requireActual<object>('../../../../../config/jest/platform/syncApi'));
jest.mock('@salesforce/customPermission/Debrief_Admin', () => ({ __esModule: true, default: undefined }), {
  virtual: true,
});

afterEach(clear);

it('who is no admin is told who can make them one, and nothing is asked of the service', async () => {
  service.reset();
  const element = show('c-debrief-setup', DebriefSetup, {});
  await settle();
  expect(textOf(element)).toContain('Only admins set up Debrief');
  expect(textOf(element)).toContain('Whoever manages users in Setup can assign them to you.');
  expect(service.calls).toEqual([]);
  await expectAccessible(element);
});
