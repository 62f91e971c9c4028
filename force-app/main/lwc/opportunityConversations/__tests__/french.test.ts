import type OpportunityConversations from '../opportunityConversations';

// Modules are read again after this, with the French texts: hence no imports above it.
viewAs('fr');

it('speaks French, plurals included', async () => {
  const { conversation, moment, opportunityAnswer } = await import('../../../../../config/jest/answers');
  const { graphql } = await import('../../../../../config/jest/platform/graphql');
  const { settle, show, textOf } = await import('../../../../../config/jest/page');
  const { default: component } = (await import('../opportunityConversations')) as unknown as {
    default: typeof OpportunityConversations;
  };
  jest.useFakeTimers({
    now: Date.parse('2026-11-20T18:00:00Z'),
    doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'],
  });
  const element = show('c-opportunity-conversations', component, { recordId: '006000000000001AAA' });
  const commitments = [
    moment('Action item', 'Envoyer le devis', { due: '2026-11-19' }),
    moment('Action item', 'Réserver', { due: '2026-11-10' }),
  ];
  const highlights = { edges: [], totalCount: 1 };
  graphql.emit({
    data: opportunityAnswer({ list: [{ ...conversation(), highlights }], total: 12, recent: 3, commitments }),
  });
  await settle();
  const text = textOf(element);
  expect(text).toContain('3 en 90 jours · 12 en tout · la dernière il y a 3 jours');
  expect(text).toContain('en retard de 1 jour');
  expect(text).toContain('en retard de 10 jours');
  expect(text).toContain('Engagements en cours (2)');
  expect(text).toMatch(/17 nov\. .*40 min · 1 temps fort/);
  jest.useRealTimers();
  await expect(element).toBeAccessible();
  element.remove();
});
