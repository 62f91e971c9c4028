/** What a person's wish was refused for, as a problem document. */
import { NOT_CONNECTED } from '../jobs/connection/keeper.ts';
import { faultOf } from '../jobs/faults.ts';
import { Refusal } from '../jobs/by-hand/refusal.ts';
import { OrgError } from '../org/error.ts';
import { Problem } from './problem.ts';

const STATUS = { invalid: 422, conflict: 409, unavailable: 503 } as const;

/** Runs what asks the org on a person's behalf; what it refuses, and what the org does not answer, become problems. */
export async function forPerson<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal)
      throw new Problem(STATUS[error.kind], error.message, { title: TITLE[error.kind], errors: error.errors });
    if (error instanceof OrgError) {
      if (error.code === NOT_CONNECTED)
        throw new Problem(409, error.message, { title: 'Not connected', members: { code: NOT_CONNECTED } });
      const { scope, code, message } = faultOf(error);
      throw new Problem(scope === 'org' ? 503 : 502, message, { title: 'The org gave no answer', members: { code } });
    }
    throw error;
  }
}

const TITLE = { invalid: 'Not possible as it is', conflict: 'Not now', unavailable: 'No answer for now' };
