import type { Conversation } from '../../conversation/conversation.ts';

/** What the service itself writes into an activity, by the conversation's language. */
export interface Words {
  kind: Record<Conversation['kind'], string>;
  with: string;
  /** For a call that came in, where the language has a short word that fits before every name. */
  from?: string;
  nextSteps: string;
  /** `by 26 November 2026`, from a date. */
  by: (date: string) => string;
  highlights: string;
  comments: string;
  recording: string;
  /** First and last line of the block in a description. Never changed: what stands in an org is found by them. */
  marks: Marks;
}

export interface Marks {
  start: string;
  end: string;
}

const DAY = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
const ENGLISH_DAY = new Intl.DateTimeFormat('en-GB', DAY);
const FRENCH_DAY = new Intl.DateTimeFormat('fr-FR', DAY);

const ENGLISH: Words = {
  kind: { call: 'Call', meeting: 'Meeting', email: 'Email', chat: 'Chat' },
  with: 'with',
  from: 'from',
  nextSteps: 'Next steps',
  by: (date) => `by ${ENGLISH_DAY.format(new Date(date))}`,
  highlights: 'Highlights',
  comments: 'Comments',
  recording: 'Recording:',
  marks: { start: '--- Debrief notes, updated automatically ---', end: '--- End of Debrief notes ---' },
};

const BY_LANGUAGE = new Map<string, Words>([
  [
    'fr',
    {
      kind: { call: 'Appel', meeting: 'Réunion', email: 'E-mail', chat: 'Chat' },
      with: 'avec',
      nextSteps: 'Prochaines étapes',
      by: (date) => `pour le ${FRENCH_DAY.format(new Date(date))}`,
      highlights: 'Temps forts',
      comments: 'Commentaires',
      recording: 'Enregistrement :',
      marks: {
        start: '--- Notes de Debrief, mises à jour automatiquement ---',
        end: '--- Fin des notes de Debrief ---',
      },
    },
  ],
]);

/** English where the language is unknown or has no words here. */
export function wordsFor({ language }: Pick<Conversation, 'language'>): Words {
  return BY_LANGUAGE.get(language?.toLowerCase().split('-')[0] ?? '') ?? ENGLISH;
}

/** Of every language: a conversation's may have become known since its block was written. */
export const ALL_MARKS: readonly Marks[] = [ENGLISH, ...BY_LANGUAGE.values()].map(({ marks }) => marks);
