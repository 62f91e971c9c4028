/** What was agreed last, where reps look for it first. */
import type { WorkflowSource } from '../definition.ts';

export const NEXT_STEP: WorkflowSource = {
  name: 'next-step',
  title: 'Next step after a meeting',
  description: 'After each meeting on an opportunity, writes the next step that was agreed into its field Next Step.',
  trigger: 'MEETING_ENDED',
  steps: [
    { id: 'load', type: 'load' },
    {
      id: 'hasOpportunity',
      type: 'if',
      condition: '{{ json.meeting.salesforceOpportunityId }}',
      then: [
        {
          id: 'identify',
          type: 'aiExtract',
          instructions:
            'Say the one next step that both sides agreed on in this meeting: who does what, and by when if a day was said. ' +
            'At most 20 words, in the language of the conversation. Leave it out where none was agreed.',
          schema: { type: 'object', properties: { nextStep: { type: 'string', maxLength: 255 } } },
        },
        {
          id: 'hasStep',
          type: 'if',
          condition: '{{ json.nextStep }}',
          then: [
            {
              id: 'update',
              type: 'updateOpportunity',
              opportunity_id: '{{ json.meeting.salesforceOpportunityId }}',
              field_values: { NextStep: '{{ json.nextStep }}' },
            },
          ],
          else: [{ id: 'noStep', type: 'sink' }],
        },
      ],
      else: [{ id: 'noOpportunity', type: 'sink' }],
    },
  ],
};
