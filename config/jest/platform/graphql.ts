import { createTestWireAdapter } from '@salesforce/wire-service-jest-util';

/** As the platform tells it: nothing at first, then data, errors, or both, and `refresh`. */
export const graphql = createTestWireAdapter();

export function gql(parts: TemplateStringsArray, ...values: unknown[]): { text: string } {
  return { text: String.raw({ raw: parts }, ...values) };
}
