import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import SetupSteps from '../setupSteps';

afterEach(clear);

it('on a phone a step is chosen from a list that says how far each is', async () => {
  const steps = [
    { id: 'connect', state: 'done' },
    { id: 'permissions', state: 'needs' },
    { id: 'summary', state: 'idle' },
  ];
  const element = show('c-setup-steps', SetupSteps, { steps, current: 'permissions', label: 'Steps' });
  const told: unknown[] = [];
  element.addEventListener('stepselect', (event) => told.push((event as CustomEvent).detail));
  await settle();
  const [select] = all<HTMLSelectElement>(element, 'select');
  expect([...select.options].map(textOf)).toEqual(['1. Connect · Done', '2. Permissions · Needs you', '3. Summary']);
  expect(select.value).toBe('permissions');
  await expectAccessible(element);
  select.value = 'summary';
  select.dispatchEvent(new CustomEvent('change'));
  expect(told).toEqual([{ step: 'summary' }]);
});
