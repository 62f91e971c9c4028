import type { Viewer } from 'c/conversationModel';

/** The name of a BCP 47 language in the viewer's own, or the tag itself. */
export function languageOf(tag: string, viewer: Viewer): string {
  try {
    const name = new Intl.DisplayNames(viewer.language, { type: 'language' }).of(tag.replace('_', '-')) ?? tag;
    return name.charAt(0).toLocaleUpperCase(viewer.language) + name.slice(1);
  } catch {
    return tag;
  }
}
