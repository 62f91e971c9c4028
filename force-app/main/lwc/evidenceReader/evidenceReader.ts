/** Reasons that the service has put in English, as the viewer reads them. */
import { viewer } from 'c/conversationModel';

/** `lang` where it is not the page's language. */
export interface Line {
  key: number;
  text: string;
  lang?: string;
}
export type Read = (evidence: string) => Line[];

const asWritten: Read = (evidence) => evidence.split('\n').map((text, key) => ({ key, text, lang: 'en' }));

/** What reads it from the start: readers of English need nothing more. */
export const readAtOnce: Read | undefined = viewer.language.startsWith('en')
  ? (evidence) => evidence.split('\n').map((text, key) => ({ key, text }))
  : undefined;

/** In the viewer's language; as it was written where the words can't be had. */
export async function evidenceReader(): Promise<Read> {
  if (readAtOnce) return readAtOnce;
  try {
    return (await import('c/evidenceWords')).readerFor(viewer);
  } catch {
    return asWritten;
  }
}
