/** Website visitors and notifications, as Flows ask for them. */
import { BY, type Unplaced } from './operation.ts';

const SLACK = '/v1/notifications/slack';

/** For admins only. */
export const VISITORS_ADMIN: Unplaced[] = [
  {
    id: 'getVisitorSettings',
    summary: 'What is chosen for website visitors: what is written, and who is told of a visit.',
    parameters: [],
    inner: { method: 'GET', path: '/v1/visitors/settings' },
  },
  {
    id: 'putVisitorSettings',
    summary: 'Replaces what is chosen for visitors. Send the revision that was read: whoever saves second is told.',
    parameters: [{ ...BY, member: 'changedBy' }],
    body: 'The settings as JSON text, as Get visitor settings answers them.',
    inner: { method: 'PUT', path: '/v1/visitors/settings' },
  },
  {
    id: 'getSlack',
    summary: 'Whether a Slack webhook is set. Its address is never shown.',
    parameters: [],
    inner: { method: 'GET', path: SLACK },
  },
  {
    id: 'setSlack',
    summary: 'Sets the Slack incoming webhook that notices go to.',
    parameters: [BY],
    // a secret: in a body it stands in no address, and so in no log of addresses
    body: 'The address of the webhook as JSON text: {"url": "https://hooks.slack.com/services/…"}.',
    inner: { method: 'PUT', path: SLACK },
  },
  {
    id: 'removeSlack',
    summary: 'Forgets the Slack webhook.',
    parameters: [BY],
    inner: { method: 'DELETE', path: SLACK },
  },
  {
    id: 'testSlack',
    summary: 'Sends a test message to the Slack webhook, and says what became of it.',
    parameters: [],
    inner: { method: 'POST', path: `${SLACK}/test` },
  },
];
