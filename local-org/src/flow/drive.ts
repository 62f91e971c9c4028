/** Steps interviews to their end. */
import { FlowFault } from './fault.ts';
import type { Request, ServiceAnswer, Steps } from './run.ts';

export type Resumption = { answer: ServiceAnswer | undefined } | { fault: unknown };

/** An interview's next step, with what became of its request. */
export function resumed(steps: Steps, resumption: Resumption) {
  return 'fault' in resumption ? steps.throw(resumption.fault) : steps.next(resumption.answer);
}

/** Steps an interview to its end at one go, with this in place of callouts. */
export function finish(steps: Steps, callout: (call: Request & { kind: 'call' }) => Resumption): void {
  let step = steps.next();
  while (!step.done) step = resumed(steps, step.value.kind === 'write' ? { answer: undefined } : callout(step.value));
}

/** Apex Developer Guide, "Callout Limits and Limitations". */
export const uncommitted = (): Resumption => ({
  fault: new FlowFault('You have uncommitted work pending. Please commit or rollback before calling out.'),
});
