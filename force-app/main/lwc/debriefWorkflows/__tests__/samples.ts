/** What the service answers about workflows. */
export const definition = {
  name: 'next-step',
  title: 'Next step after a meeting',
  description: 'Writes the next step.',
  trigger: 'MEETING_ENDED',
  steps: [
    { id: 'load', type: 'load' },
    {
      ...{ id: 'update', type: 'updateOpportunity', opportunity_id: '{{ json.opportunityId }}' },
      field_values: { NextStep: '{{ json.nextStep }}' },
    },
  ],
};

export const workflow = (more: object = {}) => ({
  ...{ name: 'next-step', title: definition.title, description: definition.description, trigger: 'MEETING_ENDED' },
  ...{ version: 2, ready: true, on: false, definition },
  ...more,
});

export const failedStep = {
  ...{ path: 'update', type: 'updateOpportunity', state: 'failed', input: { field_values: { NextStep: 'Call' } } },
  ...{ output: null, error: { message: 'The org refused it: a rule of the deal.' } },
};
export const steps = [
  {
    path: 'load',
    type: 'load',
    state: 'done',
    input: {},
    output: { opportunityId: '006' },
    words: 'Nothing\nwas written.',
  },
  failedStep,
];
export const run = (more: object = {}) => ({
  ...{ id: 'r1', workflow: 'next-step', version: 2, conversation: 'zoom:1', state: 'failed' },
  ...{ startedAt: '2026-11-25T12:00:00Z', error: { path: 'update', message: failedStep.error.message } },
  ...more,
});
