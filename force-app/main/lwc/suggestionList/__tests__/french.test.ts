import type SuggestionList from '../suggestionList';

// Modules are read again after this, with the French texts: hence no imports above it.
viewAs('fr');

it('speaks French', async () => {
  const { suggestion } = await import('../../../../../config/jest/answers');
  const { getObjectInfo } = await import('../../../../../config/jest/platform/uiObjectInfoApi');
  const { getRecord } = await import('lightning/uiRecordApi');
  const { settle, show, textOf } = await import('../../../../../config/jest/page');
  const { default: component } = (await import('../suggestionList')) as unknown as { default: typeof SuggestionList };
  const element = show('c-suggestion-list', component, {
    ...{ recordId: '006000000000001AAA', items: [suggestion('Amount', '176000')] },
  });
  const field = { length: 0, scale: 2, required: false, updateable: true };
  const fields = {
    Amount: { ...field, apiName: 'Amount', label: 'Montant', dataType: 'Currency' },
    Status__c: { ...field, apiName: 'Status__c', label: 'Statut', dataType: 'Picklist' },
  };
  getObjectInfo.emit({ data: { apiName: 'Opportunity', label: 'Opportunité', updateable: true, fields } });
  await settle();
  (getRecord as unknown as { emit(value: object): void }).emit({
    id: '006000000000001AAA',
    lastModifiedDate: '',
    fields: { Amount: { value: 182000, displayValue: null } },
  });
  await settle();
  const text = textOf(element).replace(/\u00a0|\u202f/g, ' ');
  expect(text).toContain('Montant 182 000 € 176 000 €');
  expect(text).toContain('Montant : actuellement 182 000 €, suggéré 176 000 €');
  expect(text).toContain('Accepter Montant Modifier Montant Rejeter Montant');
  await expect(element).toBeAccessible();
  element.remove();
});
