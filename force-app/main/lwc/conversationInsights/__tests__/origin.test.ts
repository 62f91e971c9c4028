import { connection, conversation, conversationAnswer, moment } from '../../../../../config/jest/answers';
import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import { graphql } from '../../../../../config/jest/platform/graphql';
import ConversationInsights from '../conversationInsights';

const TASK = '00T000000000001AAA';
const node = () => conversation({ fields: { Title__c: 'Telemetry demo' } });

async function openTask(origin = node()): Promise<HTMLElement> {
  const element = show('c-conversation-insights', ConversationInsights, { recordId: TASK, objectApiName: 'Task' });
  await settle();
  const answer = conversationAnswer();
  answer.uiapi.query.made = connection([{ ...moment('Action item', 'Send it'), Conversation__r: origin }]);
  graphql.emit({ data: answer });
  await settle();
  return element;
}

beforeEach(() => stopClock(Date.parse('2026-11-20T18:00:00Z')));
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('a task made of a next step says which conversation it comes from, and opens it in place', async () => {
  const origin = node();
  const element = await openTask(origin);
  expect(textOf(element)).toContain('From the conversation Telemetry demo, 17 Nov, 14:01');
  expect(textOf(element)).not.toContain('Not recorded');
  const [line] = all<HTMLButtonElement>(element, '.origin button');
  expect(line.getAttribute('aria-expanded')).toBe('false');
  line.click();
  await settle();
  expect(graphql.getLastConfig()?.variables).toMatchObject({ shown: { Id: { eq: origin.Id } } });
  const shown = conversationAnswer(origin);
  graphql.emit({
    data: {
      uiapi: {
        query: { ...shown.uiapi.query, all: connection([]), made: connection([{ Id: 'a', Conversation__r: origin }]) },
      },
    },
  });
  await settle();
  expect(line.getAttribute('aria-expanded')).toBe('true');
  expect(textOf(element)).toContain('twelve hulls before the May regatta');
  await expectAccessible(element);
});

it('on a conversation’s own page no task is asked for', async () => {
  show('c-conversation-insights', ConversationInsights, { recordId: 'a00X', objectApiName: 'Conversation__c' });
  await settle();
  expect(graphql.getLastConfig()?.variables).toMatchObject({ made: { Task_Id__c: { eq: '-' } } });
});
