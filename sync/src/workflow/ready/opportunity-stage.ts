/** The stage that what was said speaks for, as a recommendation or an update: the writing setting of the stage decides. */
import type { WorkflowSource } from '../definition.ts';

export const OPPORTUNITY_STAGE: WorkflowSource = {
  name: 'opportunity-stage',
  title: 'Stage after a meeting',
  description:
    'After each meeting on an opportunity, reads how far the deal has come and recommends one of the org’s own stages, with the quote that speaks for it. Needs a language model.',
  trigger: 'MEETING_ENDED',
  steps: [
    { id: 'load', type: 'load' },
    {
      id: 'hasOpportunity',
      type: 'if',
      condition: '{{ json.meeting.salesforceOpportunityId }}',
      then: [
        {
          ...{ id: 'stages', type: 'queryRecords', object: 'OpportunityStage' },
          fields: ['MasterLabel', 'Description', 'SortOrder', 'IsClosed', 'IsWon'],
          where: [{ field: 'IsActive', op: '=', value: true }],
          orderBy: { field: 'SortOrder', direction: 'asc' },
          limit: 100,
        },
        {
          ...{ id: 'deal', type: 'queryRecords', object: 'Opportunity' },
          fields: ['Id', 'StageName', 'CloseDate', 'NextStep'],
          where: [{ field: 'Id', op: '=', value: '{{ json.meeting.salesforceOpportunityId }}' }],
          limit: 1,
        },
        {
          id: 'progress',
          type: 'aiExtract',
          instructions:
            'Say how far this deal has come, from what the customer said in this meeting. ' +
            'need: what they need. money: what they said of budget or price. decision: who decides and how. ' +
            'timing: when they want it. risk: what stands in the way. One sentence each; leave out what was not said.',
          schema: {
            type: 'object',
            properties: {
              need: { type: 'string', maxLength: 500 },
              money: { type: 'string', maxLength: 500 },
              decision: { type: 'string', maxLength: 500 },
              timing: { type: 'string', maxLength: 500 },
              risk: { type: 'string', maxLength: 500 },
            },
          },
        },
        {
          id: 'recommend',
          type: 'aiExtract',
          instructions:
            'Recommend the stage of the opportunity after this meeting: the MasterLabel of one of the stages that the CRM lists, letter for letter. ' +
            'Leave stage out where the stage of now still fits, or where nothing was said that speaks for another. ' +
            'Recommend a closed stage only where the customer said that they have signed, ordered or decided against it. ' +
            'reason: one sentence.',
          schema: {
            type: 'object',
            properties: {
              stage: { type: 'string', maxLength: 255 },
              reason: { type: 'string', maxLength: 500 },
            },
          },
        },
        {
          id: 'hasStage',
          type: 'if',
          condition: '{{ json.stage }}',
          then: [
            {
              id: 'update',
              type: 'updateOpportunity',
              opportunity_id: '{{ json.meeting.salesforceOpportunityId }}',
              field_values: { StageName: '{{ json.stage }}' },
            },
          ],
          else: [{ id: 'asItIs', type: 'sink' }],
        },
      ],
      else: [{ id: 'noOpportunity', type: 'sink' }],
    },
  ],
};
