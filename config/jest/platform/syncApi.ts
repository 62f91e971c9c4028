import { api, LightningElement } from 'lwc';

type Inputs = Record<string, string | number | boolean>;
type Answer = unknown;

/** What the service answers in a test, by operation: a value, what throws, or what makes either of the inputs. */
export const service = {
  answers: {} as Record<string, Answer>,
  calls: [] as { operation: string; inputs: Inputs }[],
  reset(answers: Record<string, Answer> = {}): void {
    this.answers = answers;
    this.calls = [];
  },
  call(operation: string, inputs: Inputs = {}): Promise<unknown> {
    service.calls.push({ operation, inputs });
    const answer = service.answers[operation];
    if (answer === undefined) return Promise.reject(new Error(`The test has no answer for ${operation}.`));
    try {
      const value: unknown = typeof answer === 'function' ? (answer as (inputs: Inputs) => unknown)(inputs) : answer;
      return value instanceof Error ? Promise.reject(value) : Promise.resolve(value);
    } catch (thrown) {
      return Promise.reject(thrown as Error);
    }
  },
};

/** As `c/syncApi` refuses. */
export function fault(kind: string, status = 0, message = ''): Error {
  return Object.assign(new Error(message), { kind, status });
}

/** Stands in for `c/syncApi`, without a Flow. */
export default class SyncApi extends LightningElement {
  @api
  call(operation: string, inputs?: Inputs): Promise<unknown> {
    return service.call(operation, inputs);
  }
}
