import type DebriefHealth from '../debriefHealth';

// Modules are read again after this, with the French texts: hence no imports above it.
viewAs('fr');
jest.mock('@salesforce/customPermission/Debrief_Admin', () => ({ __esModule: true, default: true }), { virtual: true });

it('speaks French, plurals and figures included', async () => {
  const { clear, settle, show, stopClock, textOf } = await import('../../../../../config/jest/page');
  const { affected, budget, connection, entry, errorList, errorType, log } =
    await import('../../healthModel/__tests__/samples');
  const { answerFlows } = await import('./flows');
  const { default: component } = (await import('../debriefHealth')) as unknown as { default: typeof DebriefHealth };
  stopClock(Date.parse('2026-11-25T13:00:00Z'));
  const page = show('c-debrief-health', component, {});
  await settle();
  await answerFlows(page, {
    Get_Connection: connection(),
    Get_Budget: budget({ lastsHours: 2.7, waiting: 2 }),
    List_Errors: errorList(errorType({ conversations: [affected(1)], count: 3 })),
    List_Activity: log([entry(1, { kind: 'failed' })]),
    Check_Health: { checks: [], drift: { since: null, changes: [] } },
  });
  const text = textOf(page).replace(/[\u00a0\u202f]/g, ' ');
  for (const words of [
    'Santé de la connexion Actualisé : 14:00',
    'En attente 2 conversations',
    'Non écrites (3)',
    '3 conversations · dernière à 13:00',
    'et 2 autres, plus anciennes',
    '40 000 sur 100 000 utilisées',
    '20 000 réservées à vos autres outils (20 %)',
    'la réserve sera atteinte vers 16:40',
    'Non écrit',
  ])
    expect(text).toContain(words);
  jest.useRealTimers();
  await expect(page).toBeAccessible();
  clear();
});
