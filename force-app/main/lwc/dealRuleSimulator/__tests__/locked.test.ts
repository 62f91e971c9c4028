import { clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { service } from '../../../../../config/jest/platform/syncApi';
import DealRuleSimulator from '../dealRuleSimulator';

jest.mock('c/syncApi', () => jest.requireActual<object>('../../../../../config/jest/platform/syncApi'));
jest.mock('@salesforce/customPermission/Debrief_Admin', () => ({ __esModule: true, default: undefined }), {
  virtual: true,
});

afterEach(clear);

it('tells everybody else who can grant it, and asks nothing', async () => {
  service.reset();
  const element = show('c-deal-rule-simulator', DealRuleSimulator, { cardTitle: 'Which deal' });
  await settle();
  expect(textOf(element)).toContain('Which deal');
  expect(textOf(element)).toContain('Only admins change the deal rule');
  expect(textOf(element)).toContain('“Debrief Admin”');
  expect(service.calls).toEqual([]);
  await expectAccessible(element);
});
