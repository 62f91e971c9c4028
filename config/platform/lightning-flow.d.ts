/** https://developer.salesforce.com/docs/platform/lightning-component-reference/guide/lightning-flow.html */
declare module 'lightning/flow' {
  export interface FlowInputVariable {
    name: string;
    type: 'String' | 'Number' | 'Boolean' | 'Date';
    value: string | number | boolean;
  }
  export interface FlowOutputVariable {
    flowName?: string;
    name: string;
    dataType?: string;
    value?: unknown;
  }
  /** The detail of `statuschange`. A Flow without screens ends in `FINISHED_SCREEN`. */
  export interface FlowStatusChange {
    status: 'STARTED' | 'PAUSED' | 'FINISHED' | 'FINISHED_SCREEN' | 'ERROR';
    outputVariables?: FlowOutputVariable[] | null;
    errorMessage?: string;
  }
}
