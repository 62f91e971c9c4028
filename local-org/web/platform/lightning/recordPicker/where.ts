/** What a record picker asks for, from its attributes. Pure. */

export interface Criterion {
  /** `Name`, `Account.Industry` */
  fieldPath: string;
  /** One of GraphQL's: `eq`, `like`… */
  operator: string;
  value: unknown;
}
export interface Filter {
  criteria?: Criterion[];
  /** `1 AND (2 OR NOT 3)`; without it all criteria hold together. */
  filterLogic?: string;
}
export interface MatchingField {
  fieldPath: string;
  mode?: 'contains' | 'startsWith';
}
type Where = Record<string, unknown>;

const nested = (path: string, leaf: unknown): Where =>
  path.split('.').reduceRight<unknown>((inner, step) => ({ [step]: inner }), leaf) as Where;

const conditionOf = ({ fieldPath, operator, value }: Criterion): Where => nested(fieldPath, { [operator]: value });

/** Numbers, AND, OR, NOT and parentheses; AND binds more than OR. */
function logicOf(logic: string, criteria: Criterion[]): Where {
  const tokens = logic.toUpperCase().match(/\d+|AND|OR|NOT|[()]|\S+/g) ?? [];
  let at = 0;
  const refuse = (): never => {
    throw new Error(`The filter logic "${logic}" can't be read.`);
  };
  const primary = (): Where => {
    const token = tokens[at++] ?? refuse();
    if (token === 'NOT') return { not: primary() };
    if (token === '(') {
      const inner = any();
      return tokens[at++] === ')' ? inner : refuse();
    }
    const criterion = /^\d+$/.test(token) ? criteria[Number(token) - 1] : undefined;
    return criterion ? conditionOf(criterion) : refuse();
  };
  const joined = (word: 'AND' | 'OR', part: () => Where): Where => {
    const first = part();
    const parts = [first];
    while (tokens[at] === word) {
      at += 1;
      parts.push(part());
    }
    return parts.length === 1 ? first : { [word.toLowerCase()]: parts };
  };
  const any = (): Where => joined('OR', () => joined('AND', primary));
  const found = any();
  return at === tokens.length ? found : refuse();
}

/** Signs that mean something in a pattern stand for themselves. */
const literal = (term: string) => term.replace(/[\\%_]/g, (sign) => `\\${sign}`);

function matching(term: string, { fieldPath, mode = 'contains' }: MatchingField): Where {
  return nested(fieldPath, { like: `${mode === 'startsWith' ? '' : '%'}${literal(term)}%` });
}

/** The records that a term finds among those that the filter lets through. */
export function whereOf(term: string, filter: Filter | undefined, fields: MatchingField[]): Where {
  const { criteria = [], filterLogic } = filter ?? {};
  const kept = filterLogic ? [logicOf(filterLogic, criteria)] : criteria.map(conditionOf);
  const found = term.trim() === '' ? [] : [{ or: fields.map((field) => matching(term.trim(), field)) }];
  return { and: [...kept, ...found] };
}

/** `Account.Owner.Name` as GraphQL selects it. */
const selected = (path: string): string => {
  const [step = '', ...rest] = path.split('.');
  return rest.length === 0 ? `${step} { value displayValue }` : `${step} { ${selected(rest.join('.'))} }`;
};

/** @param fields besides the Id */
export function queryOf(object: string, fields: string[], orderBy: string): string {
  return `query records($where: ${object}_Filter, $first: Int) { uiapi { query { ${object}(
    where: $where, first: $first, orderBy: { ${orderBy} }
  ) { edges { node { Id ${[...new Set(fields)].map(selected).join(' ')} } } } } } }`;
}
