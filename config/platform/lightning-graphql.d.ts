/** https://developer.salesforce.com/docs/platform/lwc/guide/reference-lightning-graphql-module.html */
declare module 'lightning/graphql' {
  import type { WireAdapterConstructor } from 'lwc';

  export interface GraphQLError {
    message: string;
    path?: (string | number)[];
    extensions?: Record<string, unknown>;
  }
  /** Both may be present: what could be read, and what could not. Neither is while the answer is on its way. */
  export interface GraphQLResult {
    data?: unknown;
    errors?: GraphQLError[];
    refresh?: () => Promise<void>;
  }
  /** A parsed query; its shape belongs to the platform. */
  export type GraphQLDocument = object;
  export interface GraphQLConfig {
    query?: GraphQLDocument;
    variables?: object;
    operationName?: string;
  }
  export const graphql: WireAdapterConstructor<GraphQLConfig, GraphQLResult>;
  export function gql(parts: TemplateStringsArray, ...values: unknown[]): GraphQLDocument;
}
