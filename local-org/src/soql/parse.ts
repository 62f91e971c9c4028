import {
  parseQuery,
  type FunctionExp,
  type HavingClause,
  type LiteralType,
  type Query,
  type WhereClause,
} from '@jetstreamapp/soql-parser-js';
import { NotImplementedHere } from '../data/faults/errors.ts';
import { at, malformed } from './fault.ts';

export interface ParsedQuery {
  query: Query;
  /** `ALL ROWS`: deleted records too. */
  allRows: boolean;
}

/** A comparison: a field or a function on its left, literals or a sub-select on its right. */
export interface Comparison {
  field?: string;
  fn?: FunctionExp;
  operator: string;
  value?: string | string[];
  literalType?: LiteralType | LiteralType[];
  valueQuery?: Query;
}

/** The parser's conditions: a chain of comparisons with counts of parentheses. */
interface Link {
  left: (Partial<Comparison> & { openParen?: number; closeParen?: number }) | null;
  operator?: 'AND' | 'OR' | 'NOT';
  right?: Link;
}

export type Filter =
  { kind: 'and' | 'or'; parts: Filter[] } | { kind: 'not'; of: Filter } | { kind: 'compare'; condition: Comparison };

const ALL_ROWS = /\s+ALL\s+ROWS\s*$/i;
const LITERALS = /'(?:\\.|[^'\\])*'/g;
const THREE_NOTS = /\bNOT\s*\(\s*(\(\s*)*NOT\s*\(\s*(\(\s*)*NOT\b/i;

/** The syntax tree of one query. Throws MALFORMED_QUERY, and 501 for clauses that are not implemented. */
export function parseSoql(soql: string): ParsedQuery {
  // the parser loses the third of them without a word
  if (THREE_NOTS.test(soql.replace(LITERALS, "''"))) throw new NotImplementedHere('NOT three deep in SOQL');
  let query: Query;
  try {
    query = parseQuery(soql.replace(ALL_ROWS, ''));
  } catch (error) {
    throw malformed(syntaxMessage(soql, error as Error));
  }
  if (!query.sObject || !query.fields?.length) throw malformed('A query needs SELECT and FROM.');
  refuseClauses(query);
  return { query, allRows: ALL_ROWS.test(soql) };
}

function refuseClauses(query: Pick<Query, 'usingScope' | 'withDataCategory' | 'for' | 'update'>): void {
  if (query.usingScope && query.usingScope.toLowerCase() !== 'everything')
    throw new NotImplementedHere(`USING SCOPE ${query.usingScope} in SOQL`);
  if (query.withDataCategory) throw new NotImplementedHere('WITH DATA CATEGORY in SOQL');
  if (query.for) throw new NotImplementedHere(`FOR ${query.for} in SOQL`);
  if (query.update) throw new NotImplementedHere(`UPDATE ${query.update} in SOQL`);
}

function syntaxMessage(soql: string, error: Error): string {
  const lexed = /unexpected character: ->(.)<- at offset: (\d+)/.exec(error.message);
  if (lexed) {
    const found = lexed[1] === "'" ? 'string literal without its closing quote' : `unexpected character: '${lexed[1]}'`;
    return `${at(soql, soql.slice(Number(lexed[2])))}${found}`;
  }
  const found = /found(?:: | -->\s*)'?(.*?)'?(?: <--)?$/.exec(error.message)?.[1] ?? '';
  return found ? `${at(soql, found)}unexpected token: '${found}'` : 'unexpected end of query';
}

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | Comparison;

function isComparison(left: Link['left']): boolean {
  return left?.field !== undefined || left?.fn !== undefined;
}

function tokens(soql: string, clause: Link): Token[] {
  const list: Token[] = [];
  for (let link: Link | undefined = clause; link; link = link.right) {
    const { left, operator, right } = link;
    list.push(...Array<Token>(left?.openParen ?? 0).fill('('));
    if (isComparison(left)) list.push(left as Comparison);
    list.push(...Array<Token>(left?.closeParen ?? 0).fill(')'));
    if (operator) list.push(operator);
    else if (right) {
      const name = right.left?.field ?? right.left?.fn?.rawValue ?? '(';
      throw malformed(`${at(soql, name)}unexpected token: '${name}'`);
    }
  }
  return list;
}

/** The conditions as a tree. AND and OR side by side need parentheses, as on the platform. */
export function filterTree(soql: string, clause: WhereClause | HavingClause): Filter {
  const list = tokens(soql, clause);
  let position = 0;

  function unary(): Filter {
    const token = list[position++];
    if (token === 'NOT') return { kind: 'not', of: unary() };
    if (token === '(') {
      const inner = expression();
      if (list[position++] !== ')') throw malformed('expecting a right parentheses');
      return inner;
    }
    if (token === undefined || typeof token === 'string') throw malformed(`unexpected token: '${token ?? '<EOF>'}'`);
    return { kind: 'compare', condition: token };
  }

  function expression(): Filter {
    const first = unary();
    const operator = list[position];
    if (operator !== 'AND' && operator !== 'OR') return first;
    const parts = [first];
    while (list[position] === operator) {
      position++;
      parts.push(unary());
    }
    const next = list[position];
    if (next === 'AND' || next === 'OR') throw malformed(`${at(soql, next)}unexpected token: '${next}'`);
    return { kind: operator === 'AND' ? 'and' : 'or', parts };
  }

  const tree = expression();
  const rest = list[position];
  if (rest !== undefined) throw malformed(`unexpected token: '${typeof rest === 'string' ? rest : rest.field}'`);
  return tree;
}
