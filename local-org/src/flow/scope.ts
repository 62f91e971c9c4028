/** What the names in a Flow stand for: variables, constants, formulas, text templates, elements' outputs, global variables. */
import { NotImplementedHere } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import type { Value } from '../data/store/record.ts';
import { FlowFault } from './fault.ts';
import { MERGE_FIELD, type CompiledFormula } from './formula.ts';
import { Globals, type InterviewFacts } from './globals.ts';
import type { FlowFormula, FlowMetadata, FlowValue } from './model.ts';
import { isTriggering, Names, relationOf } from './names.ts';
import {
  FlowRecord,
  copied,
  fitting,
  objectNamed,
  propertyOf,
  textOf,
  type FlowType,
  type Json,
  type Plain,
} from './values.ts';

const formulas = new WeakMap<FlowFormula, CompiledFormula>();

export class Scope {
  readonly org: Org;
  readonly session: Session;
  readonly flow: FlowMetadata;
  readonly facts: InterviewFacts;
  readonly visited = new Set<string>();
  readonly names: Names;
  readonly #globals: Globals;
  readonly #values = new Map<string, Plain>();

  constructor(org: Org, session: Session, flow: FlowMetadata, facts: InterviewFacts) {
    this.org = org;
    this.session = session;
    this.flow = flow;
    this.facts = facts;
    this.names = new Names(org.schema, org.metadata, flow);
    this.#globals = new Globals(org, session, facts);
  }

  typeOf(path: string): FlowType {
    return this.names.typeOf(path);
  }

  read(path: string): Plain {
    const [name = '', ...rest] = path.split('.');
    if (isTriggering(name)) {
      const record = (name === '$Record' ? this.facts.record : this.facts.prior) ?? null;
      return record === null ? null : this.#readInside(record, this.names.typeOf(name), rest, path);
    }
    if (path.startsWith('$')) return this.#globals.read(path);
    const type = this.names.typeOf(name);
    return this.#readInside(this.#root(name), type, rest, path);
  }

  #root(name: string): Plain {
    const { flow } = this;
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    if (flow.variables.has(name)) return null;
    const constant = flow.constants.get(name);
    if (constant) return this.value(constant.value);
    const formula = flow.formulas.get(name);
    if (formula) return this.#evaluate(formula);
    const template = flow.textTemplates.get(name);
    if (template !== undefined) return this.merged(template);
    const element = flow.elements.get(name);
    const isReachedOnly = !element || element.kind === 'assignment' || element.kind === 'decision';
    return isReachedOnly ? this.visited.has(name) : null;
  }

  #evaluate(formula: FlowFormula): Plain {
    let compiled = formulas.get(formula);
    if (!compiled) {
      compiled = this.names.compile(formula);
      formulas.set(formula, compiled);
    }
    return compiled.evaluate((reference) => this.read(reference));
  }

  #readInside(value: Plain, type: FlowType, path: string[], whole: string): Plain {
    const [name, ...rest] = path;
    if (name === undefined) return value;
    // the words of Salesforce
    if (value === null)
      throw new FlowFault(`The flow failed to access the value for ${whole} because it hasn't been set or assigned.`);
    if (value instanceof FlowRecord) {
      const related = rest.length > 0 ? relationOf(value.object, name) : undefined;
      if (!related) return value.get(name);
      const object = objectNamed(this.org.schema, related.to);
      return this.#readInside(this.#related(value, related), { of: 'Record', object, isList: false }, rest, whole);
    }
    const property = type.of === 'Object' ? propertyOf(type.shape, name)[0] : name;
    const part = (value as { [name: string]: Json })[property] ?? null;
    return this.#readInside(part, this.names.partOf(type, name, whole), rest, whole);
  }

  /** A record that another one points to, read with the user's rights. */
  #related(record: FlowRecord, { field, to }: { field: string; to: string }): Plain {
    const id = record.get(field);
    if (typeof id !== 'string') return null;
    const object = objectNamed(this.org.schema, to);
    const values = Object.entries(this.session.get(to, id)).filter(
      ([, value]) => typeof value !== 'object' || value === null,
    );
    return new FlowRecord(object, Object.fromEntries(values) as Record<string, Value>);
  }

  /** A value as an element is given it. */
  value(source: FlowValue | null): Plain {
    if (source === null) return null;
    if ('reference' in source) return copied(this.read(source.reference));
    return typeof source.literal === 'string' && source.type === 'String'
      ? this.merged(source.literal)
      : source.literal;
  }

  /** A text with its merge fields filled in. */
  merged(text: string): string {
    return text.replace(MERGE_FIELD, (_whole, reference: string) => {
      const path = reference.trim();
      return textOf(this.read(path), this.typeOf(path).of, this.session.user);
    });
  }

  /** The output of an element, by the element's own name. */
  store(element: string, value: Plain): void {
    this.#values.set(element, value);
  }

  assign(path: string, value: Plain): void {
    const [name = '', ...rest] = path.split('.');
    const variable = this.flow.variables.get(name);
    const isLoop = this.flow.elements.get(name)?.kind === 'loop';
    if (!variable && !(isLoop && rest.length > 0)) throw new FlowFault(`${path} can't be assigned: it is no variable.`);
    const type = this.typeOf(path);
    const fitted = fitting(value, type, path, this.session.user);
    const [field, ...deeper] = rest;
    if (field === undefined) {
      const scale = variable?.scale;
      const rounds = typeof fitted === 'number' && scale !== null && scale !== undefined;
      this.#values.set(name, rounds ? rounded(fitted, scale) : copied(fitted));
      return;
    }
    if (deeper.length > 0) throw new NotImplementedHere(`assigning to fields of related records: ${path}`);
    const root = this.typeOf(name);
    if (root.of !== 'Record' || root.isList) throw new FlowFault(`${path} can't be assigned: ${name} is no record.`);
    const record = (this.#values.get(name) ?? new FlowRecord(root.object)) as FlowRecord;
    record.set(field, fitted as Value);
    this.#values.set(name, record);
  }

  /** What a test says that an element gave: `Element` or `Element.2XX`. */
  mock(path: string, value: Plain): void {
    const [name = '', part] = path.split('.');
    if (part === undefined) this.#values.set(name, value);
    else
      this.#values.set(name, {
        ...((this.#values.get(name) ?? {}) as { [name: string]: Json }),
        [part]: value as Json,
      });
  }
}

function rounded(value: number, scale: number): number {
  const shifted = Number(`${Math.abs(value)}e${scale}`);
  return Number.isFinite(shifted) ? Math.sign(value) * Number(`${Math.round(shifted)}e-${scale}`) : value;
}
