/** The deal rule, and what a change of it would do: pure. */
export { faultsOf, inputsOf, isSameRule, numberOf, ruleOf, STEPS, withRule, withStep } from './rule';
export type { Rule, RuleFault } from './rule';
export { daysOf, daysToChoose, differenceOf, OUTCOMES } from './simulation';
export type { Move, Outcome, Side, Simulation } from './simulation';
export { orderWords, stepWords, tieWords } from './words';
