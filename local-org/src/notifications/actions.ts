/** Standard invocable actions over REST: https://developer.salesforce.com/docs/atlas.en-us.api_action.meta/api_action/actions_intro_invocable.htm */
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import { listIn, recordError } from '../rest/body.ts';
import { ok, type Resource } from '../rest/router.ts';
import { notificationOf, sendCustomNotification } from './send.ts';

const NAME = 'customNotificationAction';

const INPUTS: { name: string; label: string; type: string; required: boolean; maxOccurs: number }[] = [
  { name: 'body', label: 'Notification Body', type: 'STRING', required: true, maxOccurs: 1 },
  { name: 'customNotifTypeId', label: 'Custom Notification Type ID', type: 'REFERENCE', required: true, maxOccurs: 1 },
  { name: 'recipientIds', label: 'Recipient IDs', type: 'REFERENCE', required: true, maxOccurs: 500 },
  { name: 'targetId', label: 'Target ID', type: 'REFERENCE', required: false, maxOccurs: 1 },
  { name: 'targetPageRef', label: 'Target Page Reference', type: 'STRING', required: false, maxOccurs: 1 },
  { name: 'title', label: 'Notification Title', type: 'STRING', required: true, maxOccurs: 1 },
];

export const standardActions: Resource[] = [
  {
    path: '/actions/standard',
    methods: {
      GET: ({ version }) => {
        const url = `/services/data/v${version}/actions/standard/${NAME}`;
        return ok({ actions: [{ label: 'Send Custom Notification', name: NAME, type: 'CUSTOMNOTIFICATION', url }] });
      },
    },
  },
  {
    path: `/actions/standard/${NAME}`,
    methods: {
      GET: () =>
        ok({
          description: 'Send custom notifications to recipients via desktop or mobile channels.',
          inputs: INPUTS,
          label: 'Send Custom Notification',
          name: NAME,
          outputs: [{ name: 'SuccessMessage', label: 'Success Message', type: 'STRING', maxOccurs: 1 }],
          standard: true,
          targetEntityName: null,
          type: 'CUSTOMNOTIFICATION',
        }),
      POST: ({ org, session, body }) => {
        const results = listIn(body, 'inputs').map((input) => {
          try {
            sendCustomNotification(org, session, notificationOf(input));
            const outputValues = { SuccessMessage: 'Your custom notification is processed successfully.' };
            return { actionName: NAME, errors: null, isSuccess: true, outputValues };
          } catch (error) {
            if (error instanceof SalesforceError && error.status !== 400) throw error;
            return { actionName: NAME, errors: [recordError(error)], isSuccess: false, outputValues: null };
          }
        });
        return ok(results, results.every(({ isSuccess }) => isSuccess) ? 200 : 400);
      },
    },
  },
  {
    path: '/actions/standard/:name',
    methods: Object.fromEntries(
      ['GET', 'POST'].map((method) => [
        method,
        (_call: unknown, { name = '' }: Record<string, string>) => {
          throw new NotImplementedHere(`the invocable action ${name}`);
        },
      ]),
    ),
  },
];
