/** One interview of a Flow, element by element. */
import { randomUUID } from 'node:crypto';
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import { runAssignment } from './assign.ts';
import { conditionsHold } from './conditions.ts';
import { FlowFault, LimitExceeded } from './fault.ts';
import type { FlowElement, FlowMetadata, Loop, ServiceAction, Subflow } from './model.ts';
import { create, dataFault, lookUp, remove, update } from './records.ts';
import { Scope } from './scope.ts';
import { copied, type FlowRecord, type Json, type Plain } from './values.ts';

/** What an interview can't do by itself: whoever steps it does so, and steps on. */
export type Request =
  /** From here on in a transaction, up to the end. */
  { kind: 'write' } | { kind: 'call'; service: string; operation: string; inputs: Record<string, Plain> };

/** What a service's operation answered. */
export interface ServiceAnswer {
  responseCode: number;
  body: Json;
}

/** What a test makes of an element. */
export interface Mock {
  outputs: [reference: string, value: Plain][];
  /** A rule's name, `defaultConnector`, `faultConnector`; null is the usual way. */
  path: string | null;
}

/**
 * Limits of a transaction: https://help.salesforce.com/s/articleView?id=platform.flow_considerations_limit_transaction.htm
 * Flows of API version 57.0 and later have no limit of executed elements, but one of CPU time.
 */
const MOST = { elements: 2000, queries: 100, writes: 150, callouts: 100, depth: 50, milliseconds: 10_000 };
const FIRST_WITHOUT_ELEMENT_LIMIT = 57;

/** What the interviews of one transaction share. */
export class Transaction {
  readonly guid: string = randomUUID();
  readonly startedAt: Date = new Date();
  isWriting = false;
  #elements = 0;
  #queries = 0;
  #writes = 0;
  #callouts = 0;
  /** Without the time that callouts take. */
  #busyMs = 0;
  #since = performance.now();

  countElement(flow: FlowMetadata): void {
    this.#elements += 1;
    if (flow.apiVersion < FIRST_WITHOUT_ELEMENT_LIMIT && this.#elements > MOST.elements)
      throw new LimitExceeded(`Number of iterations exceeded: a Flow runs at most ${MOST.elements} elements.`);
    if (this.#busyMs + performance.now() - this.#since > MOST.milliseconds)
      throw new LimitExceeded('Apex CPU time limit exceeded');
  }

  countQuery(): void {
    this.#queries += 1;
    if (this.#queries > MOST.queries) throw new LimitExceeded(`Too many SOQL queries: ${this.#queries}`);
  }

  countWrite(): void {
    this.#writes += 1;
    if (this.#writes > MOST.writes) throw new LimitExceeded(`Too many DML statements: ${this.#writes}`);
  }

  /** A callout: the time that it takes is none of the transaction's. */
  *outside(call: Request): Generator<Request, ServiceAnswer | undefined, ServiceAnswer | undefined> {
    this.#callouts += 1;
    if (this.#callouts > MOST.callouts) throw new LimitExceeded(`Too many callouts: ${this.#callouts}`);
    this.#busyMs += performance.now() - this.#since;
    try {
      return yield call;
    } finally {
      this.#since = performance.now();
    }
  }
}

export interface InterviewOptions {
  transaction: Transaction;
  depth?: number;
  /** What it runs for: the record that was saved, and as it was before. */
  saved?: { record: FlowRecord; prior: FlowRecord | null };
  mocks?: Map<string, Mock>;
  /** Told of each element once it has run. */
  onElement?: (name: string) => void;
}

export type Steps = Generator<Request, void, ServiceAnswer | undefined>;

export class Interview {
  readonly scope: Scope;
  readonly #transaction: Transaction;
  readonly #options: InterviewOptions;
  /** Loops under way, and how far. */
  readonly #loops = new Map<string, { items: Plain[]; next: number }>();

  constructor(org: Org, session: Session, flow: FlowMetadata, options: InterviewOptions) {
    this.#transaction = options.transaction;
    this.#options = options;
    const { guid, startedAt } = options.transaction;
    this.scope = new Scope(org, session, flow, { guid, startedAt, faultMessage: null, ...options.saved });
  }

  /** Gives variables what they start with: their defaults, and what is handed in. Throws FlowFault for what can't be. */
  begin(inputs: Record<string, Plain>): void {
    const { scope } = this;
    const { variables, name: flow } = scope.flow;
    for (const { name, value } of variables.values()) if (value) scope.assign(name, scope.value(value));
    for (const [name, value] of Object.entries(inputs)) {
      if (!variables.get(name)?.isInput) throw new FlowFault(`The Flow ${flow} has no input variable ${name}.`);
      scope.assign(name, value);
    }
  }

  outputs(): { name: string; dataType: string; value: Plain }[] {
    return [...this.scope.flow.variables.values()]
      .filter(({ isOutput }) => isOutput)
      .map(({ name, dataType }) => ({ name, dataType, value: this.scope.read(name) }));
  }

  /** Throws FlowFault for a fault that no connector takes up; LimitExceeded and NotImplementedHere always. */
  *steps(): Steps {
    const { scope } = this;
    let at = scope.flow.start;
    while (at !== null) {
      const element: FlowElement = scope.flow.elements.get(at)!;
      this.#transaction.countElement(scope.flow);
      scope.visited.add(element.name);
      try {
        at = yield* this.#run(element);
      } catch (error) {
        const fault = faultOf(error);
        const connector = 'fault' in element ? element.fault : null;
        if (!fault || connector === null) throw fault ?? error;
        scope.facts.faultMessage = fault.message;
        at = connector;
      }
      this.#options.onElement?.(element.name);
    }
  }

  *#run(element: FlowElement): Generator<Request, string | null, ServiceAnswer | undefined> {
    const mock = this.#options.mocks?.get(element.name);
    if (mock) return this.#mocked(element, mock);
    const { scope } = this;
    switch (element.kind) {
      case 'assignment':
        runAssignment(scope, element);
        return element.next;
      case 'decision':
        return this.#decide(element);
      case 'loop':
        return this.#loop(element);
      case 'lookup':
        this.#transaction.countQuery();
        this.#data('look up', () => lookUp(scope, element));
        return element.next;
      case 'create':
        yield* this.#writing();
        this.#data('create', () => create(scope, element));
        return element.next;
      case 'update':
        yield* this.#writing();
        this.#data('update', () => update(scope, element));
        return element.next;
      case 'delete':
        yield* this.#writing();
        this.#data('delete', () => remove(scope, element));
        return element.next;
      case 'subflow':
        yield* this.#subflow(element);
        return element.next;
      case 'action':
        yield* this.#call(element);
        return element.next;
    }
  }

  #data(verb: Parameters<typeof dataFault>[1], work: () => void): void {
    try {
      work();
    } catch (error) {
      throw dataFault(error, verb);
    }
  }

  *#writing(): Generator<Request, void, ServiceAnswer | undefined> {
    this.#transaction.countWrite();
    if (this.#transaction.isWriting) return;
    this.#transaction.isWriting = true;
    yield { kind: 'write' };
  }

  #decide(element: FlowElement & { kind: 'decision' }): string | null {
    const rule = element.rules.find(({ logic, conditions }) => conditionsHold(this.scope, logic, conditions));
    if (!rule) return element.next;
    this.scope.visited.add(rule.name);
    return rule.next;
  }

  #loop({ name, collection, isDescending, into, body, next }: Loop): string | null {
    const { scope } = this;
    let state = this.#loops.get(name);
    if (!state) {
      const value = scope.read(collection);
      const items = value === null ? [] : value;
      if (!Array.isArray(items)) throw new FlowFault(`${collection} is no collection.`);
      state = { items: isDescending ? items.toReversed() : [...items], next: 0 };
      this.#loops.set(name, state);
    }
    if (state.next >= state.items.length) {
      this.#loops.delete(name);
      return next;
    }
    const item = state.items[state.next] ?? null;
    state.next += 1;
    if (into !== null) scope.assign(into, item);
    else scope.store(name, copied(item));
    return body;
  }

  *#subflow({ name, flow, inputs, outputs, isStored }: Subflow): Steps {
    const { scope } = this;
    const depth = (this.#options.depth ?? 0) + 1;
    if (depth > MOST.depth)
      throw new LimitExceeded(`Maximum stack depth has been reached: ${depth} Flows in each other.`);
    const called = scope.org.metadata.flows.get(flow);
    if (!called?.isActive) throw new FlowFault(`The org has no active Flow ${flow}.`);
    const inner = new Interview(scope.org, scope.session, called, { transaction: this.#transaction, depth });
    inner.begin(Object.fromEntries(inputs.map((input) => [input.name, scope.value(input.value)])));
    yield* inner.steps();
    const given = new Map(inner.outputs().map((output) => [output.name, output.value]));
    if (isStored) scope.store(name, Object.fromEntries(given) as Record<string, Json>);
    for (const output of outputs) {
      if (!given.has(output.name)) throw new FlowFault(`The Flow ${flow} has no output ${output.name}.`);
      scope.assign(output.reference, given.get(output.name) ?? null);
    }
  }

  *#call({ name, service, operation, inputs, outputs, isStored }: ServiceAction): Steps {
    const { scope } = this;
    const given = Object.fromEntries(inputs.map((input) => [input.name, scope.value(input.value)]));
    const answer = yield* this.#transaction.outside({ kind: 'call', service, operation, inputs: given });
    if (!answer) throw new Error(`No answer for ${service}.${operation}`);
    if (isStored) scope.store(name, { responseCode: answer.responseCode, '2XX': answer.body });
    for (const output of outputs) {
      if (output.name !== 'responseCode')
        throw new NotImplementedHere(`the output ${output.name} of ${name} in a variable`);
      scope.assign(output.reference, answer.responseCode);
    }
  }

  #mocked(element: FlowElement, { outputs, path }: Mock): string | null {
    for (const [reference, value] of outputs) this.scope.mock(reference, value);
    if (path === null || path === 'connector') return element.next;
    if (path === 'defaultConnector' && element.kind === 'decision') return element.next;
    if (path === 'faultConnector' && 'fault' in element && element.fault !== null) {
      this.scope.facts.faultMessage = `A test made ${element.name} fail.`;
      return element.fault;
    }
    const rule = element.kind === 'decision' ? element.rules.find((each) => each.name === path) : undefined;
    if (!rule) throw new NotImplementedHere(`the path ${path} after ${element.name}`);
    this.scope.visited.add(rule.name);
    return rule.next;
  }
}

/** What a fault connector may take up; null for what nothing may. */
function faultOf(error: unknown): FlowFault | null {
  if (error instanceof FlowFault) return error;
  if (error instanceof SalesforceError && !(error instanceof NotImplementedHere)) return new FlowFault(error.message);
  return null;
}
