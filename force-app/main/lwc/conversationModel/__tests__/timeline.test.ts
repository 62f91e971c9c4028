import * as fc from 'fast-check';
import { lanesOf, pathOf, timelineLength, topicSpans } from '../timeline';
import { markFound, readTranscript } from '../transcript';

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
  it('never leaves the bar, and shares never exceed the whole', () => {
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
        expect(lanes.reduce((sum, lane) => sum + lane.share, 0)).toBeLessThanOrEqual(1.0001);
        for (const { spans } of lanes)
          for (const { left, width } of spans) {
            expect(left).toBeGreaterThanOrEqual(0);
            expect(left + width).toBeLessThanOrEqual(100.4);
          }
      }),
    );
  });
});

describe('topicSpans', () => {
  it('lasts until the next topic where no end is told', () => {
    expect(topicSpans([{ start: 50 }, { start: 0 }, {}], 100)).toEqual([
      { start: 0, left: 0, width: 50 },
      { start: 50, left: 50, width: 50 },
    ]);
  });
});

describe('pathOf', () => {
  it('draws one box a span', () => {
    expect(pathOf([{ left: 20, width: 30 }])).toBe('M20 0h30v1h-30z');
  });
});

describe('markFound', () => {
  it('finds whatever the case and keeps the text whole', () => {
    expect(markFound('Hulls and hulls', 'HULLS').map((part) => [part.text, part.found])).toEqual([
      ['Hulls', true],
      [' and ', false],
      ['hulls', true],
    ]);
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 3 }), (text, term) => {
        expect(
          markFound(text, term)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
