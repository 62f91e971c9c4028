import { randomUUID } from 'node:crypto';

/**
 * A vCon as some other recorder writes it: no roles, numbers and addresses in its own forms, a summary as text, topics
 * as a JSON string, a transcript of utterances.
 */
export function vconFromElsewhere({ subject = 'Installation dates', at = new Date(Date.now() - 3_600_000) } = {}) {
  return {
    vcon: '0.3.0',
    uuid: randomUUID(),
    created_at: new Date(at.getTime() + 1_200_000).toISOString(),
    subject,
    parties: [
      { name: 'Paul Marchand', mailto: 'mailto:paul@sealight.example' },
      { name: 'Astrid Halvorsen', mailto: 'Astrid.Halvorsen@Halvorsen-Marine.example' },
    ],
    dialog: [
      {
        type: 'recording',
        start: at.toISOString(),
        duration: 1140.5,
        parties: [0, 1],
        url: 'https://recorder.example/r/8f2c',
        mediatype: 'audio/mpeg',
      },
    ],
    analysis: [
      {
        type: 'summary',
        dialog: 0,
        vendor: 'recorder',
        encoding: 'none',
        body: 'Astrid gave three dates for the first four hulls. The yard needs the cable list a week before.',
      },
      { type: 'topics', dialog: 0, vendor: 'recorder', encoding: 'json', body: '["Installation dates","Cable list"]' },
      {
        type: 'transcript',
        dialog: 0,
        vendor: 'recorder',
        encoding: 'json',
        body: {
          utterances: [
            { speaker: 0, start: 1.2, end: 6.8, transcript: 'Which week suits the yard for the first four hulls?' },
            {
              speaker: 1,
              start: 7.1,
              end: 15.4,
              transcript: 'The second week of January, and send the cable list before.',
            },
          ],
        },
      },
    ],
    attachments: [],
  };
}
