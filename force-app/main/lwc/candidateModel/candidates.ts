import { nodesOf, valueOf, wordsOf } from 'c/conversationModel';
import type { Candidate, CandidateObject, Connection, Field, NamedNode } from 'c/conversationModel';
import type { Read } from 'c/evidenceReader';

/** What a record that the viewer may see shows of itself. */
export interface SeenRecord {
  name: string;
  facts?: string;
}
export interface CandidatesAnswer {
  uiapi: {
    query: {
      deals?: Connection<NamedNode & { StageName?: Field<string>; Amount?: Field<number> }> | null;
      events?: Connection<ActivityNode> | null;
      tasks?: Connection<ActivityNode> | null;
    };
  };
}
interface ActivityNode {
  Id: string;
  Subject?: Field<string>;
}
/** One of a list to choose from. */
export interface LinkOption {
  value: string;
  label: string;
  facts?: string;
  /** The strongest evidence, and the rest of it. */
  strong?: string;
  rest?: string;
  /** Of the evidence, where it is not the page's. */
  lang?: string;
}

/** Variables of the query that asks which of them the viewer may see. Nothing to ask: undefined. */
export function candidatesFilter(candidates: readonly Candidate[]): object | undefined {
  if (candidates.length === 0) return undefined;
  const of = (object: CandidateObject) => {
    const ids = candidates.filter((each) => each.object === object).map(({ id }) => id);
    return { Id: ids.length > 0 ? { in: [...new Set(ids)] } : { eq: null } };
  };
  return { deals: of('Opportunity'), events: of('Event'), tasks: of('Task') };
}

export function seenRecords({ uiapi }: CandidatesAnswer): Map<string, SeenRecord> {
  const { deals, events, tasks } = uiapi.query;
  const activities = [...nodesOf(events), ...nodesOf(tasks)];
  return new Map([
    ...nodesOf(deals).map(({ Id, Name, StageName, Amount }): [string, SeenRecord] => [
      Id,
      {
        name: valueOf(Name) ?? '',
        facts: [wordsOf(StageName), wordsOf(Amount)].filter(Boolean).join('\u00a0· ') || undefined,
      },
    ]),
    ...activities.map(({ Id, Subject }): [string, SeenRecord] => [Id, { name: valueOf(Subject) ?? '' }]),
  ]);
}

/** Those that the viewer may see, by the names that the org has for them now. */
export function optionsOf(
  candidates: readonly Candidate[],
  seen: ReadonlyMap<string, SeenRecord>,
  read: Read,
): LinkOption[] {
  return candidates.flatMap(({ id, name, evidence }) => {
    const record = seen.get(id);
    if (!record) return [];
    const [{ text, lang }] = read(evidence);
    const [strong, ...rest] = text.split(', ');
    const said = { strong, rest: rest.join(', ') || undefined, lang };
    return [{ value: id, label: record.name || name, facts: record.facts, ...said }];
  });
}

/**
 * The reason in words, without what is listed below it, and without the names of records that the viewer may not see:
 * `instead` stands for those.
 */
export function reasonWords(
  evidence: string,
  candidates: readonly Candidate[],
  hidden: string[],
  instead: string,
): string {
  const listed = candidates.length > 0 ? evidence.replace(/( fit about equally|; next best): .*\.$/gm, cut) : evidence;
  return hidden.reduce((text, name) => text.replaceAll(`'${name}'`, instead), listed);
}

function cut(_whole: string, words: string): string {
  return words.startsWith(';') ? '.' : `${words}.`;
}

/** Which links nobody could decide, by the names of the rules in `Match_Rule__c`. */
export function openLinks(rule: string | undefined): { activity: boolean; deal: boolean } {
  const rules = (rule ?? '').split(',').map((each) => each.trim());
  const is = (...names: string[]) => names.some((name) => rules.includes(name));
  return { activity: is('severalClose', 'belowThreshold'), deal: is('severalDeals', 'activityLinkHidden') };
}
