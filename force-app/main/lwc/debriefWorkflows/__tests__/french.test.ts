import type DebriefWorkflows from '../debriefWorkflows';
import type WorkflowSteps from '../../workflowSteps/workflowSteps';

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
  const own = workflow({ name: 'opportunity-stage', title: 'Our stage', description: 'As we say it.', ownWords: true });
  const shipped = workflow({ ownWords: false });
  await answerFlows(page, { List_Workflows: { workflows: [shipped, own] }, List_Workflow_Runs: { runs: [] } });
  expect(textOf(page)).toContain('Flux de travail');
  expect(textOf(page)).toContain('Après chaque réunion · Fourni avec Debrief');
  // what comes with the product in the reader's language, an admin's own words as they are written
  for (const words of ['Prochaine étape après une réunion', 'champ Étape suivante', 'Our stage', 'As we say it.'])
    expect(textOf(page)).toContain(words);
  expect(textOf(page)).not.toContain('Next step after a meeting');
  const open = all<HTMLButtonElement>(page, 'button.open')[0];
  expect(open.getAttribute('aria-label')).toBe('Ouvrir Prochaine étape après une réunion');
  open.click();
  await settle();
  await answerFlows(page, { Get_Workflow: shipped });
  await answerFlows(page, { List_Workflow_Runs: { runs: [] } });
  expect(textOf(page)).not.toContain('Writes the next step.');
  for (const words of [
    'Prochaine étape après une réunion',
    'champ Étape suivante',
    'Ce qu’il fait',
    'Charger la conversation et ses liens',
    'Aucune conversation ne l’a encore déclenché.',
  ])
    expect(textOf(page)).toContain(words);
  await expect(page).toBeAccessible();
  clear();
});

it('says of the service’s own sentences that they are English, for those who have the page read out', async () => {
  const { all, clear, settle, show, textOf } = await import('../../../../../config/jest/page');
  const { default: component } = (await import('../../workflowSteps/workflowSteps')) as unknown as {
    default: typeof WorkflowSteps;
  };
  const { definition, failedStep, steps } = await import('./samples');
  const noted = { ...steps[0], path: 'noted', note: 'This is what would be told.' };
  const list = show('c-workflow-steps', component, { steps: [noted, failedStep], definition: definition.steps });
  await settle();
  expect(all(list, '[lang=en]').map(textOf)).toEqual([
    'This is what would be told.',
    'Nothing was written.',
    'The org refused it: a rule of the deal.',
  ]);
  clear();
});
