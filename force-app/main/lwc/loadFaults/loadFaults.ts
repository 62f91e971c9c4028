import type { Fault } from 'c/faults';

/** As `reduceErrors`, whose code is loaded when something goes wrong: the platform takes one import on demand a bundle. */
export async function faultOf(thrown: unknown): Promise<Fault> {
  try {
    return (await import('c/faults')).reduceErrors(thrown);
  } catch {
    return { kind: 'offline', messages: [] };
  }
}
