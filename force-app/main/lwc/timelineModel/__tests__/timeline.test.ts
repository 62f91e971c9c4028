import * as fc from 'fast-check';
import { lanesOf, pathOf, speakersOf, spreadOut, timelineLength, topicSpans } from '../timeline';
import { readTranscript } from '../../detailModel/transcript';

const BODY =
  '[0:00:00] Paul: Good morning.\n[0:00:10] Astrid: We need twelve hulls\nby May: at the latest.\n[0:00:40] Paul: Noted.';

describe('readTranscript', () => {
  it('reads time, speaker and text; a line without a time goes on', () => {
    expect(readTranscript(BODY)).toEqual([
      { start: 0, speaker: 'Paul', text: 'Good morning.' },
      { start: 10, speaker: 'Astrid', text: 'We need twelve hulls by May: at the latest.' },
      { start: 40, speaker: 'Paul', text: 'Noted.' },
    ]);
  });
  it('takes an email for no transcript', () => {
    expect(readTranscript('Dear Paul,\nsee you: soon.')).toEqual([]);
    expect(readTranscript(undefined)).toEqual([]);
  });
  it('reads hours', () => {
    expect(readTranscript('[1:02:03] A: x')[0].start).toBe(3723);
  });
});

describe('lanesOf', () => {
  it('shares the talking out, the most talkative first', () => {
    const lanes = lanesOf(readTranscript(BODY), 50);
    expect(lanes.map((lane) => [lane.speaker, lane.share])).toEqual([
      ['Astrid', 0.6],
      ['Paul', 0.4],
    ]);
    expect(lanes[0].spans).toEqual([{ left: 20, width: 60 }]);
    expect(lanes[1].spans).toEqual([
      { left: 0, width: 20 },
      { left: 80, width: 20 },
    ]);
  });
  it('believes what the provider measured, where it knows every speaker', () => {
    const shares = (talk: [string, number][]) =>
      lanesOf(readTranscript(BODY), 50, new Map(talk)).map((lane) => [lane.speaker, lane.share]);
    expect(
      shares([
        ['Paul', 30],
        ['Astrid', 10],
        ['Jonas', 60],
      ]),
    ).toEqual([
      ['Paul', 0.75],
      ['Astrid', 0.25],
    ]);
    expect(shares([['Paul', 30]])).toEqual([
      ['Astrid', 0.6],
      ['Paul', 0.4],
    ]);
  });
  it('joins what a speaker says without a break', () => {
    expect(lanesOf(readTranscript('[0:00:00] A: x\n[0:00:10] A: y'), 20)[0].spans).toEqual([{ left: 0, width: 100 }]);
  });
  it('puts all beyond the third speaker in one lane, when there are more than four', () => {
    const body = (names: string) => names.split('').map((name, at) => `[0:00:${at}0] ${name}: x`);
    expect(lanesOf(readTranscript(body('ABCD').join('\n')), 40).map((lane) => lane.others)).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
    const lanes = lanesOf(readTranscript(body('ABCEDE').join('\n')), 60);
    expect(lanes.map(({ speaker, others, share }) => [speaker, others, share])).toEqual([
      ['E', undefined, 0.33],
      ['A', undefined, 0.17],
      ['B', undefined, 0.17],
      ['', 2, 0.33],
    ]);
    expect(lanes[3].spans.map(({ left }) => left)).toEqual([33.33, 66.67]);
  });
  it('never leaves the bar, and the shares make the whole', () => {
    const line = fc.record({
      start: fc.nat(4000),
      speaker: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'),
      text: fc.constant('x'),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.option(fc.nat(4000), { nil: undefined }), (raw, duration) => {
        const lines = [...raw].sort((a, b) => a.start - b.start);
        const lanes = lanesOf(lines, timelineLength(duration, lines, []));
        expect(lanes.length).toBeLessThanOrEqual(4);
        const hundredths = lanes.map((lane) => Math.round(lane.share * 100));
        expect(hundredths.reduce((sum, share) => sum + share, 0)).toBe(lanes.some((lane) => lane.share) ? 100 : 0);
        for (const { spans } of lanes)
          for (const { left, width } of spans) {
            expect(left).toBeGreaterThanOrEqual(0);
            expect(left + width).toBeLessThanOrEqual(100.4);
          }
      }),
    );
  });
});

it('speakersOf names every speaker, however many, and their shares make one', () => {
  const lines = ['Paul', 'Astrid', 'Jonas', 'Maya', 'Tom', 'Ines'].map((speaker, n) => ({
    ...{ start: n * 10, speaker, text: 'Hello.' },
  }));
  const speakers = speakersOf(lines, 60);
  expect(speakers).toHaveLength(6);
  expect(speakers.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  expect(speakersOf([{ start: 0, speaker: 'Paul', text: 'Yes.' }], 0, new Map([['Paul', 5]]))).toEqual([
    { speaker: 'Paul', share: 1 },
  ]);
});

describe('topicSpans', () => {
  it('lasts until the next topic where no end is told', () => {
    expect(topicSpans([{ start: 50 }, { start: 0 }, {}], 100)).toEqual([
      { start: 0, left: 0, width: 50 },
      { start: 50, left: 50, width: 50 },
    ]);
  });
});

describe('spreadOut', () => {
  it('keeps apart what would lie on one another, in order and within the bar', () => {
    expect(spreadOut([10, 10, 50, 99, 100], 2.5)).toEqual([10, 12.5, 50, 97.5, 100]);
    const positions = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 60 });
    fc.assert(
      fc.property(positions, (raw) => {
        const placed = spreadOut(
          [...raw].sort((a, b) => a - b),
          2.5,
        );
        const gap = Math.min(2.5, 100 / Math.max(1, placed.length - 1));
        for (const position of placed) {
          expect(position).toBeGreaterThanOrEqual(0);
          expect(position).toBeLessThanOrEqual(100);
        }
        for (const [index, position] of placed.slice(1).entries())
          expect(position - placed[index]).toBeGreaterThanOrEqual(gap - 0.011);
      }),
    );
  });
});

describe('pathOf', () => {
  it('draws one box a span', () => {
    expect(pathOf([{ left: 20, width: 30 }])).toBe('M20 0h30v1h-30z');
  });
});
