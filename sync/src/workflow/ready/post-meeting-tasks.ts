/** A task for everything that was promised in a meeting. */
import type { WorkflowSource } from '../definition.ts';

export const POST_MEETING_TASKS: WorkflowSource = {
  name: 'post-meeting-tasks',
  title: 'Tasks after a meeting',
  description:
    'After each meeting, makes a task for every action item that was agreed, on its opportunity and its contact, with the day it is due.',
  trigger: 'MEETING_ENDED',
  steps: [
    { id: 'load', type: 'load' },
    {
      id: 'extract',
      type: 'aiExtract',
      instructions:
        'List what somebody on our side promised or was asked to do after this meeting, one item for each thing. ' +
        'title: begins with a verb, at most 12 words. description: one sentence with what is needed to do it. ' +
        'dueDate: only where a day was said. Leave out what is done already, and what nobody agreed to. ' +
        'Write in the language of the conversation.',
      schema: {
        type: 'object',
        properties: {
          actionItems: {
            type: 'array',
            maxItems: 20,
            items: {
              type: 'object',
              properties: {
                title: { type: 'string', maxLength: 255 },
                description: { type: 'string', maxLength: 2000 },
                dueDate: { type: 'string', format: 'date' },
              },
              required: ['title'],
            },
          },
        },
        required: ['actionItems'],
      },
    },
    {
      ...{ id: 'each', type: 'selectMany', from: 'actionItems', as: 'item', most: 20 },
      steps: [
        {
          id: 'task',
          type: 'createTask',
          what_id: '{{ json.meeting.salesforceOpportunityId }}',
          who_id: '{{ json.meeting.externalServiceObjects | where: "type", "CONTACT" | map: "externalId" | first }}',
          subject: '{{ json.item.title }}',
          description: '{{ json.item.description }}',
          activity_date: '{{ json.item.dueDate | date: "%Y-%m-%d" }}',
        },
      ],
    },
  ],
};
