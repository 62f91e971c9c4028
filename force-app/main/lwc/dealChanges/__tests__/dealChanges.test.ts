import DealChanges from 'c/dealChanges';
import { expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { getPicklistValues } from '../../../../../config/jest/platform/uiObjectInfoApi';

it('says the stage as it was in the viewer’s language, once the org has told its values', async () => {
  const changes = [
    { field: 'stage', then: 'Qualification', now: 'Négociation' },
    { field: 'closeDate', then: '31 mars', now: '30 avr.' },
  ] as const;
  const element = show('c-deal-changes', DealChanges, { changes });
  await settle();
  expect(textOf(element)).toContain('Qualification → Négociation');
  getPicklistValues.emit({ data: { values: [{ value: 'Qualification', label: 'Qualifié' }] } });
  await settle();
  expect(textOf(element)).toContain('Qualifié → Négociation');
  expect(textOf(element)).toContain('31 mars → 30 avr.');
  await expectAccessible(element);
});
