import type WhyLinked from '../../whyLinked/whyLinked';

const EVIDENCE =
  "Linked to no activity by Ines.\nA sentence of tomorrow’s service.\nLinked to the deal 'Acme' by Ines.";

/** Counts how often the words are asked for; `isGone`: they can't be had. */
function watchWords(isGone = false): jest.Mock {
  const load = jest.fn(() => {
    if (isGone) throw new Error('offline');
    return jest.requireActual<object>('../../evidenceWords/evidenceWords');
  });
  jest.doMock('c/evidenceWords', load);
  return load;
}

afterEach(() => {
  jest.dontMock('c/evidenceWords');
  document.body.replaceChildren();
  viewAs('en');
});

it('gives English readers what the service wrote, at once and without loading a word', async () => {
  viewAs('en');
  const load = watchWords();
  const { evidenceReader, readAtOnce } = await import('../evidenceReader');
  const read = await evidenceReader();
  expect(read).toBe(readAtOnce);
  expect(read(EVIDENCE)).toEqual(EVIDENCE.split('\n').map((text, key) => ({ key, text })));
  expect(load).not.toHaveBeenCalled();
});

it('gives others their own language, once it is loaded', async () => {
  viewAs('fr');
  const load = watchWords();
  const { evidenceReader, readAtOnce } = await import('../evidenceReader');
  expect(readAtOnce).toBeUndefined();
  const read = await evidenceReader();
  expect(load).toHaveBeenCalledTimes(1);
  expect(read(EVIDENCE)[0]?.text).toBe('Liée par Ines à aucune activité.');
  expect(read(EVIDENCE)).toBe(read(EVIDENCE));
});

it('gives them English, said to be English, where the words can’t be had', async () => {
  viewAs('fr');
  watchWords(true);
  const { evidenceReader } = await import('../evidenceReader');
  expect((await evidenceReader())(EVIDENCE)).toEqual(
    EVIDENCE.split('\n').map((text, key) => ({ key, text, lang: 'en' })),
  );
});

it('tells a page which of its lines are English, so that they are read out as such', async () => {
  viewAs('fr');
  const { all, settle, show } = await import('../../../../../config/jest/page');
  const { conversation } = await import('../../../../../config/jest/answers');
  const { toDetail } = await import('../../detailModel/detail');
  const { default: component } = (await import('../../whyLinked/whyLinked')) as unknown as {
    default: typeof WhyLinked;
  };
  const fields = { Match_Evidence__c: EVIDENCE, Match_Candidates__c: null };
  const element = show('c-why-linked', component, { conversation: toDetail(conversation({ fields })) });
  await settle(12);
  const lines = all(element, '.reason').map((line) => [line.lang, line.textContent?.replace(/\u00a0/g, ' ')]);
  expect(lines).toEqual([
    ['', 'Liée par Ines à aucune activité.'],
    ['en', 'A sentence of tomorrow’s service.'],
    ['', 'Liée par Ines à l’opportunité « Acme ».'],
  ]);
});
