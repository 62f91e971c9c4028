/** What a record picker reads of the org. */
import { request } from 'org/client';
import { queryOf } from './where';

export interface ObjectInfo {
  apiName: string;
  label: string;
  labelPlural: string;
  custom: boolean;
  nameFields: string[];
}
/** A record as the picker shows it. */
export interface Found {
  id: string;
  primary: string;
  additional: string;
}
interface Search {
  object: string;
  where: object;
  orderBy: string;
  /** The paths of the fields that are shown. */
  shown: [string, string | undefined];
  first: number;
}
type Leaf = { value: unknown; displayValue: string | null };
type Node = { Id: string } & { [field: string]: string | Leaf | Node };
interface Answer {
  data: { uiapi?: { query: Record<string, { edges: { node: Node }[] }> } };
  errors: { message: string }[];
}

/** Rejects for objects that UI API does not serve, Task and Event among them. */
export const objectInfoOf = (name: string) =>
  request<ObjectInfo>('GET', `/services/data/v67.0/ui-api/object-info/${name}`);

function textAt(node: Node, path: string): string {
  const [step = '', ...rest] = path.split('.');
  const part = node[step];
  if (typeof part !== 'object' || part === null) return typeof part === 'string' ? part : '';
  if (rest.length > 0) return textAt(part as Node, rest.join('.'));
  const { displayValue, value } = part as Leaf;
  return displayValue ?? (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
}

export async function findRecords({ object, where, orderBy, shown, first }: Search): Promise<Found[]> {
  const [primary, additional] = shown;
  const query = queryOf(object, additional ? [primary, additional] : [primary], orderBy);
  const body = { query, variables: { where, first } };
  const { data, errors } = await request<Answer>('POST', '/services/data/v67.0/graphql', body);
  if (errors.length > 0) throw new Error(errors[0].message);
  const nodes = data.uiapi?.query[object]?.edges.map(({ node }) => node) ?? [];
  return nodes.map((node) => ({
    id: node.Id,
    primary: textAt(node, primary),
    additional: additional ? textAt(node, additional) : '',
  }));
}
