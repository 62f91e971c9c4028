/** A conversation that nobody had, for trying the whole path. Pure. */
import type { Conversation } from '../../conversation/conversation.ts';

export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface SampleInput {
  sourceId: string;
  /** RFC 3339 UTC. */
  now: string;
  language: Language;
  ownerEmail?: string;
  /** 18 characters. */
  opportunityId?: string;
}

const MINUTE_MS = 60_000;
const SECONDS = 360;

interface Words {
  title: string;
  customer: string;
  us: string;
  summary: string;
  notes: string;
  nextStep: string;
  topics: [string, string];
  quote: string;
  comment: string;
  opening: string;
}

const WORDS: Record<Language, Words> = {
  en: {
    title: 'Debrief set-up check: a sample call',
    customer: 'Sample customer',
    us: 'Debrief',
    summary:
      'This call never took place. An admin sent it to see a conversation on its records, and takes it back with Undo.',
    notes: 'A sample note: where notes on the deal are on, it stands there too.',
    nextStep: 'Take this sample back with Undo',
    topics: ['Set-up', 'First conversation'],
    quote: 'If you can read this on the record, everything works.',
    comment: 'Comments stand here.',
    opening: 'This is a sample.',
  },
  fr: {
    title: 'Contrôle de l’installation Debrief : un appel d’exemple',
    customer: 'Client d’exemple',
    us: 'Debrief',
    summary:
      'Cet appel n’a jamais eu lieu. Un administrateur l’a envoyé pour voir une conversation sur ses enregistrements, et le retire avec Annuler.',
    notes: 'Une note d’exemple : si les notes sur l’opportunité sont activées, elle s’y trouve aussi.',
    nextStep: 'Retirer cet exemple avec Annuler',
    topics: ['Installation', 'Première conversation'],
    quote: 'Si vous lisez ceci sur l’enregistrement, tout fonctionne.',
    comment: 'Les commentaires se trouvent ici.',
    opening: 'Ceci est un exemple.',
  },
};

/** A call, which finds no meeting in a calendar, and without a number, which finds no call that a phone tool logged. */
export function sampleConversation(input: SampleInput): Partial<Conversation> {
  const { sourceId, now, language, ownerEmail, opportunityId } = input;
  const words = WORDS[language];
  const [first, second] = words.topics;
  return {
    ...{ source: 'debrief', sourceId, kind: 'call', direction: 'outbound', provider: 'Debrief', language },
    ...{ title: words.title, summary: words.summary, notes: words.notes, nextSteps: [words.nextStep] },
    startedAt: new Date(Date.parse(now) - 10 * MINUTE_MS).toISOString(),
    durationSec: SECONDS,
    ...(ownerEmail ? { owner: { email: ownerEmail } } : {}),
    parties: [
      { role: 'ours', name: words.us, ...(ownerEmail ? { email: ownerEmail } : {}) },
      { role: 'theirs', name: words.customer },
    ],
    topics: [
      { name: first, startMs: 0, endMs: 120_000 },
      { name: second, startMs: 120_000, endMs: SECONDS * 1000 },
    ],
    highlights: [{ text: words.quote, startMs: 130_000, endMs: 136_000, speaker: words.customer }],
    comments: [{ id: 'sample', author: words.us, text: words.comment, startMs: 130_000 }],
    actionItems: [{ text: words.nextStep }],
    segments: [
      { party: 0, startMs: 0, endMs: 118_000, text: words.opening },
      { party: 1, startMs: 130_000, endMs: 248_000, text: words.quote },
    ],
    ...(opportunityId ? { crmRefs: [{ object: 'Opportunity', id: opportunityId }] } : {}),
  };
}
