import { getObjectInfo } from '../../../../../config/jest/platform/uiObjectInfoApi';
import { graphql } from '../../../../../config/jest/platform/graphql';
import { conversation, conversationAnswer, moment, participant } from '../../../../../config/jest/answers';
import { all, clear, expectAccessible, stopClock, settle, show, textOf } from '../../../../../config/jest/page';
import ConversationInsights from '../conversationInsights';

const TASK = '00T000000000001';
const SCHEME = 'javascript';
const NOW = Date.parse('2026-11-20T18:00:00Z');

async function open(properties: { recordId?: string; objectApiName?: string } = {}): Promise<HTMLElement> {
  const element = show('c-conversation-insights', ConversationInsights, {
    recordId: TASK,
    objectApiName: 'Task',
    ...properties,
  });
  await settle();
  return element;
}

async function answer(value: object): Promise<void> {
  graphql.emit(value);
  await settle();
}

/** Opens a tab, which makes what stands under it. */
async function openTab(element: HTMLElement, label: string): Promise<void> {
  const tab = all<HTMLElement & { label: string }>(element, 'lightning-tab').find((each) => each.label === label);
  tab?.dispatchEvent(new CustomEvent('active'));
  await settle(12);
}

const full = () =>
  conversation({
    fields: {
      Key__c: 'zoom:1',
      Body__c: '[0:00:00] Paul: Good morning.\n[0:04:10] Astrid: We need twelve hulls by May.',
      Match_Evidence__c: 'Astrid has the Decision Maker role on it. Next best: the expansion (owner not present).',
      Match_Rule__c: 'contactRole',
      Consent__c: 'Recorded with consent',
      Tags__c: 'demo; hot',
      Next_Steps__c: 'Book the sea trial',
    },
    moments: [
      moment('Highlight', 'We need twelve hulls by May.', { start: 250, who: 'Astrid' }),
      moment('Topic', 'Pricing', { start: 0, end: 1200 }),
      moment('Comment', 'Check the satellite fallback', { start: 754, who: 'Camille' }),
      moment('Question', 'What about Iridium?', { start: 1862 }),
      moment('Action item', 'Send the Iridium quote', { who: 'Paul', due: '2026-11-18' }),
    ],
    people: [
      participant('Astrid', { contact: '003000000000001AAA', talk: 1488 }),
      participant('Paul', { side: 'Ours', talk: 912 }),
    ],
  });

beforeEach(() => stopClock(NOW));
afterEach(() => {
  clear();
  jest.useRealTimers();
});

describe('which conversation', () => {
  it('is found by the 18-character Id of the activity, in one request of at most ten subqueries', async () => {
    await open();
    const { query, variables } = graphql.getLastConfig() as { query: { text: string }; variables: object };
    const activity = { Activity_Id__c: { eq: '00T000000000001EAA' } };
    expect(variables).toEqual({ all: activity, shown: activity, made: { Task_Id__c: { eq: '00T000000000001EAA' } } });
    const connections = query.text.match(/__c\(|__r\(/g) ?? [];
    expect(connections.length).toBeLessThanOrEqual(10);
    expect(query.text.match(/first: \d+/g)).toHaveLength(connections.length);
  });

  it('is the record itself on a conversation’s own page', async () => {
    await open({ recordId: 'a00000000000001AAA', objectApiName: 'Conversation__c' });
    expect(graphql.getLastConfig()?.variables).toMatchObject({ shown: { Id: { eq: 'a00000000000001AAA' } } });
  });

  it('is chosen by a switch where an activity has several', async () => {
    const element = await open();
    const first = conversation({ fields: { Title__c: 'Second call' } });
    const second = conversation({ fields: { Title__c: 'First call', Started_At__c: '2026-11-16T13:01:00.000Z' } });
    await answer({ data: conversationAnswer(first, second) });
    const [box] = all<HTMLElement & { options: { label: string; value: string }[]; value: string }>(
      element,
      'lightning-combobox',
    );
    expect(box.value).toBe(first.Id);
    expect(box.options.map((option) => option.label)).toEqual([
      '17 Nov, 14:01 · Second call',
      '16 Nov, 14:01 · First call',
    ]);
    box.dispatchEvent(new CustomEvent('change', { detail: { value: second.Id } }));
    await settle();
    expect(graphql.getLastConfig()?.variables).toMatchObject({ shown: { Id: { eq: second.Id } } });
    await expectAccessible(element);
  });
});

describe('a conversation that is ready', () => {
  it('says title, facts and state, outcome, next steps, and offers the recording', async () => {
    const element = await open();
    await answer({ data: conversationAnswer(full()) });
    const text = textOf(element);
    expect(text).toContain('Meeting · 17 Nov, 14:01 · 40 mins · Zoom · English');
    for (const words of [
      'Telemetry demo',
      'Synced',
      'Linked: why?',
      'Consent: Recorded with consent',
      'twelve hulls before the May regatta',
      'Next steps',
      'Send the Iridium quote',
      'overdue 2 days',
      'Book the sea trial',
    ])
      expect(text).toContain(words);
    expect(all<HTMLAnchorElement>(element, 'a.open')[0].href).toBe('https://recordings.example/r/1?key=s%2Bs');
    await expectAccessible(element);
  });

  it('has tabs with their counts, highlights that open the second, and people with their records', async () => {
    const element = await open();
    await answer({ data: conversationAnswer(full()) });
    const tabs = all<HTMLElement & { label: string }>(element, 'lightning-tab').map((tab) => tab.label);
    expect(tabs).toEqual(['Highlights (1)', 'Topics (1)', 'Transcript', 'Comments (1)', 'Receipt', 'People']);
    expect(all(element, '.group .heading').map((heading) => heading.textContent)).toContain('Questions (1)');
    expect(all<HTMLAnchorElement>(element, '.moment a')[0].href).toBe('https://recordings.example/r/1?key=s%2Bs&t=250');
    await openTab(element, 'Topics (1)');
    expect(all(element, '.slds-pill').map((pill) => pill.textContent)).toEqual(['demo', 'hot']);
    await openTab(element, 'People');
    const [astrid] = all(element, 'c-record-link').flatMap((link) => all<HTMLAnchorElement>(link, 'a'));
    expect(astrid.getAttribute('href')).toBe('/lightning/r/Contact/003000000000001AAA/view');
    expect(textOf(element)).toContain('Their side Astrid talked 25 mins');
  });

  it('opens the reason for its link in words', async () => {
    const element = await open();
    await answer({ data: conversationAnswer(full()) });
    expect(textOf(element)).not.toContain('Decision Maker');
    const [why] = all<HTMLButtonElement>(element, 'button.why');
    why.click();
    await settle();
    expect(why.getAttribute('aria-expanded')).toBe('true');
    expect(textOf(element)).toContain(
      'Astrid has the Decision Maker role on it. Next best: the expansion (owner not present).',
    );
    expect(textOf(element)).toContain('Rule: contact role on an open deal');
    await expectAccessible(element);
  });

  it('marks one that needs review, in words', async () => {
    const element = await open();
    await answer({ data: conversationAnswer(conversation({ fields: { Match_Status__c: 'Needs review' } })) });
    expect(all(element, '.review').map(textOf)).toEqual(['Needs review: why?']);
  });

  it('has no tab, chip or section with nothing in it', async () => {
    const element = await open();
    await answer({ data: conversationAnswer(conversation({ fields: { Link__c: null, Match_Status__c: null } })) });
    expect(all(element, 'a.open, button, c-commitment-list, section.frame')).toEqual([]);
    expect(all<HTMLElement & { label: string }>(element, 'lightning-tab').map(({ label }) => label)).toEqual([
      'Comments (0)',
    ]);
    expect(textOf(element)).not.toContain('Consent');
  });

  it('shows an email as text', async () => {
    const element = await open();
    await answer({
      data: conversationAnswer(conversation({ fields: { Kind__c: 'Email', Body__c: 'Dear Paul,\nyes.' } })),
    });
    expect(all(element, '.text').map((text) => text.textContent)).toEqual(['Dear Paul,\nyes.']);
  });
});

describe('what other people wrote', () => {
  const evil = '<img src=x onerror="alert(1)"><script>alert(2)</script>';

  it('is text, never markup', async () => {
    const element = await open();
    const moments = (['Highlight', 'Topic', 'Comment', 'Question', 'Action item'] as const).map((type) =>
      moment(type, evil, { start: 3, who: evil }),
    );
    const fields = {
      Title__c: evil,
      Summary__c: evil,
      Provider__c: evil,
      Next_Steps__c: evil,
      Tags__c: 'a',
      Body__c: `[0:00:01] ${'A'}: ${evil}`,
    };
    await answer({ data: conversationAnswer(conversation({ fields, moments, people: [participant(evil)] })) });
    expect(all(element, 'img, script')).toEqual([]);
    expect(all(element, 'h2')[0].textContent).toBe(evil);
  });

  it.each([`${SCHEME}:alert(1)`, 'data:text/html,<script>alert(1)</script>'])(
    'is no link when it is %s',
    async (link) => {
      const element = await open();
      await answer({
        data: conversationAnswer(
          conversation({ fields: { Link__c: link }, moments: [moment('Highlight', 'x', { start: 3 })] }),
        ),
      });
      expect(all(element, 'a')).toEqual([]);
      expect(textOf(element)).toContain('0:03');
      await expectAccessible(element);
    },
  );
});

describe('states', () => {
  it('loading has the card’s own shape and says so', async () => {
    const element = await open();
    expect(all(element, '.bone').length).toBeGreaterThan(5);
    expect(textOf(element)).toContain('Loading');
    expect(all(element, 'lightning-spinner')).toEqual([]);
    await expectAccessible(element);
  });

  it.each([
    ['none was found', conversationAnswer()],
    ['it says so', conversationAnswer(conversation({ fields: { Status__c: 'Not recorded' } }))],
  ])('not recorded, when %s', async (_why, data) => {
    const element = await open();
    await answer({ data });
    expect(textOf(element)).toContain('There is no recording of this activity');
    expect(all(element, 'c-conversation-card')).toEqual([]);
    await expectAccessible(element);
  });

  it('failed gives the org’s words and what to do', async () => {
    const element = await open();
    await answer({
      data: conversationAnswer(
        conversation({
          fields: {
            Status__c: 'Failed',
            Last_Error__c: 'FIELD_CUSTOM_VALIDATION_EXCEPTION: Reason is needed',
            Summary__c: null,
          },
        }),
      ),
    });
    expect(textOf(element)).toContain('FIELD_CUSTOM_VALIDATION_EXCEPTION: Reason is needed');
    expect(textOf(element)).toContain('Try again; if it stays like this, show this message to your Salesforce admin.');
    await expectAccessible(element);
  });

  it('no access says who can grant it', async () => {
    const element = await open();
    await answer({
      errors: [
        {
          message:
            "Validation error of type FieldUndefined: Field 'Conversation__c' in type 'RecordQuery' is undefined @ 'uiapi/query/Conversation__c'",
        },
      ],
    });
    expect(textOf(element)).toContain('Ask your Salesforce admin for the permission set “Debrief Rep”.');
    expect(textOf(element)).not.toContain('FieldUndefined');
    await expectAccessible(element);
  });

  it('any other fault is told in the org’s words', async () => {
    const element = await open();
    await answer({ errors: [{ message: 'REQUEST_LIMIT_EXCEEDED' }] });
    expect(textOf(element)).toContain('This card could not be loaded');
    expect(textOf(element)).toContain('REQUEST_LIMIT_EXCEEDED');
    await expectAccessible(element);
  });

  it('what is on the page stays when a refresh fails', async () => {
    const element = await open();
    await answer({ data: conversationAnswer(full()) });
    await answer({ errors: [{ message: 'Failed to fetch' }] });
    expect(textOf(element)).toContain('Telemetry demo');
    expect(textOf(element)).not.toContain('could not be');
  });
});

describe('processing', () => {
  const processing = () => ({
    data: conversationAnswer(conversation({ fields: { Status__c: 'Processing', Summary__c: null } })),
  });

  it('asks again by itself until it is ready', async () => {
    const refresh = jest.fn().mockResolvedValue(undefined);
    const element = await open();
    await answer({ ...processing(), refresh });
    expect(textOf(element)).toContain('usually in two minutes');
    await jest.advanceTimersByTimeAsync(15_000);
    expect(refresh).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(15_000);
    expect(refresh).toHaveBeenCalledTimes(2);
    await answer({ data: conversationAnswer(full()), refresh });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(refresh).toHaveBeenCalledTimes(2);
    await expectAccessible(element);
  });

  it('does not ask while nobody looks, nor once it is gone', async () => {
    const refresh = jest.fn().mockResolvedValue(undefined);
    const visibility = jest.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const element = await open();
    await answer({ ...processing(), refresh });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(refresh).not.toHaveBeenCalled();
    visibility.mockReturnValue('visible');
    document.dispatchEvent(new CustomEvent('visibilitychange'));
    await jest.advanceTimersByTimeAsync(15_000);
    expect(refresh).toHaveBeenCalledTimes(1);
    element.remove();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(refresh).toHaveBeenCalledTimes(1);
    visibility.mockRestore();
  });
});

describe('rights', () => {
  it('no box to tick until the org says the viewer may', async () => {
    const element = await open();
    await answer({ data: conversationAnswer(full()) });
    expect(all(element, 'input')).toEqual([]);
    getObjectInfo.emit({
      data: {
        apiName: 'Conversation_Moment__c',
        updateable: true,
        fields: { Done__c: { apiName: 'Done__c', updateable: true } },
      },
    });
    await settle();
    expect(all(element, 'input[type=checkbox]')).toHaveLength(1);
    await expectAccessible(element);
  });
});
