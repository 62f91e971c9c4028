import {
  create,
  parseSync,
  SyntaxError as FormulaSyntaxError,
  TypeNotFoundError,
  ValidationError,
  type Formula,
} from 'sformula';
import { NotImplementedHere } from '../data/faults/errors.ts';
import { FlowFault } from './fault.ts';
import type { FlowType, Plain, ScalarName } from './values.ts';

type FormulaType = 'string' | 'number' | 'boolean' | 'date' | 'datetime';
const typeNames: Record<ScalarName, FormulaType> = {
  String: 'string', Number: 'number', Boolean: 'boolean', Date: 'date', DateTime: 'datetime',
}; // prettier-ignore

/** Merge fields of a text or a formula: `{!name}`. */
export const MERGE_FIELD = /\{!([^{}]+)\}/g;

export interface CompiledFormula {
  /** @param read gives the value of a reference */
  evaluate(read: (reference: string) => Plain): Plain;
}

/**
 * A formula whose resources stand in `{!…}`. `TODAY()` is the user's day: what evaluates formulas here knows no time zone.
 * @param name of the formula, for refusals
 * @throws NotImplementedHere for functions that the local org leaves out, FlowFault for a formula that is faulty
 */
export function compileFormula(
  name: string,
  expression: string,
  result: { type: ScalarName; scale: number },
  typeOf: (reference: string) => FlowType,
): CompiledFormula {
  const references: string[] = [];
  const identifier = (reference: string): string => {
    if (!references.includes(reference)) references.push(reference);
    return `r${references.indexOf(reference)}_`;
  };
  const body = outsideTexts(expression, (code) =>
    code
      .replace(MERGE_FIELD, (_whole, reference: string) => identifier(reference.trim()))
      .replace(/\bTODAY\s*\(\s*\)/gi, () => identifier('$Flow.CurrentDate')),
  );
  const inputTypes = Object.fromEntries(
    references.map((reference) => [identifier(reference), { type: formulaType(name, reference, typeOf(reference)) }]),
  );
  const returnType = typeNames[result.type];
  const formula = parsed(name, body, { inputTypes, returnType, scale: result.scale });
  return {
    evaluate(read) {
      const context = Object.fromEntries(references.map((reference) => [identifier(reference), read(reference)]));
      const value = formula.evaluate(context) as Plain;
      return returnType === 'datetime' && typeof value === 'string' ? isoTime(value) : value;
    },
  };
}

function parsed(name: string, body: string, options: Parameters<typeof parseSync>[1] & object): Formula {
  try {
    const formula = parseSync(body, options);
    // cast to text, a result loses the spaces at its ends
    return options.returnType === 'string' ? create({ ...formula.compiled, returnType: 'any' }) : formula;
  } catch (error) {
    if (error instanceof TypeNotFoundError)
      throw new NotImplementedHere(`${error.identifier} in the formula ${name} (names are written in capitals)`);
    if (error instanceof FormulaSyntaxError || error instanceof ValidationError)
      throw new FlowFault(`The formula ${name} can't be read: ${error.message}`);
    throw error;
  }
}

function formulaType(name: string, reference: string, type: FlowType): FormulaType {
  if (!type.isList && type.of !== 'Record' && type.of !== 'Object' && type.of !== 'Outputs') return typeNames[type.of];
  throw new FlowFault(`The formula ${name} can't use ${reference}: it is no single value.`);
}

/** Changes a formula between its quoted texts. */
function outsideTexts(expression: string, change: (code: string) => string): string {
  return expression
    .split(/("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')/s)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');
}

const isoTime = (value: string): string => new Date(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')).toISOString();
