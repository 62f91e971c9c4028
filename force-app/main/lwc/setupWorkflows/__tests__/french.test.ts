import type SetupWorkflows from '../setupWorkflows';

// Modules are read again after this, with the French texts: hence no imports above it.
viewAs('fr');

it('says in French what comes with the product, and as it is written what an admin has changed', async () => {
  const { all, clear, settle, show, textOf } = await import('../../../../../config/jest/page');
  const { service } = await import('../../../../../config/jest/platform/syncApi');
  const { default: component } = (await import('../setupWorkflows')) as unknown as { default: typeof SetupWorkflows };
  const row = (name: string, title: string, ownWords: boolean) => ({
    ...{ name, title, description: `${title}, in English.`, ownWords, on: false, runs: {} },
  });
  service.reset({
    listWorkflows: {
      workflows: [
        row('next-step', 'Next step after a meeting', false),
        row('opportunity-stage', 'Stage after a meeting', false),
        row('post-meeting-tasks', 'Our tasks', true),
        row('unknown', 'From a later version', false),
      ],
      ai: 'plain',
    },
    switchWorkflow: {},
  });
  const element = show('c-setup-workflows', component, { call: service.call.bind(service) });
  await settle(10);
  const boxes = all<HTMLElement & { label: string }>(element, 'lightning-input');
  expect(boxes.map(({ label }) => label)).toEqual([
    'Prochaine étape après une réunion',
    'Étape de l’opportunité après une réunion',
    'Our tasks',
    'From a later version',
  ]);
  expect(textOf(element)).toContain('Demande un modèle de langage.');
  expect(textOf(element)).toContain('Our tasks, in English.');
  expect(textOf(element)).not.toContain('after a meeting');
  boxes[0].dispatchEvent(new CustomEvent('change', { detail: { checked: true } }));
  await settle(20);
  expect(textOf(element)).toContain('Le flux « Prochaine étape après une réunion » est');
  await expect(element).toBeAccessible();
  clear();
});
