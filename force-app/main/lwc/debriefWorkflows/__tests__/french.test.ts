import type DebriefWorkflows from '../debriefWorkflows';

// Modules are read again after this, with the French texts: hence no imports above it.
viewAs('fr');
jest.mock('@salesforce/customPermission/Debrief_Admin', () => ({ __esModule: true, default: true }), { virtual: true });

it('speaks French', async () => {
  const { all, clear, settle, show, textOf } = await import('../../../../../config/jest/page');
  const { answerFlows } = await import('../../debriefHealth/__tests__/flows');
  const { workflow } = await import('./samples');
  const { default: component } = (await import('../debriefWorkflows')) as unknown as {
    default: typeof DebriefWorkflows;
  };
  const page = show('c-debrief-workflows', component, {});
  await settle();
  await answerFlows(page, { List_Workflows: { workflows: [workflow()] }, List_Workflow_Runs: { runs: [] } });
  expect(textOf(page)).toContain('Flux de travail');
  expect(textOf(page)).toContain('Après chaque réunion · Fourni avec Debrief');
  all<HTMLButtonElement>(page, 'button.open')[0].click();
  await settle();
  await answerFlows(page, { Get_Workflow: workflow() });
  await answerFlows(page, { List_Workflow_Runs: { runs: [] } });
  for (const words of [
    'Ce qu’il fait',
    'Charger la conversation et ses liens',
    'Aucune conversation ne l’a encore déclenché.',
  ])
    expect(textOf(page)).toContain(words);
  await expect(page).toBeAccessible();
  clear();
});
