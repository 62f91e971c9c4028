import { takingPart } from 'c/listModel';
import type { ListFilters, OtherRow, PersonChoice, Topic } from 'c/listModel';

export function sameTopic(topics: readonly Topic[], name: string): Topic | undefined {
  return topics.find((topic) => topic.name.toLowerCase() === name.toLowerCase());
}

/**
 * The filter of the org. Topics stand in a long text, on which the org can't filter: the Ids of the conversations
 * about them are known from the first view.
 */
export function listFilter(
  scope: object,
  { kind, topic, person, text }: ListFilters,
  topics: readonly Topic[],
  people: readonly PersonChoice[],
): object {
  const conditions: object[] = [scope];
  if (kind) conditions.push({ Kind__c: { eq: kind } });
  if (topic) conditions.push({ Id: idsOf(sameTopic(topics, topic)) });
  const chosen = people.find(({ id }) => id === person);
  if (chosen) conditions.push(takingPart(chosen.where));
  if (text) {
    const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    const ids = idsAbout(text, topics);
    const about = ids.length > 0 ? [{ Id: { in: ids } }] : [];
    conditions.push({ or: [{ Title__c: { like } }, { Tags__c: { like } }, ...about] });
  }
  return { and: conditions };
}

/** Whether a conversation that the org's list leaves out fits, as the org would see it. */
export function fits(row: OtherRow, { kind, topic, text }: ListFilters, topics: readonly Topic[]): boolean {
  const term = text.toLowerCase();
  return (
    (!kind || row.kind === kind) &&
    (!topic || sameTopic(topics, topic)?.ids.includes(row.id) === true) &&
    (!term ||
      [row.title ?? '', ...row.tags].some((words) => words.toLowerCase().includes(term)) ||
      idsAbout(text, topics).includes(row.id))
  );
}

/** The org takes no empty list. */
function idsOf(topic: Topic | undefined): object {
  return topic ? { in: topic.ids } : { eq: null };
}

function idsAbout(text: string, topics: readonly Topic[]): string[] {
  const term = text.toLowerCase();
  return [...new Set(topics.flatMap(({ name, ids }) => (name.toLowerCase().includes(term) ? ids : [])))];
}
