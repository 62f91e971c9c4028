import { words } from './words';

interface Said {
  title: string;
  description: string;
}

/** By the names that they come with. */
const SHIPPED: Readonly<Record<string, Said>> = {
  'next-step': { title: words.nextStepTitle, description: words.nextStepText },
  'opportunity-stage': { title: words.stageTitle, description: words.stageText },
  'post-meeting-tasks': { title: words.tasksTitle, description: words.tasksText },
};

/** Title and description: what comes with the product in the reader's language, an admin's own as they are written. */
export function wordsOf({ name, title, description, ownWords }: Said & { name: string; ownWords?: boolean }): Said {
  const shipped = ownWords === false && Object.hasOwn(SHIPPED, name) ? SHIPPED[name] : undefined;
  return shipped ?? { title: title || name, description };
}
